/**
 * Evidence that a stream is dead, one tick without any record after the other.
 *
 *   M ← (M + 1) / P(no record | the forecast)        back to 0 with the first record
 *
 * The Shiryaev-Roberts statistic of "nothing can arrive" against the forecast; silence is told when it reaches A.
 */
export function silenceEvidence(before: number, isEmpty: boolean, logProbabilityOfNone: number): number {
  if (!isEmpty) return 0;
  return Math.min(1e15, (before + 1) * Math.exp(-logProbabilityOfNone));
}
