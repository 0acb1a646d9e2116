import { WARM_UP_TICKS } from "../judge/judge.ts";
import type { Learning, LearningPhase } from "../model/monitor-report.ts";
import { scopeLabel } from "../model/scope.ts";
import type { ScopeLearning } from "../model/settings-report.ts";
import type { Judging } from "./judging.ts";
import { learningText } from "./monitor-words.ts";

/** After two days without a gap each time of day has been seen twice. */
const FIRST_DAYS_MS = 2 * 86_400_000;

/** How far the judge is with most of these scopes; of two that are as many, the lesser. */
export function learningOf(judging: Judging | null, scopes: readonly number[]): Learning {
  const counts = { warmingUp: 0, firstDays: 0, learned: 0 };
  if (judging === null || scopes.length === 0)
    return { phase: "waiting", scopes: counts, text: learningText("waiting") };
  const phases = scopes.map((scope) => phaseOf(judging, scope));
  for (const phase of phases) counts[COUNTED[phase]] += 1;
  const phase = mostOf(counts);
  const seen = Math.max(...scopes.filter((_, index) => phases[index] === phase).map((scope) => seenMs(judging, scope)));
  const needed = phase === "first-days" ? FIRST_DAYS_MS : WARM_UP_TICKS * judging.tickMs;
  return { phase, scopes: counts, text: learningText(phase, { seen, needed }, counts) };
}

/** How far it is with each scope; those of which least was seen first. */
export function scopeLearning(judging: Judging | null): ScopeLearning[] {
  if (judging === null) return [];
  return judging.rollup.scopes.keys
    .map((key, scope) => ({
      key,
      label: scopeLabel(key),
      phase: phaseOf(judging, scope),
      seenMs: seenMs(judging, scope),
    }))
    .sort((one, other) => one.seenMs - other.seenMs);
}

type ScopePhase = Exclude<LearningPhase, "waiting">;

const COUNTED = { "warming-up": "warmingUp", "first-days": "firstDays", learned: "learned" } as const;

function phaseOf({ judge, statuses }: Judging, scope: number): ScopePhase {
  if (judge.isLearning(scope)) return "warming-up";
  return judge.caution(scope * statuses.length).isNew ? "first-days" : "learned";
}

function mostOf({ warmingUp, firstDays, learned }: Learning["scopes"]): ScopePhase {
  const most = Math.max(warmingUp, firstDays, learned);
  if (warmingUp === most) return "warming-up";
  return firstDays === most ? "first-days" : "learned";
}

function seenMs({ judge, tickMs }: Judging, scope: number): number {
  return judge.ticksSeen(scope) * tickMs;
}
