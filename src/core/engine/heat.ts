import type { WorstCells } from "../judge/verdict-history.ts";
import type { Heat, HeatRow } from "../model/heat.ts";
import type { Judging } from "./judging.ts";
import { numberOrNull } from "./read-verdicts.ts";

export interface HeatQuestion {
  from: number;
  cellMs: number;
  cells: number;
  /** Most rows. */
  limit: number;
}

interface Ranked {
  scope: number;
  isAlerting: boolean;
  worst: number;
  cells: WorstCells;
}

/** How far every scope was from normal, as far as it is remembered: those in alarm first, then those that were for longest, then the oddest. */
export function heatOf(judging: Judging, { from, cellMs, cells, limit }: HeatQuestion): Heat {
  const alerting = new Set(Array.from(judging.alarms(), ({ scope }) => scope));
  const { keys } = judging.rollup.scopes;
  const ranked: Ranked[] = [];
  for (const scope of keys.keys()) {
    const worst = judging.history(scope)?.worst({ from, cellMs, cells });
    if (worst !== undefined) ranked.push(rankedBy(scope, alerting.has(scope), worst));
  }
  const rows = ranked.toSorted(byHeat).slice(0, limit);
  return { from, cellMs, cells, scopes: ranked.length, rows: rows.map((row) => rowOf(row, judging)) };
}

function rankedBy(scope: number, isAlerting: boolean, cells: WorstCells): Ranked {
  let worst = 0;
  for (const score of cells.score) if (score > worst) worst = score;
  return { scope, isAlerting, worst, cells };
}

function byHeat(one: Ranked, other: Ranked): number {
  return (
    Number(other.isAlerting) - Number(one.isAlerting) ||
    other.cells.alertingTicks - one.cells.alertingTicks ||
    other.worst - one.worst ||
    one.scope - other.scope
  );
}

function rowOf({ scope, isAlerting, cells }: Ranked, judging: Judging): HeatRow {
  const score = Array.from(cells.score, (each) => rounded(numberOrNull(each)));
  return {
    scope: judging.rollup.scopes.keys[scope] ?? "",
    score,
    status: score.map((each, cell) => (each === null ? null : (judging.statuses[cells.status[cell] ?? 0] ?? null))),
    alert: Array.from(cells.grounds, (grounds) => (grounds === 0 ? 0 : 1)),
    alertMs: cells.alertingTicks * judging.tickMs,
    isAlerting,
  };
}

function rounded(score: number | null): number | null {
  return score === null ? null : Math.round(100 * score) / 100;
}
