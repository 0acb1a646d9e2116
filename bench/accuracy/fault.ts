import type { Series } from "./traffic.ts";

export type FaultKind = "x1.5" | "x2" | "x5" | "x10" | "ramp" | "burst" | "-30 %" | "-60 %" | "outage";

const BURST_MINUTES = 3;
const RAMP_TOP = 4;

interface Fault {
  direction: Series["direction"];
  /** What it multiplies the status with, at its end for a ramp. */
  factor: number;
}

/** What can go wrong: bad statuses rise while the volume stays, approvals fall, or everything stops. */
export const faults: Record<FaultKind, Fault> = {
  "x1.5": { direction: "above", factor: 1.5 },
  x2: { direction: "above", factor: 2 },
  x5: { direction: "above", factor: 5 },
  x10: { direction: "above", factor: 10 },
  ramp: { direction: "above", factor: RAMP_TOP },
  burst: { direction: "above", factor: 10 },
  "-30 %": { direction: "below", factor: 0.7 },
  "-60 %": { direction: "below", factor: 0.4 },
  outage: { direction: "below", factor: 0 },
};

export const faultKinds = Object.keys(faults) as FaultKind[];

/** Minutes until a lasting fault is over; sparse series get more time to show it. */
function lastingMinutes(level: number): number {
  if (level >= 5) return 60;
  return level >= 0.5 ? 180 : 480;
}

/**
 * What each minute of a fault is multiplied with, for a status of `level` counts a minute.
 *
 * @returns  shape (minutes of the fault); a ramp climbs in a straight line to ×4 and stays there half as long again
 */
export function faultFactors(kind: FaultKind, level: number): Float64Array {
  const minutes = lastingMinutes(level);
  if (kind === "burst") return new Float64Array(BURST_MINUTES).fill(faults.burst.factor);
  if (kind !== "ramp") return new Float64Array(minutes).fill(faults[kind].factor);
  const climb = (_: unknown, minute: number): number => 1 + (RAMP_TOP - 1) * Math.min(1, (minute + 1) / minutes);
  return Float64Array.from({ length: minutes * 1.5 }, climb);
}
