import type { AnalysisFinding } from "../../model/analysis.ts";
import type { CountTable } from "../count-table.ts";
import { axes, band, box, frameFor, line, marks, svg } from "./frame.ts";
import { slotsOf } from "./numbered.ts";
import { highestOf, type LegendEntry, type Picture, referencePicture } from "./reference-picture.ts";

const SIZE = { width: 860, height: 250, mostTicks: 3 };
/** Slots before and after, as many as make the stretch stand out. */
const LEAST_AROUND = 12;
const DAY_MS = 86_400_000;

/** What a finding looks like: its own stretch of time with some before and after. */
export function closeUp(tables: readonly CountTable[], finding: AnalysisFinding): Picture | undefined {
  const table = tables.find(({ name }) => name === finding.file);
  const slots = table === undefined ? undefined : slotsOf(finding, table);
  if (table === undefined || slots === undefined) return undefined;
  const hasReferences = table.columns.some(({ role }) => role.kind !== "observed");
  if (hasReferences) return referencePicture(table, [{ number: 1, finding }]);
  return seriesCloseUp(tables, table, finding, slots);
}

function seriesCloseUp(
  tables: readonly CountTable[],
  table: CountTable,
  finding: AnalysisFinding,
  [first, last]: [number, number],
): Picture | undefined {
  const lead = table.columns.find(({ name }) => name === finding.series[0]) ?? table.columns[0];
  if (lead === undefined) return undefined;
  const around = Math.max(LEAST_AROUND, Math.ceil((last - first + 1) / 2));
  const from = Math.max(0, first - around);
  const to = Math.min(table.slots.length - 1, last + around);
  const shown = table.slots.slice(from, to + 1);
  const values = lead.values.subarray(from, to + 1);
  const count = last - first + 1;
  const expected = (total: number) =>
    Float64Array.from(shown, (_, index) => (index + from < first || index + from > last ? Number.NaN : total / count));
  const [low, high] = [expected(finding.expected.least), expected(finding.expected.most)];
  const other = otherDay(
    tables,
    table,
    lead.name,
    shown.map(({ at }) => at),
  );
  const columns = [{ values }, { values: high }, ...(other === undefined ? [] : [other])];
  const frame = frameFor(shown.length, highestOf(columns), SIZE);
  // What was lost may be of another series than the lead.
  const isLost = finding.observed < finding.expected.least;
  const boxes = Array.from(values, (value, index) => {
    const [least, most] = [low[index] ?? Number.NaN, high[index] ?? Number.NaN];
    if (Number.isNaN(least)) return "";
    const seen = value || 0;
    return isLost ? box(frame, index, seen, most, "lost") : box(frame, index, least, seen, "surplus");
  });
  const content = [
    marks(frame, [{ from: first - from, to: last - from }]),
    axes(
      frame,
      shown.map(({ label }) => label),
      9,
    ),
    ...boxes,
    ...(other === undefined ? [] : [line(frame, other.values, "reference r0")]),
    band(frame, low, high, "band"),
    line(frame, high, "expected"),
    line(frame, low, "expected"),
    line(frame, values, "observed"),
  ];
  const legend: LegendEntry[] = [
    { className: "observed", text: lead.name },
    { className: "expected", text: "expected, on average over the stretch" },
    ...(other === undefined ? [] : [{ className: "reference r0", text: `at the same time: ${other.name}` }]),
    isLost ? { className: "lost", text: "lost" } : { className: "surplus", text: "too much" },
  ];
  const title = `${finding.file}: ${lead.name} from ${finding.from.label} to ${finding.to.label}`;
  return { svg: svg(frame, title, content.join("")), legend };
}

/** The same series at the same time of day in another file, or on the day before. */
function otherDay(
  tables: readonly CountTable[],
  table: CountTable,
  series: string,
  instants: readonly number[],
): { name: string; values: Float64Array } | undefined {
  const candidates = table.isDated ? tables : tables.filter((each) => each !== table);
  for (const candidate of candidates) {
    const column = candidate.columns.find(({ name, role }) => name === series && role.kind === "observed");
    if (column === undefined || candidate.stepMs !== table.stepMs || candidate.isDated !== table.isDated) continue;
    const back = table.isDated ? DAY_MS : 0;
    const at = new Map(candidate.slots.map((slot, index) => [slot.at, column.values[index] ?? Number.NaN]));
    const values = Float64Array.from(instants, (instant) => at.get(instant - back) ?? Number.NaN);
    const isKnown = values.some((value) => !Number.isNaN(value));
    if (isKnown) return { name: table.isDated ? "the day before" : candidate.name, values };
  }
  return undefined;
}
