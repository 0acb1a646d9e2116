/** The places of records by their time, those of one instant as they came; null when they stand in that order. */
export function inOrder(at: readonly number[]): ArrayLike<number> | null {
  const { length } = at;
  let isSorted = true;
  let first = at[0] ?? 0;
  let last = first;
  for (let i = 1; i < length; i++) {
    const time = at[i] ?? 0;
    if (time < (at[i - 1] ?? 0)) isSorted = false;
    if (time < first) first = time;
    else if (time > last) last = time;
  }
  if (isSorted) return null;
  // Time and place in one number sort ten times as fast as with a function that compares.
  if ((last - first + 1) * length > Number.MAX_SAFE_INTEGER) {
    return Array.from(at.keys()).sort((one, other) => (at[one] ?? 0) - (at[other] ?? 0));
  }
  const keys = new Float64Array(length);
  for (let i = 0; i < length; i++) keys[i] = ((at[i] ?? 0) - first) * length + i;
  keys.sort();
  for (let i = 0; i < length; i++) keys[i] = (keys[i] ?? 0) % length;
  return keys;
}
