import type { Deviation } from "../model/incident.ts";

/** A count and what was predicted of it. */
export interface PredictedCount {
  y: number;
  /** Mean that people are told. */
  expected: number;
  /** Mean that a rise is tested against. */
  above: number;
  /** Mean that a fall is tested against, and that is learnt from. */
  below: number;
  r: number;
  /** Exposure of the level: what `y` would be at level 1. */
  x: number;
  /** 1 for a time of day never seen, towards 0 with every visit. */
  novelty: number;
  /** Small effects are not tested yet. */
  isCold: boolean;
  /** The direction that nobody asked for is tested too, to keep learning clean. */
  hasGuard: boolean;
}

/** What is tested of a tick that is open. */
export type OpenCount = Omit<PredictedCount, "below" | "x" | "hasGuard">;

/** What the tests say of a count. */
export interface Verdict {
  score: number;
  /** The side that is told. */
  flagged: Deviation | null;
  /** What was told still holds, although it is no news. */
  goesOn: boolean;
  /** How much the model may learn, in [0, 1]. */
  weight: number;
  /** The level to go on with once the series has settled on another one. */
  newNormal: { a: number; b: number } | null;
}

/** A series on its way through the stages of a tick. */
export interface SeriesTick extends PredictedCount, Verdict {
  series: number;
  /** False during the warm-up of its scope. */
  isTested: boolean;
  /** Evidence at which it alarms. */
  limit: number;
}

/** One to be filled in: they are made once and serve one series after the other. */
export function emptySeriesTick(): SeriesTick {
  return {
    series: 0,
    isTested: false,
    limit: Number.NaN,
    y: Number.NaN,
    expected: Number.NaN,
    above: Number.NaN,
    below: Number.NaN,
    r: Number.NaN,
    x: Number.NaN,
    novelty: Number.NaN,
    isCold: false,
    hasGuard: false,
    score: Number.NaN,
    flagged: null,
    goesOn: false,
    weight: Number.NaN,
    newNormal: null,
  };
}
