import type { TrailTick } from "../../../core/model/message.ts";
import { textSparkline } from "./text-sparkline.ts";

/** Plain spaces are taken together by some clients, even in fixed-width text. */
const NO_BREAK_SPACE = "\u00a0";

/** The last ticks as lines of fixed-width text; null when there are too few to show. */
export function trailLines(
  trail: readonly TrailTick[],
  most: number,
): { actual: string; expected: string; note: string } | null {
  const ticks = trail.slice(-Math.max(1, most));
  if (most === 0 || ticks.length < 2) return null;
  const values = ticks.map((tick) => tick.value);
  const expected = ticks.map((tick) => tick.expected);
  const top = Math.max(...[...values, ...expected].filter(Number.isFinite), 0);
  const highest = top.toLocaleString("en-US", { maximumFractionDigits: 1 });
  return {
    actual: "actual".padEnd(9, NO_BREAK_SPACE) + textSparkline(values, top),
    expected: "expected".padEnd(9, NO_BREAK_SPACE) + textSparkline(expected, top),
    note: `last ${ticks.length} ticks, highest bar ${highest}`,
  };
}
