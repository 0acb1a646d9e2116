/** Alerts no farther apart than this are one episode. */
export const GAP_MINUTES = 30;
/** An alarm that stays on costs another episode each time this long has passed. */
const LASTING_MINUTES = 240;

/**
 * False alarms as people feel them: alerts at most 30 minutes apart are one episode, which counts once per four hours begun.
 *
 * @param score    shape (minutes); NaN never alerts
 * @param limit    a score at or above it alerts
 * @param isClean  1 where an alert would be false, shape (minutes); the others are passed over
 */
export function falseEpisodes(score: Float64Array | Uint8Array, limit: number, isClean: Uint8Array): number {
  let count = 0;
  let first = 0;
  let last = -Infinity;
  for (let minute = 0; minute < isClean.length; minute++) {
    if (isClean[minute] === 0 || !(score[minute]! >= limit)) continue;
    if (minute - last > GAP_MINUTES) {
      first = minute;
      count += 1;
    } else if (Math.floor((minute - first) / LASTING_MINUTES) > Math.floor((last - first) / LASTING_MINUTES)) {
      count += 1;
    }
    last = minute;
  }
  return count;
}

/** The highest score of each half hour that has a clean one; from these a limit is chosen. */
function peaks(score: Float64Array, isClean: Uint8Array): number[] {
  const found: number[] = [];
  for (let start = 0; start < score.length; start += GAP_MINUTES) {
    let peak = -Infinity;
    for (let minute = start; minute < Math.min(start + GAP_MINUTES, score.length); minute++) {
      if (isClean[minute] === 1 && score[minute]! > peak) peak = score[minute]!;
    }
    if (peak > -Infinity) found.push(peak);
  }
  return found;
}

function justAbove(score: number | undefined): number {
  return score === undefined ? Infinity : score + Number.EPSILON * Math.max(1, Math.abs(score));
}

/** Scores of a series and the minutes in which an alert would be false. */
export interface ScoredSeries {
  score: Float64Array;
  isClean: Uint8Array;
}

/**
 * The lowest limit, chosen in hindsight and the same for all series, at which they have no more false episodes than allowed.
 *
 * @param allowed  false episodes of all series together
 * @returns        just above the highest false score when even that comes too often; Infinity when there is none
 */
export function hindsightLimit(series: readonly ScoredSeries[], allowed: number): number {
  const limits = Float64Array.from(series.flatMap(({ score, isClean }) => peaks(score, isClean))).sort();
  const isWithin = (index: number): boolean => {
    let count = 0;
    for (const { score, isClean } of series) {
      count += falseEpisodes(score, limits[index]!, isClean);
      if (count > allowed) return false;
    }
    return true;
  };
  // From the top, where the count grows as the limit falls; far down, where all alerts merge into one, it would fall again.
  let reach = 1;
  while (reach <= limits.length && isWithin(limits.length - reach)) reach *= 2;
  let tooLow = Math.max(-1, limits.length - reach);
  let within = limits.length - Math.floor(reach / 2);
  while (within - tooLow > 1) {
    const middle = Math.floor((within + tooLow) / 2);
    if (isWithin(middle)) within = middle;
    else tooLow = middle;
  }
  return limits[within] ?? justAbove(limits.at(-1));
}
