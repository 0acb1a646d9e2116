import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { entriesOf } from "../../../test/support/entries-of.ts";
import {
  learnSteadyHour,
  NOON,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import { Transactions } from "../../core/model/transactions.ts";
import type { LinkAction } from "../link/action-links.ts";

const HOUR_MS = 3_600_000;
const HOSTILE = "<script>alert(1)</script>";

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort({
    tickMs: TICK_MS,
    token: "secret-token",
    monitors: [{ name: "all" }, { name: "issuers", by: "issuer" }],
  });
  await learnSteadyHour(served);
  served.clock.set(NOON + 8000);
  const records = Transactions.of([{ at: NOON + 8000, status: "denied", count: 60, dimensions: { issuer: "aurora" } }]);
  await served.running.pipeline.submit({ kind: "transactions", at: NOON + 8000, records, origin: "live" });
});
afterEach(async () => {
  await served.close();
});

/** The path of a link as a message has it. */
function pathOf(action: LinkAction, incidentId = "1", expiresAt = NOON + 24 * HOUR_MS): string {
  const link = new URL(served.running.product.links.linkFor({ incidentId, action, expiresAt }));
  return link.pathname;
}

/** As from anywhere, without the token. */
function open(url: string) {
  return served.app.inject({ url, headers: { host: "smoke.example.com" } });
}

function press(url: string, name: string, headers: Record<string, string> = {}) {
  return served.app.inject({
    method: "POST",
    url,
    headers: { host: "smoke.example.com", "content-type": "application/x-www-form-urlencoded", ...headers },
    payload: new URLSearchParams({ name }).toString(),
  });
}

function deeds() {
  return entriesOf(served.running.pipeline.journal).flatMap((entry) => (entry.kind === "acted" ? [entry] : []));
}

function incident() {
  return served.running.pipeline.engine.incidents.find("1");
}

describe("the link of a message", () => {
  test("is in the card, and works without the token that everything else wants", async () => {
    const [delivery] = served.running.pipeline.engine.deliveries.all();
    const body = JSON.stringify(served.running.pipeline.channels[0]?.render(delivery?.message as never).body);
    const [link = ""] = /http[^"]+\/act\/[^"]+/.exec(body) ?? [];
    expect((await open(new URL(link).pathname)).statusCode).toBe(200);
    expect((await open("/v1/overview")).statusCode).toBe(401);
  });

  test("to look at it does nothing: chat programs do so before people", async () => {
    for (const action of ["acknowledge", "silence"] as const) {
      const reply = await open(pathOf(action));
      expect(reply.statusCode).toBe(200);
      expect(reply.payload).toContain("denied");
      expect(reply.payload).toContain('<form method="post">');
    }
    expect(deeds()).toEqual([]);
  });

  test("the button acknowledges in the name that was given; again does nothing and says so", async () => {
    const first = await press(pathOf("acknowledge"), " Ana ");
    expect([first.statusCode, first.payload]).toEqual([200, expect.stringContaining("Ana takes care of it")]);
    expect(incident()).toMatchObject({ state: "acknowledged", acknowledgedBy: "Ana" });
    const again = await press(pathOf("acknowledge"), "Ben");
    expect(again.payload).toContain("Nothing was changed");
    expect((await open(pathOf("acknowledge"))).payload).not.toContain("<form");
    expect(deeds()).toMatchObject([{ by: "Ana", via: "link", action: { do: "acknowledge", incidentId: "1" } }]);
  });

  test("the other silences the series of the incident for an hour, once", async () => {
    const reply = await press(pathOf("silence"), "Ana");
    expect(reply.payload).toContain("Silenced for 1 hour");
    expect((await press(pathOf("silence"), "Ben")).payload).toContain("It is quiet already: Ana silenced it");
    const series = incident()?.members.map(({ scope, status }) => [`scope=${scope}`, `status=${status}`]);
    const silences = deeds().flatMap(({ action }) => (action.do === "silence" ? [action.silence] : []));
    expect(silences.map(({ match }) => match)).toEqual(series);
    for (const { startsAt, endsAt, owner } of silences) {
      expect([startsAt, endsAt, owner]).toEqual([NOON + 8000, NOON + 8000 + HOUR_MS, "Ana"]);
    }
    served.clock.set(NOON + 8000 + HOUR_MS);
    expect((await open(pathOf("silence"))).payload).toContain("<form");
  });

  test("wants a name", async () => {
    for (const name of ["", "  ", "x".repeat(61)]) {
      const reply = await press(pathOf("acknowledge"), name);
      expect([reply.statusCode, reply.payload]).toEqual([400, expect.stringContaining("expected your name")]);
    }
    expect((await press(pathOf("acknowledge"), "4111 1111 1111 1111")).statusCode).toBe(400);
    expect(deeds()).toEqual([]);
  });

  test("is refused when it has expired, was changed, or is of an incident that is not kept", async () => {
    const valid = pathOf("acknowledge");
    const other = pathOf("silence", "1");
    const mixed = `${other.split(".")[0]}.${valid.split(".")[1]}`;
    for (const [path, status, text] of [
      [pathOf("acknowledge", "1", NOON), 410, "This link has expired"],
      [`${valid.slice(0, -1)}${valid.endsWith("A") ? "E" : "A"}`, 404, "This link does not work"],
      [mixed, 404, "This link does not work"],
      ["/act/nonsense", 404, "This link does not work"],
      [pathOf("acknowledge", "77"), 404, "The incident is gone"],
    ] as const) {
      for (const reply of [await open(path), await press(path, "Ana")]) {
        expect([reply.statusCode, reply.payload]).toEqual([status, expect.stringContaining(text)]);
      }
    }
    expect(deeds()).toEqual([]);
  });

  test("says so when the incident is over", async () => {
    const path = pathOf("acknowledge");
    await served.running.pipeline.submit({
      kind: "acted",
      at: served.clock.now(),
      by: null,
      via: "api",
      action: { do: "resolve", incidentId: "1" },
    });
    expect((await press(path, "Ana")).payload).toContain("It is over");
    expect(deeds()).toHaveLength(1);
  });

  test("a form of another origin is turned away", async () => {
    const foreign = await press(pathOf("acknowledge"), "Ana", { origin: "https://evil.example" });
    expect(foreign.statusCode).toBe(403);
    const own = await press(pathOf("acknowledge"), "Ana", { origin: "https://smoke.example.com" });
    expect(own.statusCode).toBe(200);
  });

  test("the page runs no script, loads nothing, is kept nowhere and escapes what came in", async () => {
    const { clock, running } = served;
    const records = Transactions.of([
      { at: clock.now(), status: "denied", count: 90, dimensions: { issuer: HOSTILE } },
    ]);
    await running.pipeline.submit({ kind: "transactions", at: clock.now(), records, origin: "live" });
    const reply = await press(pathOf("acknowledge"), HOSTILE);
    expect(reply.payload).toContain("&lt;script&gt;");
    expect(reply.payload).not.toContain("<script");
    expect(reply.headers).toMatchObject({
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "referrer-policy": "strict-origin",
      "cache-control": "no-store",
    });
  });

  test("no link is logged", async () => {
    const path = pathOf("acknowledge");
    await open(path);
    await press(path, "Ana");
    await open(`${path}x`);
    expect(served.logged()).not.toContain(path.slice(5, 30));
  });
});
