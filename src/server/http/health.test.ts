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
import { Trouble } from "../../core/model/overview.ts";

const Health = Type.Object(
  {
    state: Type.Enum(["ok", "degraded"]),
    version: Type.String(),
    journal: Type.Object({ kind: Type.String(), entries: Type.Integer() }),
    troubles: Type.Array(Trouble),
  },
  { additionalProperties: false },
);

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort({ tickMs: TICK_MS });
});
afterEach(async () => {
  await served.close();
});

async function get(url: string) {
  return served.app.inject({ url, headers: { host: "127.0.0.1" } });
}

describe("/health", () => {
  test("is ok when every part works", async () => {
    const reply = await get("/health");
    expect(reply.statusCode).toBe(200);
    const { journal, state, troubles } = bodyOf(Health, reply.payload);
    expect({ journal, state, troubles }).toEqual({
      journal: { kind: "memory", entries: 1 },
      state: "ok",
      troubles: [],
    });
  });

  test("tells of a clock that was set back, and for how long", async () => {
    await learnSteadyHour(served);
    await served.running.pipeline.submit({ kind: "clock", at: NOON - 300_000 });
    const { state, troubles } = bodyOf(Health, (await get("/health")).payload);
    expect(state).toBe("degraded");
    expect(troubles).toEqual([
      {
        part: "clock",
        text: "was set back by 300 s: until it has caught up, transactions are counted but not judged",
      },
    ]);
  });
});
