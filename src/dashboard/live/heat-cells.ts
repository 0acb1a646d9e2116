import type { HeatRow } from "../../core/model/heat.ts";

/**
 * unknown  not judged, or not remembered any more
 * calm     as usual
 * warm     now and then by chance
 * hot      seldom by chance
 * alarm    told
 */
export type HeatLevel = "unknown" | "calm" | "warm" | "hot" | "alarm";

/** Neighbouring cells of one level. */
export interface HeatRun {
  level: HeatLevel;
  from: number;
  length: number;
}

/** A score is the number of digits of the odds against chance. */
const WARM = 2.5;
const HOT = 4;

export function levelOf(score: number | null, alert: 0 | 1): HeatLevel {
  if (alert === 1) return "alarm";
  if (score === null) return "unknown";
  if (score >= HOT) return "hot";
  return score >= WARM ? "warm" : "calm";
}

/** A row as few runs, because most of it is calm. */
export function runsOf({ score, alert }: Pick<HeatRow, "score" | "alert">): HeatRun[] {
  const runs: HeatRun[] = [];
  for (const [cell, each] of score.entries()) {
    const level = levelOf(each, alert[cell] ?? 0);
    const run = runs.at(-1);
    if (run?.level === level) run.length += 1;
    else runs.push({ level, from: cell, length: 1 });
  }
  return runs;
}
