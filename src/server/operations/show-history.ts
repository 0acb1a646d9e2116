import { shown } from "../../core/intake/shown.ts";
import type { Judging } from "../../core/engine/judging.ts";
import type { History, MissingPast } from "../../core/model/history.ts";
import type { VerdictHistory } from "../../core/judge/verdict-history.ts";
import { isKnownScope } from "../pipeline/pipeline.ts";
import { historyBetween } from "../../core/engine/read-verdicts.ts";
import { Failure } from "./failure.ts";
import { QueryRefused, StoreUnavailable } from "../store/store.ts";
import { columnsOfPast, joined } from "./past-history.ts";
import type { Product } from "./product.ts";

export interface HistoryQuestion {
  scope: string;
  from?: number;
  to?: number;
  points?: number;
}

const MINUTE_MS = 60_000;
const DEFAULT_RANGE_MS = 3_600_000;
const DEFAULT_POINTS = 720;

/**
 * What a scope's statuses did between two instants: as far as the engine remembers it, and before that as the store has it. Where the
 * store has nothing to say, the rest is shown and told to be all that there is.
 *
 * @throws Failure `scope.not-found`, `request.invalid`
 */
export async function showHistory(product: Product, question: HistoryQuestion): Promise<History> {
  const { pipeline } = product;
  const { scope, points = DEFAULT_POINTS } = question;
  const { judging } = pipeline.engine;
  if (!isKnownScope(pipeline, scope)) {
    const hint = "expected `all`, or `dimension=value` of a value that a monitor breaks down by and that has been seen";
    throw new Failure("scope.not-found", `no scope is called ${shown(scope)}; ${hint}`);
  }
  const to = question.to ?? (judging?.now ?? pipeline.clock.now()) + (judging?.tickMs ?? 0);
  const from = question.from ?? to - DEFAULT_RANGE_MS;
  if (from >= to) throw new Failure("request.invalid", `from (${from}) has to be before to (${to})`);
  if (judging === null) return { scope, tickMs: 0, stepMs: 0, at: [], statuses: {} };
  const remembered = historyBetween(judging, scope, { from, to, points });
  if (isAllThereIs(product, judging, { from, to, scope, stepMs: remembered.stepMs })) return remembered;
  return withPast(product, judging, { scope, from, to, points });
}

type Asked = Required<HistoryQuestion>;

async function withPast(product: Product, judging: Judging, asked: Asked): Promise<History> {
  const { scope, from, to, points } = asked;
  const { tickMs } = judging;
  const unitTicks = leastCommonMultiple(tickMs, MINUTE_MS) / tickMs;
  const { stepMs } = historyBetween(judging, scope, { from, to, points, unitTicks });
  const floor = (at: number): number => Math.floor(at / stepMs) * stepMs;
  const since = rememberedSince(judging, scope);
  // The first whole step that is remembered; all of it is the store's where not even one is.
  const seam = Math.min(Number.isNaN(since) ? Infinity : -floor(-since), floor(to) + stepMs);
  const whole = { from: seam, to, points: Infinity, unitTicks: stepMs / tickMs };
  const remembered = historyBetween(judging, scope, whole);
  if (floor(from) >= seam) return remembered;
  try {
    const steps = await product.store.past({ scope, from: floor(from), to: seam, stepMs });
    const past = columnsOfPast(steps, judging);
    const missing = behindStore(product, past.at.at(-1) ?? from, seam - stepMs);
    return { ...joined(past, remembered), ...(missing === null ? {} : { missing }) };
  } catch (error) {
    if (!(error instanceof StoreUnavailable) && !(error instanceof QueryRefused)) throw error;
    // The coarse steps that the past would have needed are of no use to what is there.
    const known = historyBetween(judging, scope, { from, to, points });
    return { ...known, missing: { from, to: known.at[0] ?? to, why: error.message } };
  }
}

/** Rows come to the store about once a minute; what should be there and is not is told while some wait. */
function behindStore({ pipeline }: Product, lastAt: number, wantedAt: number): MissingPast | null {
  const isWaiting = (pipeline.historian?.waitingSince ?? null) !== null;
  if (!isWaiting || lastAt >= wantedAt) return null;
  return { from: lastAt, to: wantedAt, why: "the store is catching up; look again in a few minutes" };
}

/** True when the store would add nothing, or only a coarser step before a fine one. */
function isAllThereIs(
  { store }: Product,
  judging: Judging,
  asked: { scope: string; from: number; to: number; stepMs: number },
): boolean {
  const history = historyOf(judging, asked.scope);
  if (history === undefined || asked.from >= history.since) return true;
  // Older ticks were let go, or all that is asked for is of before: under other settings, then.
  if (history.isFull || asked.to <= history.since) return false;
  return store.kind === "none" || asked.stepMs < MINUTE_MS;
}

function rememberedSince(judging: Judging, scope: string): number {
  return historyOf(judging, scope)?.since ?? Number.NaN;
}

function historyOf(judging: Judging, scope: string): VerdictHistory | undefined {
  return judging.history(judging.rollup.scopes.keys.indexOf(scope));
}

function leastCommonMultiple(one: number, other: number): number {
  let [a, b] = [one, other];
  while (b !== 0) [a, b] = [b, a % b];
  return (one / a) * other;
}
