import type { Judge } from "../judge/judge.ts";
import type { OpenObservation } from "../judge/reason.ts";
import type { Rollup, TickCounts } from "../rollup/rollup.ts";

/** Share of the open tick that has passed; tallies are whole when they come. */
export function elapsedShare({ watermark, tickMs }: Rollup, tick: TickCounts): number {
  const { isLive, now, newestAt } = watermark;
  if (tick.isTallied) return 1;
  return Math.min(1, Math.max(0.05, ((isLive ? now : newestAt) - tick.at) / tickMs));
}

/** Records of a scope that are in the open tick, whatever their status. */
export function volumeSoFar({ counts }: TickCounts, scope: number, statuses: number): number {
  let total = 0;
  for (let status = 0; status < statuses; status++) total += counts[scope * statuses + status] ?? 0;
  return total;
}

/** All series of the scopes that these series are of. */
export function withSiblings(series: Iterable<number>, statuses: number): Set<number> {
  const all = new Set<number>();
  for (const one of series) {
    const base = one - (one % statuses);
    for (let status = 0; status < statuses; status++) all.add(base + status);
  }
  return all;
}

/** The open tick of a series that was found in alarm in it; undefined for any other. */
export function openObservation(rollup: Rollup, judge: Judge, series: number): OpenObservation | undefined {
  const tick = rollup.newestOpen();
  if (tick === null || !judge.isOpenTickFlagged(series)) return undefined;
  const { value, expected, shape } = judge.output;
  return {
    value: value[series] ?? 0,
    expected: expected[series] ?? 0,
    shape: shape[series] ?? Infinity,
    total: volumeSoFar(tick, Math.floor(series / judge.statuses), judge.statuses),
    elapsedMs: elapsedShare(rollup, tick) * rollup.tickMs,
  };
}

/** Count and expectation of a series whose alarm began in the tick that is open, as if it went on so to its end; else null. */
export function openTickAsWhole(
  rollup: Rollup,
  judge: Judge,
  series: number,
): { value: number; expected: number } | null {
  const open = openObservation(rollup, judge, series);
  if (open === undefined) return null;
  const elapsed = open.elapsedMs / rollup.tickMs;
  return { value: Math.round(open.value / elapsed), expected: open.expected / elapsed };
}

/** A rule may alert before the judge has anything to say. */
export function numberOrZero(value = 0): number {
  return Number.isNaN(value) ? 0 : value;
}
