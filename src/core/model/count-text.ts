/** Smaller expectations are told as "under 0.01". */
export const LEAST_TOLD = 0.01;

/** An expected count as people read it: whole from 10 on, one decimal from 1 on, one digit below; never in powers of ten. */
export function countText(count: number): string {
  if (count >= 9.95) return String(Math.round(count));
  if (count >= 1) return count.toFixed(1).replace(/\.0$/, "");
  return count < LEAST_TOLD ? `under ${LEAST_TOLD}` : count.toPrecision(1);
}
