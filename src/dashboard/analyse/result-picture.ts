import { axes, frameFor, line, svg } from "../../core/analysis/report/frame.ts";
import { highestOf, type Picture } from "../../core/analysis/report/reference-picture.ts";
import type { QueryAnswer } from "../api.ts";

const SIZE = { width: 860, height: 240 };
const MOST_LABELS = 12;
/** The strokes of a picture; with more lines nobody tells them apart. */
const CLASSES = ["observed", "reference r0", "reference r1", "reference r2", "reference r3", "reference r4"];

export function isNumeric(type: string): boolean {
  return /^(?:Nullable\()?(?:U?Int|Float|Decimal)/.test(type);
}

/** Lines of an answer's numbers, row by row; undefined when there is nothing to draw. */
export function resultPicture({ columns, rows }: Pick<QueryAnswer, "columns" | "rows">): Picture | undefined {
  const numeric = columns.flatMap(({ type }, index) => (isNumeric(type) ? [index] : [])).slice(0, CLASSES.length);
  if (rows.length < 2 || numeric.length === 0) return undefined;
  const label = columns.findIndex(({ type }) => !isNumeric(type));
  const lines = numeric.map((column) => ({
    name: columns[column]?.name ?? "",
    values: Float64Array.from(rows, (row) => valueOf(row[column])),
  }));
  // What is below zero has no place in a chart of counts.
  if (lines.some(({ values }) => values.some((value) => value < 0))) return undefined;
  const frame = frameFor(rows.length, highestOf(lines), SIZE);
  const labels = rows.map((row, index) => (label < 0 ? String(index + 1) : labelOf(row[label])));
  const content = [
    axes(frame, labels, MOST_LABELS),
    ...lines.map(({ values }, index) => line(frame, values, CLASSES[index] ?? "")).toReversed(),
  ];
  return {
    svg: svg(frame, `Answer: ${lines.map(({ name }) => name).join(", ")}`, content.join("")),
    legend: lines.map(({ name }, index) => ({ className: CLASSES[index] ?? "", text: name })),
  };
}

function labelOf(cell: unknown): string {
  return typeof cell === "string" ? cell : JSON.stringify(cell);
}

function valueOf(cell: unknown): number {
  return typeof cell === "number" ? cell : Number.NaN;
}
