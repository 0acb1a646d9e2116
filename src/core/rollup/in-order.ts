/** The places of records by their time, those of one instant as they came; null when they stand in that order. */
export function inOrder(at: readonly number[]): number[] | null {
  let isSorted = true;
  for (let i = 1; isSorted && i < at.length; i++) isSorted = (at[i - 1] ?? 0) <= (at[i] ?? 0);
  if (isSorted) return null;
  return Array.from(at.keys()).sort((one, other) => (at[one] ?? 0) - (at[other] ?? 0));
}
