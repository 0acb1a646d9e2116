import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { recordsOf } from "../../../test/support/engine-play.ts";
import {
  learnSteadyHour,
  NOON,
  type ProductOptions,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import { Transactions } from "../../core/model/transactions.ts";

const HELP = /^# HELP ([a-z][a-z_]*) \S.*$/;
const TYPE = /^# TYPE ([a-z][a-z_]*) (counter|gauge|histogram)$/;
const LABEL = String.raw`[a-z]+="(?:[^"\\\n]|\\[\\n"])*"`;
const SAMPLE = new RegExp(String.raw`^([a-z][a-z_]*)(?:\{(${LABEL}(?:,${LABEL})*)\})? (-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$`);
const TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
const MONITORS: ProductOptions = { tickMs: TICK_MS, monitors: [{ name: "all" }, { name: "issuers", by: "issuer" }] };

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort(MONITORS);
});
afterEach(async () => {
  await served.close();
});

async function scrape(accept?: string) {
  const headers = { host: "127.0.0.1", ...(accept === undefined ? {} : { accept }) };
  return served.app.inject({ url: "/metrics", headers });
}

async function post(payload: object | string) {
  const headers = { host: "localhost", "content-type": "application/json" };
  return served.app.inject({ method: "POST", url: "/v1/transactions", headers, payload });
}

/** The samples of a scrape by `name` or `name{labels}`; every line has to be one that Prometheus reads. */
async function metrics(): Promise<{ types: Map<string, string>; values: Map<string, number> }> {
  const { payload, headers } = await scrape();
  expect(headers["content-type"]).toBe(TEXT_TYPE);
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
    const [, name = "", labels, value] = sample;
    const family = types.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, "");
    expect([helped.has(family), types.has(family)], line).toEqual([true, true]);
    const key = labels === undefined ? name : `${name}{${labels}}`;
    expect(values.has(key), `${key} occurs once`).toBe(false);
    values.set(key, Number(value));
  }
  return { types, values };
}

function seriesKey(what: string, scope: string, status: string): string {
  const [dimension = "", value = ""] = scope === "all" ? [] : scope.split("=");
  return `smokewatch_series_${what}{dimension="${dimension}",value="${value}",status="${status}"}`;
}

describe("/metrics", () => {
  test("can be read before anything came in", async () => {
    const { types, values } = await metrics();
    expect(values.get("smokewatch_intake_transactions_total")).toBe(0);
    expect(values.get("smokewatch_judge_live")).toBe(0);
    expect(values.has("smokewatch_judge_tick_seconds")).toBe(false);
    for (const [name, type] of types) {
      if (type !== "histogram") expect(type, name).toBe(name.endsWith("_total") ? "counter" : "gauge");
    }
  });

  test("has for each series its total and what the judge says of the last closed tick", async () => {
    await learnSteadyHour(served);
    const { values } = await metrics();
    const read = (what: string, scope: string, status: string) => values.get(seriesKey(what, scope, status)) ?? NaN;
    expect(read("transactions_total", "all", "approved")).toBe(360 * 30);
    expect(read("transactions_total", "issuer=aurora", "approved")).toBe(360 * 20);
    expect(read("value", "issuer=aurora", "approved")).toBe(20);
    expect(read("expected", "issuer=aurora", "approved")).toBeCloseTo(20, 0);
    expect(read("lower", "issuer=aurora", "approved")).toBeLessThan(20);
    expect(read("upper", "issuer=aurora", "approved")).toBeGreaterThan(20);
    expect(read("score", "issuer=aurora", "approved")).toBeLessThan(1);
    expect(read("alerting", "issuer=aurora", "approved")).toBe(0);
    expect(values.get("smokewatch_judge_tick_seconds")).toBe(10);
    // The tick before noon is open still.
    expect(values.get("smokewatch_judge_last_closed_tick_timestamp_seconds")).toBe((NOON - 2 * TICK_MS) / 1000);
  });

  test("shows a fault: series in alarm, open incidents, what waits to be told", async () => {
    await learnSteadyHour(served);
    served.clock.set(NOON + 8000);
    await post({ status: "denied", count: 60, issuer: "borealis" });
    const { values } = await metrics();
    expect(values.get("smokewatch_intake_transactions_total")).toBe(360 * 33 + 60);
    expect(values.get("smokewatch_incident_firing")).toBe(1);
    expect(values.get("smokewatch_incident_opened_total")).toBe(1);
    expect(values.get(seriesKey("alerting", "issuer=borealis", "denied"))).toBe(1);
    expect(values.get(seriesKey("alerting", "issuer=aurora", "denied"))).toBe(0);
    expect(values.get(seriesKey("open_incidents", "issuer=borealis", "denied"))).toBe(1);
    expect(values.get(seriesKey("open_incidents", "all", "approved"))).toBe(0);
    expect(values.get('smokewatch_monitor_budget_alarms_per_week{monitor="all"}')).toBe(1);
    expect(values.get('smokewatch_monitor_alarms_total{monitor="issuers"}')).toBe(1);
    expect(values.get("smokewatch_journal_entries")).toBeGreaterThanOrEqual(362);
  });

  test("shows a silence as an open incident of all traffic", async () => {
    await learnSteadyHour(served);
    for (let at = NOON; at <= NOON + 600_000; at += TICK_MS)
      await served.running.pipeline.submit({ kind: "clock", at });
    const { values } = await metrics();
    expect(values.get(seriesKey("open_incidents", "all", "traffic"))).toBe(1);
  });

  test("counts records and requests by what became of them, and how long they took", async () => {
    await post([{ status: "approved" }, { status: "approved" }, { status: "no such status" }]);
    await post("not a record");
    const { values } = await metrics();
    expect(values.get('smokewatch_intake_records_total{outcome="accepted"}')).toBe(2);
    expect(values.get('smokewatch_intake_records_total{outcome="refused"}')).toBe(2);
    expect(values.get('smokewatch_intake_requests_total{code="200"}')).toBe(1);
    expect(values.get('smokewatch_intake_requests_total{code="400"}')).toBe(1);
    expect(values.get("smokewatch_intake_request_duration_seconds_count")).toBe(2);
    expect(values.get("smokewatch_journal_append_duration_seconds_count")).toBeGreaterThanOrEqual(2);
  });

  test("tells how old the newest record is, how far the judge is behind the clock, and what came too late", async () => {
    await learnSteadyHour(served);
    const { pipeline } = served.running;
    await pipeline.submit({
      kind: "transactions",
      at: NOON,
      origin: "live",
      records: Transactions.of(recordsOf({ approved: 30 }, NOON)),
    });
    const late = recordsOf({ approved: 5 }, NOON - 1_800_000);
    await pipeline.submit({ kind: "transactions", at: NOON, origin: "live", records: Transactions.of(late) });
    served.clock.set(NOON + 45_000);
    const { values } = await metrics();
    expect(values.get("smokewatch_judge_live")).toBe(1);
    expect(values.get("smokewatch_intake_newest_record_age_seconds")).toBe(45);
    expect(values.get("smokewatch_judge_lag_seconds")).toBeGreaterThanOrEqual(45);
    expect(values.get("smokewatch_intake_patience_seconds")).toBeGreaterThanOrEqual(2);
    expect(values.get("smokewatch_intake_late_transactions_total")).toBe(5);
  });

  test("is 1 for a part with a trouble", async () => {
    await learnSteadyHour(served);
    await served.running.pipeline.submit({ kind: "clock", at: NOON - 300_000 });
    expect((await metrics()).values.get('smokewatch_trouble{part="clock"}')).toBe(1);
  });

  test("is OpenMetrics when the scraper asks for it", async () => {
    const { payload, headers } = await scrape("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
    expect(headers["content-type"]).toBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
    expect(payload).toContain(
      "# TYPE smokewatch_intake_transactions counter\nsmokewatch_intake_transactions_total 0\n",
    );
    expect(payload.endsWith("\n# EOF\n")).toBe(true);
  });
});

describe("the limit of series", () => {
  beforeEach(async () => {
    await served.close();
    served = await startWithoutPort({ ...MONITORS, metricsSeries: 14 });
    await learnSteadyHour(served);
  });

  test("keeps all traffic and the scopes that were seen first, with all of their statuses", async () => {
    const { values } = await metrics();
    const shown = [...values.keys()].filter((key) => key.startsWith("smokewatch_series_alerting"));
    expect(shown).toHaveLength(14);
    expect(values.has(seriesKey("alerting", "all", "denied"))).toBe(true);
    expect(values.has(seriesKey("alerting", "issuer=aurora", "denied"))).toBe(true);
    expect(values.get("smokewatch_metrics_series_left_out")).toBe(7);
  });

  test("is told as a trouble, once someone reads the metrics", async () => {
    const trouble = async () => {
      const { payload } = await served.app.inject({ url: "/health", headers: { host: "127.0.0.1" } });
      return (JSON.parse(payload) as { troubles: { part: string; text: string }[] }).troubles;
    };
    expect(await trouble()).toEqual([]);
    await metrics();
    expect(await trouble()).toEqual([
      {
        part: "metrics",
        text: "7 series are left out of /metrics: the limit of 14 is reached. Raise metricsSeries, or lower the limit of a monitor.",
      },
    ]);
  });
});
