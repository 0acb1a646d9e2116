/** `counts` with at least `length` cells; new ones are 0. */
export function grownCounts(counts: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  if (counts.length >= length) return counts;
  const longer = new Float64Array(length);
  longer.set(counts);
  return longer;
}
