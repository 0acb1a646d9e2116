import type { CountColumn, CountTable } from "../count-table.ts";
import { axes, band, box, type Frame, frameFor, line, type Mark, marks, svg } from "./frame.ts";
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
    marks(frame, marksOf(table, own)),
    axes(
      frame,
      table.slots.map(({ label }) => label),
      MOST_LABELS,
    ),
    band(frame, low, high, "band"),
    ...references.map(({ values }, index) => line(frame, values, `reference r${index % STROKES}`)),
    ...observed.slice(0, 1).map(({ values }) => shading(frame, table, own, values, references)),
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

function marksOf(table: CountTable, own: readonly NumberedFinding[]): Mark[] {
  return own.flatMap((each) => {
    const slots = slotsOf(each.finding, table);
    return slots === undefined ? [] : [{ from: slots[0], to: slots[1], number: each.number }];
  });
}

/** Between what was observed and each end of the range of the references that count, so that what is sure is darker. */
function shading(
  frame: Frame,
  table: CountTable,
  own: readonly NumberedFinding[],
  values: Float64Array,
  references: readonly CountColumn[],
): string {
  const boxes = own.map((each) => {
    const slots = slotsOf(each.finding, table);
    if (slots === undefined) return "";
    const { finding } = each;
    const used = references.filter(({ name }) => finding.expected.by.some(({ reference }) => reference === name));
    const counted = used.length > 0 ? used : references;
    let text = "";
    for (let index = slots[0]; index <= slots[1]; index++) {
      const known = knownAt(counted, index);
      const [seen, least, most] = [values[index] ?? 0, Math.min(...known), Math.max(...known)];
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
    const known = knownAt(columns, index);
    return known.length === 0 ? Number.NaN : pick(...known);
  });
}

function knownAt(columns: readonly CountColumn[], index: number): number[] {
  return columns.map(({ values }) => values[index] ?? Number.NaN).filter((value) => !Number.isNaN(value));
}

export function highestOf(columns: readonly { values: ArrayLike<number> }[]): number {
  let highest = 0;
  for (const { values } of columns) {
    for (let index = 0; index < values.length; index++) highest = Math.max(highest, values[index] || 0);
  }
  return highest;
}
