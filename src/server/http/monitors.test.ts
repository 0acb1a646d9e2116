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
import { MonitorReport } from "../../core/model/monitor-report.ts";

const Monitors = Type.Object({ monitors: Type.Array(MonitorReport) }, { additionalProperties: false });

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
