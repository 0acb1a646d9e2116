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

const HELP = /^# HELP ([a-z][a-z_]*) \S.*$/;
const TYPE = /^# TYPE ([a-z][a-z_]*) (counter|gauge)$/;
const SAMPLE = /^([a-z][a-z_]*)(?:\{([a-z]+)="([^"\\\n]*)"\})? (-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/;

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

/** The samples of an exposition by `name` or `name label`; every line has to be one that Prometheus reads. */
async function metrics(): Promise<{ types: Map<string, string>; values: Map<string, number> }> {
  const { payload, headers } = await get("/metrics");
  expect(headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(payload.endsWith("\n")).toBe(true);
  const types = new Map<string, string>();
  const values = new Map<string, number>();
  const helped = new Set<string>();
  for (const line of payload.split("\n").filter((one) => one !== "")) {
    const help = HELP.exec(line);
    const type = TYPE.exec(line);
    const sample = SAMPLE.exec(line);
    expect(help ?? type ?? sample, line).not.toBeNull();
    if (help) helped.add(help[1] ?? "");
    if (type) types.set(type[1] ?? "", type[2] ?? "");
    if (!sample) continue;
    const [, name = "", , label, value] = sample;
    expect([helped.has(name), types.has(name)], line).toEqual([true, true]);
    const key = label === undefined ? name : `${name} ${label}`;
    expect(values.has(key), `${key} occurs once`).toBe(false);
    values.set(key, Number(value));
  }
  return { types, values };
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
    expect((await metrics()).values.get("smokewatch_trouble clock")).toBe(1);
  });
});

describe("/metrics", () => {
  test("can be read before anything came in", async () => {
    const { types, values } = await metrics();
    expect(values.get("smokewatch_intake_transactions_total")).toBe(0);
    for (const [name, type] of types) expect(type, name).toBe(name.endsWith("_total") ? "counter" : "gauge");
  });

  test("has counts, what was expected and scores of the last tick, and the state of the parts", async () => {
    await learnSteadyHour(served);
    served.clock.set(NOON + 8000);
    const payload = { status: "denied", count: 60 };
    await served.app.inject({ method: "POST", url: "/v1/transactions", headers: { host: "localhost" }, payload });
    const { values } = await metrics();
    expect(values.get("smokewatch_intake_transactions_total")).toBe(360 * 33 + 60);
    expect(values.get("smokewatch_intake_late_total")).toBe(0);
    expect(values.get("smokewatch_incidents_firing")).toBe(1);
    expect(values.get("smokewatch_journal_entries")).toBeGreaterThanOrEqual(362);
    expect(values.get("smokewatch_monitor_budget_alarms_per_week all traffic")).toBe(1);
    expect(values.get("smokewatch_monitor_alarms_total all traffic")).toBe(1);
    expect(values.get("smokewatch_series_value approved")).toBe(30);
    expect(values.get("smokewatch_series_expected approved")).toBeCloseTo(30, 0);
    expect(values.get("smokewatch_series_score denied")).toBeGreaterThan(0);
    expect((await metrics()).values.get("smokewatch_intake_transactions_total")).toBe(360 * 33 + 60);
  });
});
