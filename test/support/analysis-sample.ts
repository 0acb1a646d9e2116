import { exampleFile } from "../../src/core/analysis/example-file.ts";
import type { CountColumn, CountTable } from "../../src/core/analysis/count-table.ts";
import type { Inference } from "../../src/core/analysis/infer/grid.ts";
import type { Report } from "../../src/core/analysis/report/report.ts";
import { createRandom, poissonDraw } from "../../src/core/stats/random.ts";
import type { AnalysisFinding, ReferenceRange } from "../../src/core/model/analysis.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** The example's day as a table that was understood. */
export function shopTable(name = "shop"): CountTable {
  const lines = exampleFile().trim().split("\n").slice(1);
  const cells = lines.map((text) => text.split(","));
  const column = (index: number) => Float64Array.from(cells, (row) => Number(row[index]));
  const columns: CountColumn[] = [
    { name: "today", role: { kind: "observed" }, values: column(1) },
    { name: "yesterday", role: { kind: "count", ago: "yesterday" }, values: column(2) },
    { name: "same_day_last_week", role: { kind: "count", ago: "same day last week" }, values: column(3) },
    { name: "avg_last_week", role: { kind: "mean", over: "last week", days: 7 }, values: column(4) },
    { name: "avg_last_month", role: { kind: "mean", over: "last month", days: 28 }, values: column(5) },
  ];
  const slots = cells.map(([label = ""], hour) => ({ label, at: hour * HOUR_MS }));
  return { name, isDated: false, stepMs: HOUR_MS, slots, absentIsZero: false, columns };
}

/** A day of two statuses by minute; on the second of two days denied rises from 14:00 to 14:29. */
export function statusTable(name: string, hasRise: boolean): CountTable {
  const random = createRandom(hasRise ? 3 : 4);
  const draw = (mean: (minute: number) => number) =>
    Float64Array.from({ length: DAY_MINUTES }, (_, minute) => poissonDraw(mean(minute), random));
  const curve = (minute: number) => 60 - 45 * Math.cos((minute / DAY_MINUTES) * 2 * Math.PI);
  const isRise = (minute: number) => hasRise && minute >= 840 && minute < 870;
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  return {
    name,
    isDated: false,
    stepMs: MINUTE_MS,
    slots: Array.from({ length: DAY_MINUTES }, (_, minute) => ({ label: clock(minute), at: minute * MINUTE_MS })),
    absentIsZero: true,
    columns: [
      { name: "approved", role: { kind: "observed" }, values: draw(curve) },
      {
        name: "denied",
        role: { kind: "observed" },
        values: draw((minute) => (isRise(minute) ? 4 : 1) * 0.06 * curve(minute)),
      },
    ],
  };
}

const SEPARATOR: Inference = {
  what: "separator",
  value: "comma",
  because: "every line then has 6 cells",
  alternatives: ["semicolon"],
  option: "separator",
};

const range = (least: number, most: number, by: ReferenceRange["by"]): ReferenceRange => ({ least, most, by });

export function outageFinding(changes: Partial<AnalysisFinding> = {}): AnalysisFinding {
  return {
    id: "1",
    kind: "outage",
    file: "shop",
    series: ["today"],
    from: { label: "13h", at: 13 * HOUR_MS },
    to: { label: "15h", at: 15 * HOUR_MS },
    observed: 0,
    expected: range(111, 124, [
      { reference: "yesterday", value: 111 },
      { reference: "average of last month", value: 113.2 },
      { reference: "same day last week", value: 124 },
    ]),
    lost: range(111, 124, [
      { reference: "yesterday", value: 111 },
      { reference: "same day last week", value: 124 },
    ]),
    surplus: null,
    pValue: 4.2e-39,
    qValue: 1.1e-37,
    title: "Nothing was sold from 13h to 15h",
    explanation: "Three hours without a single sale, where every reference has more than thirty an hour.",
    speaksFor: [
      "All four references agree.",
      "12h is low and 16h high, as with an outage that begins and ends within an hour.",
    ],
    speaksAgainst: ["One file alone cannot tell a closed shop from a broken one."],
    shoulders: [{ label: "12h", at: 12 * HOUR_MS, observed: 20 }],
    sql: "SELECT time, today, yesterday FROM shop WHERE time BETWEEN '12h' AND '16h'",
    ...changes,
  };
}

export function riseFinding(changes: Partial<AnalysisFinding> = {}): AnalysisFinding {
  const value = 104;
  return outageFinding({
    id: "2",
    kind: "surge",
    file: "tuesday",
    series: ["denied"],
    from: { label: "14:00", at: 840 * MINUTE_MS },
    to: { label: "14:29", at: 869 * MINUTE_MS },
    observed: 730,
    expected: range(181, 188, [{ reference: "monday", value: 181 }]),
    lost: null,
    surplus: range(542, 549, [{ reference: "monday", value: 549 }]),
    title: "denied was four times what was expected from 14:00 to 14:29",
    explanation: "The rise begins and ends within a minute; approved did not move.",
    shoulders: [],
    sql: "SELECT time, denied FROM tuesday WHERE denied > 10",
    qValue: value / 1e40,
    ...changes,
  });
}

/** A report as the product makes them, of invented files. */
export function sampleReport(): Report {
  const tables = [shopTable(), statusTable("monday", false), statusTable("tuesday", true)];
  const rebound = outageFinding({
    id: "3",
    kind: "rebound",
    from: { label: "16h", at: 16 * HOUR_MS },
    to: { label: "16h", at: 16 * HOUR_MS },
    observed: 62,
    lost: null,
    surplus: range(24, 28, [{ reference: "yesterday", value: 28 }]),
    title: "16h caught up",
    shoulders: [],
  });
  return {
    tables,
    analysis: {
      summary:
        "Two things are off. shop sold nothing from 13h to 15h: 111 to 124 sales were lost. On tuesday denied rose fourfold from 14:00 to 14:29.",
      files: tables.map(({ name, slots, stepMs }) => ({
        name,
        rows: slots.length,
        from: slots[0]?.label ?? "",
        to: slots.at(-1)?.label ?? "",
        step: stepMs === HOUR_MS ? "1 hour" : "1 minute",
      })),
      findings: [outageFinding(), riseFinding(), rebound],
      remarks: [{ kind: "level", files: ["shop"], text: "shop is at the level of its references." }],
    },
    readings: [
      { file: "shop.csv", inferences: [SEPARATOR], refused: [], refusedRows: 0 },
      {
        file: "monday.csv",
        inferences: [SEPARATOR],
        refused: ['line 7: expected a count, got "many"'],
        refusedRows: 3,
      },
    ],
  };
}
