import type { TrailTick } from "../../core/model/message.ts";
import { textSparkline } from "./text-sparkline.ts";

/** Plain spaces are taken together by some receivers, even in fixed-width text. */
const NO_BREAK_SPACE = "\u00a0";
/** As many bars as a phone shows in one line. */
const LONGEST = 24;

interface TrailLines {
  /** Bars as text of a fixed width, with their names before them. */
  actual: string;
  expected: string;
  note: string;
}

/** The last ticks as text; null when there are too few to show. */
export function trailLines(trail: readonly TrailTick[], timeZone: string): TrailLines | null {
  const ticks = trail.slice(-LONGEST).filter(isWhole);
  if (ticks.length < 2) return null;
  const values = ticks.map(({ value }) => value);
  const expected = ticks.map((tick) => tick.expected);
  const top = Math.max(...values, ...expected, 0);
  const row = (name: string, bars: string) => name.padEnd(9, NO_BREAK_SPACE) + bars;
  const highest = top.toLocaleString("en-US", { maximumFractionDigits: 1 });
  return {
    actual: row("actual", textSparkline(values, top)),
    expected: row("expected", textSparkline(expected, top)),
    note: `${rangeText(ticks, timeZone)}, highest bar ${highest}`,
  };
}

/** Whether it can be drawn: charts draw nothing at all when one number is none. */
export function isWhole({ at, value, expected }: TrailTick): boolean {
  return Number.isFinite(value) && Number.isFinite(expected) && Math.abs(at) <= 8.64e15;
}

export function rangeText(ticks: readonly TrailTick[], timeZone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  return `${clock.format(ticks[0]?.at)} to ${clock.format(ticks.at(-1)?.at)} (${timeZone})`;
}
