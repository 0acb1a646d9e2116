export type Trend = "falling a lot" | "falling" | "steady" | "rising" | "rising a lot";

/** Added to a Poisson count before its square root, it makes the variance of the root 1/4 (Anscombe 1948). */
const ANSCOMBE_SHIFT = 3 / 8;

/** A change is told when chance alone makes one as large less often than 1.3 times in 100. */
const TOLD_SIGMAS = 2.5;

/** ... and when it is large enough to matter. */
const TOLD_RATIO = 1.15;

/** "A lot": less often than 7 times in 100,000, and at least a doubling or a halving. */
const STRONG_SIGMAS = 4;
const STRONG_RATIO = 2;

/**
 * Whether a count has moved against an earlier one, both taken as Poisson counts.
 *
 *   z = 2·(√(recent + 3/8) − √(k·(before + 3/8))) / √(1 + k)        ratio = recent / (k·before)
 *
 * Told as rising when z > 2.5 and the ratio is at least 1.15; "a lot" when z > 4 and the ratio is at least 2. Falling
 * mirrors it: z < −2.5 and a ratio of at most 1/1.15, or z < −4 and at most 1/2.
 *
 * @param recent         events in the recent window, 0 or above
 * @param before         events in the window before it, 0 or above
 * @param exposureRatio  k, length of the recent window over that of the one before, above 0
 * @returns              "steady" when anything is NaN or both counts are 0
 *
 * Source: K. Gu, H. K. T. Ng, M. L. Tang & W. R. Schucany (2008), Biometrical Journal 50(2), statistic W5 (two-sided).
 */
export function trendOf(recent: number, before: number, exposureRatio: number): Trend {
  const expected = exposureRatio * before;
  const expectedRoot = Math.sqrt(expected + exposureRatio * ANSCOMBE_SHIFT);
  const sigmas = (2 * (Math.sqrt(recent + ANSCOMBE_SHIFT) - expectedRoot)) / Math.sqrt(1 + exposureRatio);
  if (sigmas > STRONG_SIGMAS && recent >= STRONG_RATIO * expected) return "rising a lot";
  if (sigmas < -STRONG_SIGMAS && expected >= STRONG_RATIO * recent) return "falling a lot";
  if (sigmas > TOLD_SIGMAS && recent >= TOLD_RATIO * expected) return "rising";
  if (sigmas < -TOLD_SIGMAS && expected >= TOLD_RATIO * recent) return "falling";
  return "steady";
}
