import type { CountColumn, CountTable } from "../count-table.ts";
import { axes, band, box, type Frame, frameFor, line, mark, svg } from "./frame.ts";
import { type NumberedFinding, slotsOf } from "./numbered.ts";

/** What the colours and strokes of a picture stand for. */
export interface LegendEntry {
  className: string;
  text: string;
}

export interface Picture {
  svg: string;
  legend: readonly LegendEntry[];
}

const SIZE = { width: 860, height: 300 };
const MOST_LABELS = 24;
/** References have a stroke of their own each; more than these share one. */
const STROKES = 5;

/** A table that brings its references: observed against their range, what was lost or too much shaded, findings numbered. */
export function referencePicture(table: CountTable, findings: readonly NumberedFinding[]): Picture {
  const observed = table.columns.filter(({ role }) => role.kind === "observed");
  const references = table.columns.filter(({ role }) => role.kind !== "observed");
  const low = overAll(references, Math.min, table.slots.length);
  const high = overAll(references, Math.max, table.slots.length);
  const frame = frameFor(table.slots.length, highestOf(table.columns), SIZE);
  const own = findings.filter(({ finding }) => finding.file === table.name);
  const content = [
    ...own.map((each) => markOf(frame, table, each)),
    axes(
      frame,
      table.slots.map(({ label }) => label),
      MOST_LABELS,
    ),
    band(frame, low, high, "band"),
    ...references.map(({ values }, index) => line(frame, values, `reference r${index % STROKES}`)),
    ...observed.slice(0, 1).map(({ values }) => shading(frame, table, own, values, low, high)),
    ...observed.map(({ values }, index) => line(frame, values, index === 0 ? "observed" : "observed other")),
    ...observed.slice(0, 1).map(({ values }) => dots(frame, values)),
  ];
  const names = observed.map(({ name }) => name).join(", ");
  return {
    svg: svg(frame, `${table.name}: ${names} against ${references.length} references`, content.join("")),
    legend: [
      ...observed.map(({ name }, index) => ({ className: index === 0 ? "observed" : "observed other", text: name })),
      ...references.map(({ name }, index) => ({ className: `reference r${index % STROKES}`, text: name })),
      { className: "band", text: "range of the references" },
      ...shadingLegend(own),
    ],
  };
}

export function shadingLegend(own: readonly NumberedFinding[]): LegendEntry[] {
  const lost = own.some(({ finding }) => finding.lost !== null);
  const surplus = own.some(({ finding }) => finding.surplus !== null);
  return [
    ...(lost ? [{ className: "lost", text: "lost, by the lowest and by the highest reference" }] : []),
    ...(surplus ? [{ className: "surplus", text: "too much" }] : []),
  ];
}

function markOf(frame: Frame, table: CountTable, { number, finding }: NumberedFinding): string {
  const slots = finding.kind === "level" ? undefined : slotsOf(finding, table);
  return slots === undefined ? "" : mark(frame, slots[0], slots[1], String(number));
}

/** Between what was observed and each end of the range, so that what is sure is darker. */
function shading(
  frame: Frame,
  table: CountTable,
  own: readonly NumberedFinding[],
  values: Float64Array,
  low: Float64Array,
  high: Float64Array,
): string {
  const boxes = own.map(({ finding }) => {
    const slots = finding.kind === "level" ? undefined : slotsOf(finding, table);
    if (slots === undefined) return "";
    let text = "";
    for (let index = slots[0]; index <= slots[1]; index++) {
      const [seen, least, most] = [values[index] ?? 0, low[index] ?? 0, high[index] ?? 0];
      if (finding.lost !== null) {
        text += box(frame, index, seen, least, "lost") + box(frame, index, Math.max(seen, least), most, "lost faint");
      }
      if (finding.surplus !== null) {
        text += box(frame, index, most, seen, "surplus");
        text += box(frame, index, least, Math.min(seen, most), "surplus faint");
      }
    }
    return text;
  });
  return boxes.join("");
}

function dots(frame: Frame, values: Float64Array): string {
  if (values.length > 60) return "";
  return Array.from(values, (value, index) =>
    Number.isNaN(value)
      ? ""
      : `<circle class="dot" cx="${frame.x(index).toFixed(1)}" cy="${frame.y(value).toFixed(1)}" r="2.6"/>`,
  ).join("");
}

/** Least or most of what is known in each slot. */
function overAll(columns: readonly CountColumn[], pick: (...values: number[]) => number, length: number): Float64Array {
  return Float64Array.from({ length }, (_, index) => {
    const known = columns.map(({ values }) => values[index] ?? Number.NaN).filter((value) => !Number.isNaN(value));
    return known.length === 0 ? Number.NaN : pick(...known);
  });
}

export function highestOf(columns: readonly { values: ArrayLike<number> }[]): number {
  let highest = 0;
  for (const { values } of columns) {
    for (let index = 0; index < values.length; index++) highest = Math.max(highest, values[index] || 0);
  }
  return highest;
}
