import Type from "typebox";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  bodyOf,
  learnSteadyHour,
  NOON,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import { ChartMark } from "../../core/model/chart-mark.ts";
import { Heat } from "../../core/model/heat.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const Marks = Type.Object({ marks: Type.Array(ChartMark) });

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort({ tickMs: TICK_MS, monitors: [{ name: "all" }, { name: "issuers", by: "issuer" }] });
  await learnSteadyHour(served);
});
afterEach(() => served.close());

async function ask(method: "GET" | "POST" | "DELETE", url: string, payload?: object) {
  const headers = { host: "localhost", "content-type": "application/json" };
  const reply = await served.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { code: reply.statusCode, text: reply.payload };
}

async function marks(scope = "all"): Promise<ChartMark[]> {
  const span = `from=${NOON - HOUR_MS}&to=${NOON + HOUR_MS}`;
  return bodyOf(Marks, (await ask("GET", `/v1/marks?scope=${encodeURIComponent(scope)}&${span}`)).text).marks;
}

async function burst(): Promise<void> {
  served.clock.set(NOON + 8000);
  await ask("POST", "/v1/transactions", { status: "denied", count: 60, issuer: "aurora" });
  served.clock.set(NOON + TICK_MS + 3000);
  await served.running.pipeline.submit({ kind: "clock", at: served.clock.now() });
}

describe("marks", () => {
  test("a deploy that was noted stands on the charts of every scope, until it is removed", async () => {
    const noted = await ask("POST", "/v1/marks", { text: " gateway 4.2 ", at: NOON - MINUTE_MS, by: "Ana" });
    const deploy = bodyOf(ChartMark, noted.text);
    expect(deploy).toMatchObject({ kind: "deploy", text: "gateway 4.2", from: NOON - MINUTE_MS, statuses: null });
    expect(await marks()).toEqual([deploy]);
    expect(await marks("issuer=aurora")).toEqual([deploy]);
    expect((await ask("DELETE", `/v1/marks/${deploy.id}`)).code).toBe(200);
    expect(await marks()).toEqual([]);
    expect(await ask("DELETE", `/v1/marks/${deploy.id}`)).toMatchObject({ code: 404 });
  });

  test("an incident stands on the charts of its statuses, in its scopes and those that hold them", async () => {
    await burst();
    expect(await marks()).toMatchObject([{ kind: "incident", from: NOON, to: null }]);
    // Nothing was approved in that tick either.
    expect((await marks("issuer=aurora"))[0]?.statuses?.toSorted()).toEqual(["approved", "denied"]);
    expect(await marks("issuer=borealis")).toMatchObject([{ statuses: expect.arrayContaining(["denied"]) as unknown }]);
  });

  test("a silence stands on the charts of what it keeps quiet", async () => {
    const silence = { match: ["issuer=aurora", "status=denied"], duration: "1h", owner: "Ana", reason: "they move" };
    await ask("POST", "/v1/silences", silence);
    expect(await marks("issuer=aurora")).toMatchObject([{ kind: "silence", text: "they move", statuses: ["denied"] }]);
    expect(await marks("issuer=borealis")).toEqual([]);
  });

  test.each([
    [{}, "request.invalid"],
    [{ text: "  " }, "request.invalid"],
    [{ text: "x", kind: "party" }, "request.invalid"],
    [{ text: "x", at: 5 }, "request.invalid"],
    [{ text: "paid by 4111 1111 1111 1111" }, "request.invalid"],
  ])("%j is refused", async (body, code) => {
    const { text } = await ask("POST", "/v1/marks", body);
    expect(JSON.parse(text)).toMatchObject({ error: { code } });
  });
});

describe("heat", () => {
  const span = `from=${NOON - HOUR_MS + MINUTE_MS}&to=${NOON + MINUTE_MS}&cells=60`;

  test("puts the scopes in alarm first, with the cell and the status that burn", async () => {
    await burst();
    const heat = bodyOf(Heat, (await ask("GET", `/v1/heat?${span}`)).text);
    expect(heat).toMatchObject({ cellMs: MINUTE_MS, cells: 60, scopes: 3 });
    expect(heat.rows.map(({ scope }) => scope).toSorted()).toEqual(["all", "issuer=aurora", "issuer=borealis"]);
    expect(heat.rows.at(-1)).toMatchObject({ scope: "issuer=borealis", isAlerting: false });
    const [worst] = heat.rows;
    expect(worst?.alert.lastIndexOf(1)).toBe(59);
    expect(worst?.alertMs).toBe(TICK_MS);
    expect(worst?.status[59]).toBe("denied");
    expect(worst?.score[59]).toBeGreaterThan(3);
    expect(worst?.alert.slice(0, 59)).not.toContain(1);
    for (const { score, status, alert } of heat.rows) {
      expect([score.length, status.length, alert.length]).toEqual([60, 60, 60]);
    }
  });

  test("is limited, and tells how many there are", async () => {
    const heat = bodyOf(Heat, (await ask("GET", `/v1/heat?${span}&limit=1`)).text);
    expect(heat.rows).toHaveLength(1);
    expect(heat.scopes).toBe(3);
  });

  test("has nothing to say of a time that is not remembered", async () => {
    const heat = bodyOf(Heat, (await ask("GET", `/v1/heat?from=${NOON - 9 * HOUR_MS}&to=${NOON}&cells=9`)).text);
    expect(heat.rows[0]?.score.slice(0, 7)).toEqual([null, null, null, null, null, null, null]);
    expect(heat.rows[0]?.score[8]).not.toBeNull();
  });
});
