/** Factors of the expected count that are looked for: nothing nearer to 1, which is also what matters in practice. */
export const RISES = [1.25, 1.5, 2, 4, 10] as const;
export const FALLS = [0.65, 0.4, 0.03] as const;

/** A small effect is not tested while the time of day is new. */
export function isSmall(effect: number): boolean {
  return effect > 0.5 && effect < 1.8;
}
