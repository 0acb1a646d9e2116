import { type Detection, smallestFall, smallestRise } from "../judge/detectable.ts";
import type { Detectable, Reach } from "../model/monitor-report.ts";
import type { Status } from "../model/status.ts";
import type { Judging } from "./judging.ts";
import { detectableText } from "./monitor-words.ts";

const MINUTE_MS = 60_000;
const WITHIN_MINUTES = [5, 60] as const;
/** What is typical of very many scopes is read from this many of them, evenly taken. */
const MOST_SCOPES_READ = 50;

type Side = Detectable["side"];

/** For each status and side that may alert, the smallest change that would be found at the expected counts of now. */
export function detectableChanges(
  judging: Judging,
  scopes: readonly number[],
  statuses: readonly Status[],
): Detectable[] {
  const stride = Math.ceil(scopes.length / MOST_SCOPES_READ);
  const judged = scopes.filter((scope, index) => index % stride === 0 && !judging.judge.isLearning(scope));
  if (judged.length === 0) return [];
  return statuses.flatMap(({ name, direction }) => {
    const status = judging.statuses.indexOf(name);
    return sidesOf(direction).map((side): Detectable => {
      const within = WITHIN_MINUTES.map((minutes) => {
        const reaches = judged
          .map((scope) => reachOf(judging, scope * judging.statuses.length + status, side, minutes))
          .toSorted((one, other) => neededFor(one, side) - neededFor(other, side));
        return { minutes, typical: reaches[(reaches.length - 1) >> 1] ?? null, worst: reaches.at(-1) ?? null };
      });
      return { status: name, side, within, text: detectableText({ status: name, side, within }, judged.length) };
    });
  });
}

function sidesOf(direction: Status["direction"]): readonly Side[] {
  return direction === "both" ? ["above", "below"] : [direction];
}

/** How large a change has to be, for the order: none that is found is the largest. */
function neededFor(reach: Reach | null, side: Side): number {
  if (reach === null) return Infinity;
  return side === "above" ? reach.factor : -reach.factor;
}

function reachOf(judging: Judging, series: number, side: Side, minutes: number): Reach | null {
  const ticks = (minutes * MINUTE_MS) / judging.tickMs;
  if (ticks < 1) return null;
  const detection = detectionOf(judging, series);
  const factor = side === "above" ? smallestRise(ticks, detection) : smallestFall(ticks, detection);
  return Number.isNaN(factor) ? null : { factor, events: factor * detection.mean * ticks };
}

function detectionOf(judging: Judging, series: number): Detection {
  const { judge, statuses } = judging;
  const { isShare, isCold, margin, learningRate } = judge.caution(series);
  const mean = judge.output.expected[series] ?? Number.NaN;
  const base = series - (series % statuses.length);
  const total = judge.output.expected.slice(base, base + statuses.length).reduce((sum, one) => sum + one, 0);
  return {
    mean,
    shape: judge.output.shape[series] ?? Number.NaN,
    threshold: judging.threshold(series),
    isCold,
    margin,
    share: isShare ? mean / total : 0,
    learningRate,
  };
}
