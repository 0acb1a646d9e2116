import type { Transaction } from "../model/transaction.ts";
import { AliasTable } from "../stats/alias-table.ts";
import { normalDraw, poissonDraw, type Random } from "../stats/random.ts";
import { createCompany, type Cell } from "./company.ts";
import { weightsUnder, type Fault } from "./fault.ts";
import { meanTrafficCurve, trafficCurve } from "./traffic-curve.ts";

export interface TrafficPlan {
  /** Transactions a second: at the instant `rateAt` when it is given, else on average over a week. */
  perSecond: number;
  rateAt?: number;
  /** Local time minus UTC: people sleep by it. */
  utcOffsetMinutes: number;
  /** In order of their start. May be endless: it is read only as far as traffic has been asked for. */
  faults: Iterable<Fault>;
}

export const defaultTrafficPlan: TrafficPlan = { perSecond: 30, utcOffsetMinutes: 0, faults: [] };

/** Traffic that can be asked for any stretch of time, `to` not included; instants are milliseconds since 1970 UTC. */
export interface Traffic {
  /** The expected rate without faults. */
  perSecondAt(at: number): number;
  /** What really goes on in a stretch of time. */
  faultsBetween(from: number, to: number): readonly Fault[];
  /** Counts of all that happened, one row per status and combination of dimensions that occurred, all at `from`. */
  tallyBetween(from: number, to: number, random: Random): Transaction[];
  /** The same traffic as single transactions with amounts and ids, in order of time. */
  transactionsBetween(from: number, to: number, random: Random): Transaction[];
}

/** A stretch of time over which the rate is taken as constant. */
const LONGEST_STRETCH_MS = 60_000;

/** Spread of the logarithm of amounts: two thirds lie between half and twice the median. */
const LOG_AMOUNT_SIGMA = 0.7;
const SMALLEST_AMOUNT_MINOR = 50;

function amountMinor(cell: Cell, random: Random): number {
  return Math.max(
    SMALLEST_AMOUNT_MINOR,
    Math.round(cell.medianAmountMinor * Math.exp(LOG_AMOUNT_SIGMA * normalDraw(random))),
  );
}

function transactionId(at: number, random: Random): string {
  return `${at.toString(36)}-${Math.floor(random() * 2 ** 52).toString(36)}`;
}

/** Hands out the faults of a stretch of time from a list that may be endless. */
function faultReader(faults: Iterable<Fault>): (from: number, to: number) => Fault[] {
  const source = faults[Symbol.iterator]();
  const read: Fault[] = [];
  let isEnded = false;
  return (from, to) => {
    if (!Number.isFinite(to)) throw new RangeError(`a stretch of time must have an end, not ${to}`);
    while (!isEnded && (read.at(-1)?.from ?? -Infinity) < to) {
      const next = source.next();
      if (next.done === true) isEnded = true;
      else read.push(next.value);
    }
    return read.filter((fault) => fault.from < to && fault.to > from);
  };
}

/** What may come while a set of faults lasts: how much of it, relative to no faults, and which cells. */
interface Mixture {
  volume: number;
  table: AliasTable | undefined;
}

/**
 * Seeded payment traffic of a fictional company: seven statuses, six issuers, eight merchants, three brands, response codes, with a
 * daily and a weekly shape. Counts are Poisson and independent, so any split of a stretch of time has the same distribution.
 *
 * @param plan  what differs from `defaultTrafficPlan`
 * @param seed  shapes the company; the draws come from the `random` of each call
 */
export function createTraffic(plan: Partial<TrafficPlan>, seed: number): Traffic {
  const { perSecond, rateAt, utcOffsetMinutes, faults } = { ...defaultTrafficPlan, ...plan };
  const company = createCompany(seed);
  const faultsBetween = faultReader(faults);
  const unit = rateAt === undefined ? meanTrafficCurve() : trafficCurve(rateAt, utcOffsetMinutes);
  const counts = new Int32Array(company.cells.length);
  const mixtures = new Map<string, Mixture>();

  const perSecondAt = (at: number): number => (perSecond * trafficCurve(at, utcOffsetMinutes)) / unit;

  /** Kept by content, so that the usual state, no fault, is computed once. */
  const mixtureUnder = (active: readonly Fault[]): Mixture => {
    const key = JSON.stringify(active.map(({ kind, where, strength }) => [kind, where, strength]));
    const known = mixtures.get(key);
    if (known !== undefined) return known;
    const weights = weightsUnder(company, active);
    const volume = weights.reduce((sum, weight) => sum + weight, 0);
    const mixture = { volume, table: volume > 0 ? new AliasTable(weights) : undefined };
    mixtures.set(key, mixture);
    return mixture;
  };

  /** Calls `visit` for pieces over which neither rate nor faults change, with the number of transactions drawn. */
  const forEachPiece = (
    from: number,
    to: number,
    random: Random,
    visit: (table: AliasTable, draws: number, start: number, end: number) => void,
  ): void => {
    const nearby = faultsBetween(from, to);
    let start = from;
    while (start < to) {
      let end = Math.min(to, start + LONGEST_STRETCH_MS);
      for (const fault of nearby) {
        for (const edge of [fault.from, fault.to]) if (edge > start && edge < end) end = edge;
      }
      const pieceStart = start;
      const active = nearby.filter((fault) => fault.from <= pieceStart && fault.to > pieceStart);
      const { volume, table } = mixtureUnder(active);
      const mean = (perSecondAt((start + end) / 2) * volume * (end - start)) / 1000;
      if (table !== undefined) visit(table, poissonDraw(mean, random), start, end);
      start = end;
    }
  };

  return {
    perSecondAt,
    faultsBetween,
    tallyBetween: (from, to, random) => {
      counts.fill(0);
      forEachPiece(from, to, random, (table, draws) => table.countInPlace(counts, draws, random));
      const rows: Transaction[] = [];
      for (const [index, cell] of company.cells.entries()) {
        const count = counts[index] ?? 0;
        if (count > 0) rows.push({ at: from, status: cell.status, count, dimensions: cell.dimensions });
      }
      return rows;
    },
    transactionsBetween: (from, to, random) => {
      const transactions: Transaction[] = [];
      forEachPiece(from, to, random, (table, draws, start, end) => {
        const times = Float64Array.from({ length: draws }, () => start + Math.floor(random() * (end - start))).sort();
        for (const at of times) {
          const cell = company.cells[table.draw(random)];
          if (cell === undefined) continue;
          transactions.push({
            at,
            status: cell.status,
            count: 1,
            amountMinor: amountMinor(cell, random),
            id: transactionId(at, random),
            dimensions: cell.dimensions,
          });
        }
      });
      return transactions;
    },
  };
}
