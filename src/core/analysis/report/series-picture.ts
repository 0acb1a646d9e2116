import type { CountTable } from "../count-table.ts";
import { dayTotals, type DayTotals, HOURS } from "../day-totals.ts";
import { axes, frameFor, line, type Mark, marks, svg } from "./frame.ts";
import type { NumberedFinding } from "./numbered.ts";
import { highestOf, type LegendEntry } from "./reference-picture.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** More than these are a page that nobody reads; those with findings come first. */
const MOST_PANELS = 28;
const SIZE = { width: 286, height: 124, left: 44, right: 8, top: 24, bottom: 22, mostTicks: 3 };

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

interface MarkedDay extends DayTotals {
  marks: readonly Mark[];
}

/** Small multiples by series, day and hour: each day against the mean of the others. */
export function seriesPanels(tables: readonly CountTable[], findings: readonly NumberedFinding[]): Panels {
  const days = dayTotals(tables).map((day) => ({ ...day, marks: marksOn(day, findings) }));
  const filesOf = daysByFile(days);
  const order = [...new Set(days.map(({ series }) => series))];
  const drawn = days
    .toSorted((one, other) => Number(other.marks.length > 0) - Number(one.marks.length > 0))
    .slice(0, MOST_PANELS)
    .toSorted((one, other) => order.indexOf(one.series) - order.indexOf(other.series) || one.day - other.day);
  const panels = drawn.map((own) => {
    const ofSeries = days.filter(({ series }) => series === own.series);
    return panelOf(own, dayText(own, filesOf.get(own.file) ?? 1), ofSeries);
  });
  return {
    panels,
    leftOut: days.length - drawn.length,
    legend: [
      { className: "observed", text: "the day, by hour" },
      { className: "reference r0", text: "mean of the other days" },
    ],
  };
}

function panelOf(own: MarkedDay, day: string, ofSeries: readonly MarkedDay[]): Panel {
  const others = ofSeries.filter((each) => each !== own);
  const mean = Float64Array.from({ length: HOURS }, (_, hour) => meanOf(others.map(({ hours }) => hours[hour])));
  const frame = frameFor(
    HOURS,
    highestOf([...ofSeries.map(({ hours }) => ({ values: hours })), { values: mean }]),
    SIZE,
  );
  const labels = Array.from({ length: HOURS }, (_, hour) => String(hour).padStart(2, "0"));
  const content = [
    marks(frame, own.marks),
    axes(frame, labels, 8),
    line(frame, mean, "reference r0"),
    line(frame, own.hours, "observed"),
  ];
  const title = `${own.series}, ${day}`;
  return { series: own.series, day, svg: svg(frame, `${title}: counts by hour`, content.join("")) };
}

/** How many days a file has, so that one day is called by its file's name. */
function daysByFile(days: readonly DayTotals[]): Map<string, number> {
  const files = new Map<string, Set<number>>();
  for (const { file, day } of days) files.set(file, (files.get(file) ?? new Set()).add(day));
  return new Map([...files].map(([file, its]) => [file, its.size]));
}

function marksOn({ file, series, startsAt }: DayTotals, findings: readonly NumberedFinding[]): MarkedDay["marks"] {
  const end = startsAt + DAY_MS;
  return findings
    .filter(({ finding }) => finding.file === file && finding.series.includes(series))
    .filter(({ finding }) => finding.to.at >= startsAt && finding.from.at < end)
    .map(({ number, finding }) => ({
      number,
      from: Math.floor((Math.max(finding.from.at, startsAt) - startsAt) / HOUR_MS),
      to: Math.floor((Math.min(finding.to.at, end - 1) - startsAt) / HOUR_MS),
    }));
}

function dayText({ file, day, isDated, startsAt }: DayTotals, daysOfFile: number): string {
  if (isDated) return new Date(startsAt).toISOString().slice(0, 10);
  return daysOfFile === 1 ? file : `${file}, day ${day + 1}`;
}

function meanOf(values: readonly (number | undefined)[]): number {
  const known = values.filter((value) => value !== undefined && !Number.isNaN(value)) as number[];
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}
