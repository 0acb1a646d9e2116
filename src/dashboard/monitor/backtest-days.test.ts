import { describe, expect, test } from "vitest";
import type { BacktestIncident } from "../../core/model/monitor-backtest.ts";
import { dayRows } from "./backtest-days.ts";

const HOUR = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 2, 4, 3);

function told(fromHours: number, toHours: number): BacktestIncident {
  const [from, to] = [MIDNIGHT + fromHours * HOUR, MIDNIGHT + toHours * HOUR];
  return { from, to, title: "denied above normal", symptom: "above", series: 1, mark: null };
}

describe("days of a backtest", () => {
  test("begin at midnight of the viewer, the newest first, and say what was looked at", () => {
    const rows = dayRows({ shownFrom: MIDNIGHT - 36 * HOUR, to: MIDNIGHT + 12 * HOUR }, [], "America/Sao_Paulo");
    expect(rows.map(({ from }) => (from - MIDNIGHT) / HOUR).map(Math.round)).toEqual([0, -24, -48]);
    expect(rows.map(({ looked }) => [looked.left, looked.width].map((share) => Math.round(share * 100)))).toEqual([
      [0, 50],
      [0, 100],
      [50, 50],
    ]);
  });

  test("hold what was told, over midnight in both, and never too thin to be seen", () => {
    const incidents = [told(-1, 6), told(8, 8)];
    const [today, before] = dayRows(
      { shownFrom: MIDNIGHT - 24 * HOUR, to: MIDNIGHT + 24 * HOUR },
      incidents,
      "America/Sao_Paulo",
    );
    expect(today?.bars.map(({ left, width }) => [Math.round(left * 24), width > 0])).toEqual([
      [0, true],
      [8, true],
    ]);
    expect(before?.bars.map(({ left }) => Math.round(left * 24))).toEqual([23]);
  });
});
