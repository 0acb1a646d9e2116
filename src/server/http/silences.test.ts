import Type from "typebox";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { entriesOf } from "../../../test/support/entries-of.ts";
import {
  bodyOf,
  learnSteadyHour,
  NOON,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import { Incident } from "../../core/model/incident.ts";
import { Silence } from "../../core/model/silence.ts";

const HOUR_MS = 3_600_000;
const Silences = Type.Object({ silences: Type.Array(Silence) });
const Preview = Type.Object({
  fault: Type.Union([Type.String(), Type.Null()]),
  incidents: Type.Array(Incident),
  messages: Type.Integer(),
});
const wanted = { match: ["status=denied"], duration: "2h", owner: "Ana", reason: "the issuer is at work" };

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort({ tickMs: TICK_MS });
});
afterEach(async () => {
  await served.close();
});

function ask(method: "POST" | "DELETE" | "GET", url: string, payload?: object) {
  const body = payload === undefined ? {} : { payload };
  return served.app.inject({ method, url, headers: { host: "localhost" }, ...body });
}

async function listed(): Promise<Silence[]> {
  return bodyOf(Silences, (await ask("GET", "/v1/silences")).payload).silences;
}

async function refusalOf(payload: object): Promise<[string, string]> {
  const reply = await ask("POST", "/v1/silences", payload);
  const { error } = JSON.parse(reply.payload) as { error: { code: string; message: string } };
  expect(await listed()).toEqual([]);
  return [error.code, error.message];
}

describe("a silence", () => {
  test("begins now, ends by itself, and says who wanted it and why", async () => {
    const reply = await ask("POST", "/v1/silences", wanted);
    expect(reply.statusCode, reply.payload).toBe(200);
    const silence = bodyOf(Silence, reply.payload);
    expect(silence).toMatchObject({
      match: ["status=denied"],
      startsAt: NOON,
      endsAt: NOON + 2 * HOUR_MS,
      owner: "Ana",
      reason: "the issuer is at work",
    });
    expect(await listed()).toEqual([silence]);
    expect(entriesOf(served.running.pipeline.journal).at(-1)).toMatchObject({
      kind: "acted",
      by: "Ana",
      via: "api",
      action: { do: "silence", silence },
    });
    served.clock.set(NOON + 2 * HOUR_MS);
    expect(await listed()).toEqual([]);
  });

  test("can be planned, and the first to end is listed first", async () => {
    const startsAt = NOON + HOUR_MS;
    await ask("POST", "/v1/silences", { ...wanted, startsAt, duration: "3h" });
    await ask("POST", "/v1/silences", { ...wanted, duration: undefined, endsAt: NOON + HOUR_MS });
    expect((await listed()).map((silence) => [silence.startsAt, silence.endsAt])).toEqual([
      [NOON, NOON + HOUR_MS],
      [startsAt, startsAt + 3 * HOUR_MS],
    ]);
  });

  test("is ended before its time by its id, once", async () => {
    const { id } = bodyOf(Silence, (await ask("POST", "/v1/silences", wanted)).payload);
    expect((await ask("DELETE", `/v1/silences/${id}`, { by: "Ben" })).statusCode).toBe(200);
    expect(await listed()).toEqual([]);
    expect(entriesOf(served.running.pipeline.journal).at(-1)).toMatchObject({ by: "Ben" });
    const again = await ask("DELETE", `/v1/silences/${id}`);
    expect([again.statusCode, again.payload]).toEqual([404, expect.stringContaining("silence.not-found")]);
  });

  test.each<[string, object, string, RegExp]>([
    ["everything", { match: ["scope=*"] }, "silence.refused", /names something/],
    ["no condition", { match: [] }, "request.invalid", /match must not have fewer than 1/],
    ["a status that is not one", { match: ["status=denid"] }, "silence.refused", /expected a status \(approved, /],
    ["a field that is not one", { match: ["isuer=aurora"] }, "silence.refused", /expected a condition on one of /],
    ["the past", { duration: undefined, endsAt: NOON - 1 }, "silence.refused", /an end in the future/],
    ["no end", { duration: undefined }, "request.invalid", /expected either endsAt/],
    ["two ends", { endsAt: NOON + 1 }, "request.invalid", /expected either endsAt/],
    ["no reason", { reason: " " }, "request.invalid", /reason must match/],
    ["nobody", { owner: undefined }, "request.invalid", /required properties owner/],
    [
      "a field that is not one, with a card",
      { match: ["card=4111111111111111"] },
      "request.invalid",
      /without a card number/,
    ],
    ["a card", { reason: "4111 1111 1111 1111" }, "request.invalid", /without a card number/],
  ])("of %s is refused", async (_of, change, code, text) => {
    expect(await refusalOf({ ...wanted, ...change })).toEqual([code, expect.stringMatching(text)]);
  });
});

describe("the preview of a silence", () => {
  test("tells what it would have kept quiet, and changes nothing", async () => {
    await learnSteadyHour(served);
    served.clock.set(NOON + 8000);
    await ask("POST", "/v1/transactions", { status: "denied", count: 60, issuer: "aurora" });
    const preview = async (match: string[]) =>
      bodyOf(Preview, (await ask("POST", "/v1/silences/preview", { match, duration: "1h" })).payload);
    expect(await preview(["status=denied"])).toMatchObject({ fault: null, incidents: [{ id: "1" }], messages: 1 });
    expect(await preview(["status=failed"])).toMatchObject({ fault: null, incidents: [], messages: 0 });
    expect((await preview(["scope!=all"])).fault).toContain("names something");
    expect(await listed()).toEqual([]);
  });
});
