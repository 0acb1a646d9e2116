import type { CountTable } from "../count-table.ts";
import { axes, frameFor, line, mark, svg } from "./frame.ts";
import type { NumberedFinding } from "./numbered.ts";
import { highestOf, type LegendEntry } from "./reference-picture.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const HOURS = 24;
/** More than these are a page that nobody reads; those with findings come first. */
const MOST_PANELS = 28;
const SIZE = { width: 286, height: 124, left: 36, right: 8, top: 24, bottom: 22, mostTicks: 3 };

export interface Panel {
  series: string;
  day: string;
  svg: string;
}

export interface Panels {
  panels: readonly Panel[];
  /** Panels that are not drawn. */
  leftOut: number;
  legend: readonly LegendEntry[];
}

interface DayOfSeries {
  series: string;
  file: string;
  day: string;
  /** Counts by hour; NaN where nothing is known. */
  hours: Float64Array;
  marks: readonly { from: number; to: number; number: number }[];
}

/** Small multiples by series, day and hour: each day against the mean of the others. */
export function seriesPanels(tables: readonly CountTable[], findings: readonly NumberedFinding[]): Panels {
  const days = tables.flatMap((table) => daysOf(table, findings));
  const order = [...new Set(days.map(({ series }) => series))];
  const drawn = days
    .toSorted((one, other) => Number(other.marks.length > 0) - Number(one.marks.length > 0))
    .slice(0, MOST_PANELS)
    .toSorted((one, other) => order.indexOf(one.series) - order.indexOf(other.series));
  const panels = drawn.map((own) =>
    panelOf(
      own,
      days.filter(({ series }) => series === own.series),
    ),
  );
  return {
    panels,
    leftOut: days.length - drawn.length,
    legend: [
      { className: "observed", text: "the day, by hour" },
      { className: "reference r0", text: "mean of the other days" },
    ],
  };
}

function panelOf(own: DayOfSeries, ofSeries: readonly DayOfSeries[]): Panel {
  const others = ofSeries.filter((each) => each !== own);
  const mean = Float64Array.from({ length: HOURS }, (_, hour) => meanOf(others.map(({ hours }) => hours[hour])));
  const frame = frameFor(
    HOURS,
    highestOf([...ofSeries.map(({ hours }) => ({ values: hours })), { values: mean }]),
    SIZE,
  );
  const labels = Array.from({ length: HOURS }, (_, hour) => String(hour).padStart(2, "0"));
  const content = [
    ...own.marks.map(({ from, to, number }) => mark(frame, from, to, String(number))),
    axes(frame, labels, 8),
    line(frame, mean, "reference r0"),
    line(frame, own.hours, "observed"),
  ];
  const title = `${own.series}, ${own.day}`;
  return { series: own.series, day: own.day, svg: svg(frame, `${title}: counts by hour`, content.join("")) };
}

function daysOf(table: CountTable, findings: readonly NumberedFinding[]): DayOfSeries[] {
  const first = Math.floor((table.slots[0]?.at ?? 0) / DAY_MS);
  const last = Math.floor((table.slots.at(-1)?.at ?? 0) / DAY_MS);
  const days = Array.from({ length: Math.min(last - first + 1, 366) }, (_, index) => first + index);
  const observed = table.columns.filter(({ role }) => role.kind === "observed");
  return observed.flatMap(({ name, values }) => {
    const hours = byDay(table, values, first, days.length);
    return days.map((day, index) => ({
      series: name,
      file: table.name,
      day: days.length === 1 && !table.isDated ? table.name : dayText(day, table.isDated),
      hours: hours[index] ?? new Float64Array(HOURS),
      marks: marksOn(day, name, table, findings),
    }));
  });
}

function byDay(table: CountTable, values: Float64Array, first: number, days: number): Float64Array[] {
  const all = Array.from({ length: days }, () => new Float64Array(HOURS).fill(Number.NaN));
  for (const [index, { at }] of table.slots.entries()) {
    const value = values[index] ?? Number.NaN;
    const hours = all[Math.floor(at / DAY_MS) - first];
    const hour = Math.floor((at % DAY_MS) / HOUR_MS);
    if (hours === undefined || Number.isNaN(value)) continue;
    const before = hours[hour] ?? Number.NaN;
    hours[hour] = value + (Number.isNaN(before) ? 0 : before);
  }
  return all;
}

function marksOn(day: number, series: string, table: CountTable, findings: readonly NumberedFinding[]) {
  const [begin, end] = [day * DAY_MS, (day + 1) * DAY_MS];
  return findings
    .filter(({ finding }) => finding.file === table.name && finding.kind !== "level" && finding.series.includes(series))
    .filter(({ finding }) => finding.to.at >= begin && finding.from.at < end)
    .map(({ number, finding }) => ({
      number,
      from: Math.floor((Math.max(finding.from.at, begin) - begin) / HOUR_MS),
      to: Math.floor((Math.min(finding.to.at, end - 1) - begin) / HOUR_MS),
    }));
}

function dayText(day: number, isDated: boolean): string {
  return isDated ? new Date(day * DAY_MS).toISOString().slice(0, 10) : `day ${day + 1}`;
}

function meanOf(values: readonly (number | undefined)[]): number {
  const known = values.filter((value) => value !== undefined && !Number.isNaN(value)) as number[];
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}
