import { settingsWith } from "../../../test/support/engine-play.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultStatuses } from "../model/status.ts";
import type { Transaction } from "../model/transaction.ts";
import { Transactions } from "../model/transactions.ts";
import { createRandom, poissonDraw } from "../stats/random.ts";
import { Backtest, type BacktestOptions, type BacktestVerdict } from "./backtest.ts";
import { Judging } from "./judging.ts";

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 2, 2);
const RATES = { approved: 40, denied: 5, failed: 0.4 };

const OPTIONS: BacktestOptions = {
  tickMs: MINUTE_MS,
  timeZone: "UTC",
  absent: "zero",
  directions: new Map(defaultStatuses.map(({ name, direction }) => [name, direction])),
  budget: "1/week",
};

interface Row {
  minute: number;
  status: keyof typeof RATES;
  count: number;
}

/** Seeded minutes in which denied triples for a quarter of an hour, then nothing comes for a while, then all goes on. */
function rowsOf(minutes: number, seed: number): Row[] {
  const random = createRandom(seed);
  const rows: Row[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    if (minute >= 400 && minute < 430) continue;
    for (const status of Object.keys(RATES) as (keyof typeof RATES)[]) {
      const factor = status === "denied" && minute >= 300 && minute < 315 ? 3 : 1;
      const count = poissonDraw(RATES[status] * factor, random);
      if (count > 0) rows.push({ minute, status, count });
    }
  }
  return rows;
}

function backtested(rows: readonly Row[], changes: Partial<BacktestOptions> = {}): BacktestVerdict[] {
  const verdicts: BacktestVerdict[] = [];
  const backtest = new Backtest({ ...OPTIONS, ...changes }, (verdict) => verdicts.push(verdict));
  const numbers = new Map(Object.keys(RATES).map((status) => [status, backtest.series({ group: null, status })]));
  for (const { minute, status, count } of rows)
    backtest.add(numbers.get(status) ?? -1, START + minute * MINUTE_MS, count);
  backtest.end();
  return verdicts;
}

describe("a backtest", () => {
  test("says exactly what live would have said of the same minutes, a silence in them too", () => {
    const rows = rowsOf(600, 7);
    const monitors = [{ name: "all traffic", budget: `${defaultStatuses.length}/week` }];
    const settings = settingsWith({ tickMs: MINUTE_MS, monitors, channels: [] });
    const live = new Judging(settings, MINUTE_MS);
    const told: unknown[] = [];
    for (let minute = 0; minute < 600; minute++) {
      const at = START + minute * MINUTE_MS;
      const records = rows
        .filter((row) => row.minute === minute)
        .map((row): Transaction => ({ at, isTally: true, ...row }));
      live.take(Transactions.of(records), at + MINUTE_MS);
      live.setClock(at + MINUTE_MS + 5000);
      for (const status of [0, 1, 2]) told.push(verdictAt(live, minute, status));
    }
    // Live, a silence has the budget of a monitor to itself; a backtest knows one budget.
    const said = backtested(rows).map(({ at, series, score, alert }) => ({
      minute: (at - START) / MINUTE_MS,
      series,
      score: Math.fround(score),
      alert,
    }));
    const spoken = new Map(said.map((verdict) => [`${verdict.minute} ${verdict.series}`, verdict]));
    const compared = (told as typeof said).filter(({ minute, series }) => spoken.has(`${minute} ${series}`));
    expect(compared.length).toBeGreaterThan(1700);
    expect(compared.map((verdict) => spoken.get(`${verdict.minute} ${verdict.series}`))).toEqual(compared);
    expect(said.some(({ minute, series, alert }) => alert && series === 1 && minute >= 300 && minute < 315)).toBe(true);
    expect(said.some(({ minute, series, alert }) => alert && series === 0 && minute >= 400 && minute < 403)).toBe(true);
  });

  test("property: what comes later changes nothing that was said", () => {
    const rows = rowsOf(500, 3);
    const whole = backtested(rows);
    fc.assert(
      fc.property(fc.integer({ min: 100, max: rows.length - 1 }), (length) => {
        const part = rows.slice(0, length);
        const last = START + (part.at(-1)?.minute ?? 0) * MINUTE_MS;
        const before = ({ at }: BacktestVerdict) => at < last;
        expect(backtested(part).filter(before)).toEqual(whole.filter(before));
      }),
      { numRuns: 10 },
    );
  });

  test("an absent row is a zero, or not known: then nothing is said of its group", () => {
    const rows = rowsOf(200, 5).filter(({ minute, status }) => !(status === "approved" && minute === 150));
    const at = START + 150 * MINUTE_MS;
    const of = (absent: "zero" | "missing") => backtested(rows, { absent }).filter((verdict) => verdict.at === at);
    expect(of("zero").find(({ series }) => series === 0)).toMatchObject({ value: 0, alert: true });
    expect(of("missing").every(({ score, alert }) => Number.isNaN(score) && !alert)).toBe(true);
  });

  test("a row that comes after its step was judged is left out and counted", () => {
    const backtest = new Backtest(OPTIONS, () => undefined);
    const denied = backtest.series({ group: null, status: "denied" });
    backtest.add(denied, START, 1);
    backtest.add(denied, START + 2 * MINUTE_MS, 1);
    backtest.add(denied, START + MINUTE_MS, 1);
    expect(backtest.late).toBe(1);
  });

  test("groups are judged apart", () => {
    const alerts: BacktestVerdict[] = [];
    const backtest = new Backtest(OPTIONS, (verdict) => verdict.alert && alerts.push(verdict));
    const groups = ["a", "b"].map((group) => ({
      approved: backtest.series({ group, status: "approved" }),
      denied: backtest.series({ group, status: "denied" }),
    }));
    const random = createRandom(11);
    for (let minute = 0; minute < 300; minute++) {
      for (const [index, { approved, denied }] of groups.entries()) {
        const factor = index === 1 && minute >= 280 ? 4 : 1;
        backtest.add(approved, START + minute * MINUTE_MS, poissonDraw(50, random));
        backtest.add(denied, START + minute * MINUTE_MS, poissonDraw(5 * factor, random));
      }
    }
    backtest.end();
    expect(new Set(alerts.map(({ series }) => series))).toEqual(new Set([groups[1]?.denied]));
  });
});

function verdictAt(live: Judging, minute: number, series: number) {
  const history = live.history(0);
  const age = history?.ageSince(START + minute * MINUTE_MS) ?? -1;
  const verdict = history?.verdict(age, series);
  return { minute, series, score: verdict?.score, alert: verdict?.isFlagged };
}
