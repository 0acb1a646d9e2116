/**
 * The smallest false-discovery rate at which each test would be believed, for tests whose unseen fellows count too.
 *
 *   q of the k-th smallest p = min over j ≥ k of p_j · tests / j,  at most 1
 *
 * @param pValues  of the tests that were looked at, any order, already weighted where some weigh more than others
 * @param tests    how many there were altogether, those with a p-value of no interest included
 * @returns        in the order of `pValues`
 *
 * Cost O(n log n). Source: Y. Benjamini & Y. Hochberg (1995), JRSS B 57(1); weights: C. Genovese, K. Roeder &
 * L. Wasserman (2006), Biometrika 93(3).
 */
export function falseDiscoveryRates(pValues: readonly number[], tests: number): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => (pValues[b] ?? 1) - (pValues[a] ?? 1));
  const rates = pValues.map(() => 1);
  let least = 1;
  for (const [place, index] of order.entries()) {
    const rank = order.length - place;
    least = Math.min(least, ((pValues[index] ?? 1) * tests) / rank);
    rates[index] = least;
  }
  return rates;
}
