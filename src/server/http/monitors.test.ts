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
import type { BacktestLine } from "../../core/model/monitor-backtest.ts";
import { MonitorReport } from "../../core/model/monitor-report.ts";

const Monitors = Type.Object(
  { monitors: Type.Array(MonitorReport), dimensions: Type.Array(Type.String()) },
  { additionalProperties: false },
);

let served: ProductWithoutPort;
beforeEach(async () => {
  const monitors = [
    { name: "all", budget: "3/month" },
    { name: "issuers", by: "issuer" },
  ];
  served = await startWithoutPort({ tickMs: TICK_MS, monitors });
});
afterEach(async () => {
  await served.close();
});

async function reports(): Promise<MonitorReport[]> {
  const { payload } = await served.app.inject({ url: "/v1/monitors", headers: { host: "localhost" } });
  return bodyOf(Monitors, payload).monitors;
}

describe("/v1/monitors", () => {
  test("tells what was asked before anything came in", async () => {
    expect(await reports()).toMatchObject([
      { name: "all", by: null, budget: "3/month", learning: { phase: "waiting" } },
      { name: "issuers", by: "issuer", budget: "1/week", learning: { phase: "waiting" } },
    ]);
  });

  test("tells what was raised, what is learned and what can be found by now", async () => {
    await learnSteadyHour(served);
    served.clock.set(NOON + 8000);
    const payload = { status: "denied", count: 60, issuer: "aurora" };
    await served.app.inject({ method: "POST", url: "/v1/transactions", headers: { host: "localhost" }, payload });
    const [all, issuers] = await reports();
    expect(all).toMatchObject({ scopes: 1, series: 7, totalAlarms: 1, learning: { phase: "first-days" } });
    expect(issuers).toMatchObject({ scopes: 2, series: 14, totalAlarms: 1, learning: { scopes: { firstDays: 2 } } });
    expect(all?.text).toContain(
      "1 alarm in 1 incident, true and false alike, in the last 30 days, of which 55 min were judged",
    );
    expect(all?.detectable.map(({ status }) => status)).toEqual(all?.statuses);
    const denied = all?.detectable.find(({ status }) => status === "denied");
    expect(denied?.text).toMatch(
      /^denied: a rise to \d+(\.\d)? times within 5 minutes, to \d+(\.\d)? times within an hour$/,
    );
  });
});

async function send(
  method: "POST" | "PUT" | "DELETE",
  url: string,
  payload: object,
): Promise<{ status: number; text: string }> {
  const reply = await served.app.inject({ method, url, headers: { host: "localhost" }, payload });
  return { status: reply.statusCode, text: reply.payload };
}

const ana = { by: "Ana" };

describe("a monitor that somebody changes", () => {
  test("holds at once, is known as theirs, and nothing that was learnt is lost", async () => {
    await learnSteadyHour(served);
    const monitor = { name: "all", budget: "2/day", statuses: ["denied"] };
    expect((await send("PUT", "/v1/monitors/all", { monitor, revision: 0, ...ana })).status).toBe(200);
    const [all] = await reports();
    expect(all).toMatchObject({ source: "dashboard", revision: 1, budget: "2/day", statuses: ["denied"] });
    expect(all?.learning.phase).toBe("first-days");
    const { payload } = await served.app.inject({ url: "/v1/monitors/changes", headers: { host: "localhost" } });
    expect(JSON.parse(payload)).toMatchObject({
      changes: [
        {
          by: "Ana",
          name: "all",
          before: { monitor: { budget: "3/month" }, source: "configuration" },
          after: { monitor },
        },
      ],
    });
  });

  test("is as before once that is undone, and as configured once it is reset", async () => {
    await send("PUT", "/v1/monitors/all", { monitor: { name: "all", budget: "1/day" } });
    await send("PUT", "/v1/monitors/all", { monitor: { name: "all", budget: "5/day" } });
    await send("POST", "/v1/monitors/changes/2/undo", ana);
    expect((await reports())[0]).toMatchObject({ budget: "1/day", source: "dashboard" });
    await send("POST", "/v1/monitors/changes/1/undo", ana);
    expect((await reports())[0]).toMatchObject({ budget: "3/month", source: "configuration" });
    await send("DELETE", "/v1/monitors/all", ana);
    expect((await reports()).map(({ name }) => name)).toEqual(["issuers"]);
    expect((await send("POST", "/v1/monitors/all/reset", ana)).status).toBe(200);
    expect((await reports()).map(({ name }) => name)).toEqual(["all", "issuers"]);
  });

  test("is refused with what is wrong, when it is the last, or when another was faster", async () => {
    const rules = [{ status: "denied", when: "deneid > 3" }];
    const wrong = await send("POST", "/v1/monitors", { monitor: { name: "brands", by: "brnd", rules } });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("by: expected a configured dimension")]);
    expect(wrong.text).toContain("rules[0].when: expected a variable that exists");
    await send("PUT", "/v1/monitors/all", { monitor: { name: "all", budget: "1/day" } });
    const late = await send("PUT", "/v1/monitors/all", { monitor: { name: "all" }, revision: 0 });
    expect([late.status, late.text]).toEqual([409, expect.stringContaining("monitor.changed")]);
    await send("DELETE", "/v1/monitors/all", ana);
    expect((await send("DELETE", "/v1/monitors/issuers", ana)).status).toBe(422);
  });

  test("is checked before it is saved, and it is said when what was learnt would be lost", async () => {
    const check = async (body: object) => JSON.parse((await send("POST", "/v1/monitors/check", body)).text) as object;
    expect(await check({ monitor: { name: "all" } })).toMatchObject({ faults: [{ field: "name" }], forgets: null });
    expect(await check({ monitor: { name: "brands", by: "brand" } })).toEqual({ faults: [], forgets: null });
    const other = { name: "issuers", monitor: { name: "issuers", by: "brand" } };
    expect(await check(other)).toMatchObject({ faults: [], forgets: expect.stringContaining("by issuer") as string });
    const removed = await check({ name: "issuers", monitor: null });
    expect(removed).toMatchObject({ forgets: expect.stringContaining("forgotten") as string });
  });
});

describe("a monitor that is tried on the past", () => {
  const linesIn = (text: string) =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as BacktestLine);

  test("tells the plan, then what each budget would have told, the own one first", async () => {
    await learnSteadyHour(served);
    const monitor = { name: "new", by: "issuer", budget: "1/day" };
    const { status, text } = await send("POST", "/v1/monitors/backtest", { monitor, budgets: ["1/week", "1/day"] });
    expect(status).toBe(200);
    const [plan, ...rest] = linesIn(text);
    expect(plan).toMatchObject({ kind: "plan", scopes: 2, leftOut: 0, series: 14, tickMs: TICK_MS });
    const runs = rest.filter((line) => line.kind === "run");
    expect(runs.map(({ budget }) => budget)).toEqual(["1/day", "1/week"]);
    expect(runs[0]).toMatchObject({ alarms: 0, incidents: [], hits: [], misses: [] });
  });

  test("is refused when there is nothing to try it on, and when something is wrong with it", async () => {
    const none = await send("POST", "/v1/monitors/backtest", { monitor: { name: "new" } });
    expect([none.status, none.text]).toEqual([422, expect.stringContaining("backtest.no-data")]);
    const wrong = await send("POST", "/v1/monitors/backtest", { monitor: { name: "new", by: "colour" } });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("by: expected a configured dimension")]);
  });
});
