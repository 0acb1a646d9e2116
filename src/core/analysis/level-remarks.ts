import type { AnalysisRemark } from "../model/analysis.ts";
import { fewerProbability, moreProbability } from "../stats/two-counts.ts";
import type { ComparedFile, OffStretch } from "./compared-file.ts";
import { type Comparison, daysOf, type Reference } from "./comparison.ts";
import { listText } from "./words.ts";

/** Days differ by less than this without anybody asking why. */
const WORTH_TELLING = 1.15;
/** Both sides; the day's own scatter is that of its slots, taken together. */
const SURE = 0.001;

/** Columns that are above or below references all day: another level, told once and not as an incident. */
export function levelRemarks(file: ComparedFile, off: readonly OffStretch[]): AnalysisRemark[] {
  return file.comparisons.flatMap((comparison) => {
    const isOff = new Uint8Array(comparison.length);
    for (const { comparison: of, stretch, shoulders } of off) {
      if (of !== comparison) continue;
      isOff.fill(1, stretch.first, stretch.last + 1);
      for (const slot of shoulders) isOff[slot] = 1;
    }
    const levels = comparison.references.map((reference) => levelOf(comparison, reference, isOff));
    const parts = (["above", "below"] as const).flatMap((side) => {
      const told = levels.filter((level) => level.side === side).map(({ text }) => text);
      return told.length === 0 ? [] : [`${side} ${listText(told)}`];
    });
    if (parts.length === 0) return [];
    const text =
      `${file.table.name}: ${comparison.target.name} is ${parts.join(" and ")} over the whole day. That is another level, not an ` +
      `incident: it is scaled out before single times are compared, and what was lost or gained is told as the references stand.`;
    return [{ kind: "level" as const, files: [file.table.name], text }];
  });
}

function levelOf({ target, phi }: Comparison, { column, isBad }: Reference, isOff: Uint8Array) {
  const days = daysOf(column);
  let seen = 0;
  let expected = 0;
  for (const [slot, value] of target.values.entries()) {
    const other = column.values[slot] ?? Number.NaN;
    if (isOff[slot] === 1 || isBad[slot] === 1 || Number.isNaN(value + other)) continue;
    seen += value;
    expected += other;
  }
  const contrast = { reference: { total: expected * days, days }, ratio: 1, phi };
  const y = { total: seen, days: 1 };
  const side = seen > expected ? ("above" as const) : ("below" as const);
  const p = 2 * (side === "above" ? moreProbability(y, contrast) : fewerProbability(y, contrast));
  const factor = Math.max(seen, expected) / Math.min(seen, expected);
  const isTold = p <= SURE && factor >= WORTH_TELLING;
  const percent = Math.round(Math.abs(seen / expected - 1) * 100);
  return { side: isTold ? side : null, text: `${column.name} by ${percent} %` };
}
