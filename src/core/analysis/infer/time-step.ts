const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Steps that people count in, the longest first. */
const STEPS_MS: readonly number[] = [
  ...[7, 1].map((days) => days * DAY_MS),
  ...[12, 8, 6, 4, 3, 2, 1].map((hours) => hours * HOUR_MS),
  ...[30, 20, 15, 10, 5, 2, 1].map((minutes) => minutes * MINUTE_MS),
  ...[30, 20, 15, 10, 5, 2, 1].map((seconds) => seconds * SECOND_MS),
];

/** So many of the times must lie on the grid of a step. */
const ON_GRID = 0.95;
const SAMPLE = 20_000;

export interface Step {
  stepMs: number;
  /** Where the grid lies: a time t begins a slot when t mod step is this. */
  phaseMs: number;
  because: string;
}

/** Where most of the times lie within a step. */
export function phaseOf(times: Float64Array, stepMs: number): number {
  return commonPhase([...times], stepMs).phaseMs;
}

function commonPhase(times: readonly number[], stepMs: number): { phaseMs: number; share: number } {
  const counts = new Map<number, number>();
  for (const time of times) {
    const phase = ((time % stepMs) + stepMs) % stepMs;
    counts.set(phase, (counts.get(phase) ?? 0) + 1);
  }
  let best = { phaseMs: 0, share: 0 };
  for (const [phaseMs, count] of counts)
    if (count / times.length > best.share) best = { phaseMs, share: count / times.length };
  return best;
}

/** The longest step on whose grid nearly all times lie. */
export function stepOfCounts(distinct: Float64Array): Step {
  const [only = 0] = distinct;
  if (distinct.length < 2) {
    const stepMs = only % HOUR_MS === 0 ? HOUR_MS : MINUTE_MS;
    return { stepMs, phaseMs: only % stepMs, because: "there is one time only" };
  }
  const every = Math.ceil(distinct.length / SAMPLE);
  const sample = [...distinct.filter((_, i) => i % every === 0)];
  for (const stepMs of STEPS_MS) {
    const { phaseMs, share } = commonPhase(sample, stepMs);
    if (share >= ON_GRID) return { stepMs, phaseMs, because: "the times lie that far apart" };
  }
  return { stepMs: SECOND_MS, phaseMs: 0, because: "times are finer than a second" };
}

const LONG_MS = 31 * DAY_MS;

/** Single transactions are counted by the minute, over more than a month by the hour. */
export function stepOfTransactions(spanMs: number): Step {
  if (spanMs > LONG_MS)
    return { stepMs: HOUR_MS, phaseMs: 0, because: "single transactions of more than a month are counted by the hour" };
  return { stepMs: MINUTE_MS, phaseMs: 0, because: "single transactions are counted by the minute" };
}

const units = [
  [DAY_MS, "d"],
  [HOUR_MS, "h"],
  [MINUTE_MS, "m"],
  [SECOND_MS, "s"],
] as const;

/** `15m`: as the option says it. */
export function stepText(stepMs: number): string {
  const [size, letter] = units.find(([unit]) => stepMs % unit === 0) ?? [1, "ms"];
  return `${stepMs / size}${letter}`;
}

const two = (number: number): string => String(number).padStart(2, "0");

function clockText(ms: number, stepMs: number): string {
  const hour = Math.floor(ms / HOUR_MS);
  if (stepMs >= HOUR_MS && ms % HOUR_MS === 0) return `${two(hour)}h`;
  const minutes = `${two(hour)}:${two(Math.floor((ms % HOUR_MS) / MINUTE_MS))}`;
  return stepMs % MINUTE_MS === 0 ? minutes : `${minutes}:${two(Math.floor((ms % MINUTE_MS) / SECOND_MS))}`;
}

export interface LabelContext {
  stepMs: number;
  isDated: boolean;
  /** True when the slots are of more than one day. */
  isLong: boolean;
}

/** `08h`, `14:31`, `2026-07-13 08h`, `day 2 08h`: a slot as people read it, from the time that clocks there show. */
export function slotLabel(localMs: number, { stepMs, isDated, isLong }: LabelContext): string {
  const day = Math.floor(localMs / DAY_MS);
  const clock = clockText(localMs - day * DAY_MS, stepMs);
  const date = isDated ? new Date(day * DAY_MS).toISOString().slice(0, 10) : `day ${day + 1}`;
  if (stepMs >= DAY_MS) return date;
  return isLong ? `${date} ${clock}` : clock;
}
