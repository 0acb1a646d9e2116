import { describe, expect, test } from "vitest";
import { createRandom, gammaDraw, negativeBinomialDraw, normalDraw, poissonDraw, type Random } from "./random.ts";

const DRAWS = 40_000;

function momentsOf(draw: (random: Random) => number, seed: number): { mean: number; variance: number } {
  const random = createRandom(seed);
  let mean = 0;
  let squares = 0;
  for (let n = 1; n <= DRAWS; n++) {
    const x = draw(random);
    const step = x - mean;
    mean += step / n;
    squares += step * (x - mean);
  }
  return { mean, variance: squares / (DRAWS - 1) };
}

/** Above 1 when the mean is off by 4.5 standard errors or the variance by 12 %. The seed is fixed: it always holds or never. */
function misfit(draw: (random: Random) => number, mean: number, variance: number): number {
  const found = momentsOf(draw, 11);
  const meanError = Math.abs(found.mean - mean) / Math.sqrt(variance / DRAWS);
  return Math.max(meanError / 4.5, Math.abs(found.variance / variance - 1) / 0.12);
}

describe("createRandom", () => {
  test("equal seeds give equal sequences, others do not", () => {
    const one = Array.from({ length: 5 }, createRandom(7));
    expect(Array.from({ length: 5 }, createRandom(7))).toEqual(one);
    for (const seed of [8, -7, 7.5, 7 + 2 ** 32])
      expect(Array.from({ length: 5 }, createRandom(seed))).not.toEqual(one);
  });

  test("its numbers are even over [0, 1): a chi-square of 255 degrees within 1 to 99 %", () => {
    const random = createRandom(1);
    const bins = new Float64Array(256);
    for (let i = 0; i < 256_000; i++) {
      const bin = Math.floor(random() * 256);
      bins[bin]! += 1;
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // SciPy 1.10.1 stats.chi2.ppf([.01, .99], 255).
    expect(chiSquare).toBeGreaterThan(205.4);
    expect(chiSquare).toBeLessThan(310.5);
  });
});

describe("draws", () => {
  test("normal: mean 0, variance 1", () => {
    expect(misfit(normalDraw, 0, 1)).toBeLessThan(1);
  });

  test.each([0.2, 1, 7.5, 400])("gamma of shape %f: mean and variance equal it", (shape) => {
    expect(misfit((random) => gammaDraw(shape, random), shape, shape)).toBeLessThan(1);
  });

  test.each([0.02, 1, 9.9, 10, 45, 3000])("Poisson of mean %f: mean and variance equal it", (mean) => {
    expect(misfit((random) => poissonDraw(mean, random), mean, mean)).toBeLessThan(1);
  });

  test.each([
    [0.5, 2],
    [30, 4],
    [300, 100],
    [20, Infinity],
  ])("negative binomial of mean %f and shape %f: variance m + m²/r", (m, r) => {
    expect(misfit((random) => negativeBinomialDraw(m, r, random), m, m + (m * m) / r)).toBeLessThan(1);
  });

  /** Point, probability of a draw at most as large. */
  type Reference = readonly [point: number, probability: number];

  test.each<[string, (random: Random) => number, string, readonly Reference[]]>([
    [
      "normal draws",
      normalDraw,
      "SciPy 1.17.1 stats.norm.cdf",
      [
        [-2, 0.022750131948],
        [-1, 0.158655253931],
        [0.5, 0.691462461274],
        [3, 0.998650101968],
      ],
    ],
    [
      "gamma draws of shape 2",
      (random) => gammaDraw(2, random),
      "1 − (1 + x)·e⁻ˣ",
      [
        [1, 0.264241117657],
        [2, 0.59399415029],
        [5, 0.959572318005],
      ],
    ],
    [
      "gamma draws of shape 1/2",
      (random) => gammaDraw(0.5, random),
      "erf √x: Abramowitz & Stegun (1964), table 7.1",
      [
        [0.01, 0.1124629],
        [0.25, 0.5204999],
        [1, 0.8427008],
      ],
    ],
    [
      "Poisson draws of mean 2, by inversion",
      (random) => poissonDraw(2, random),
      "e⁻² Σ 2ʸ/y!",
      [
        [0, 0.135335283237],
        [2, 0.676676416183],
        [5, 0.983436391519],
      ],
    ],
    [
      "Poisson draws of mean 12, by rejection",
      (random) => poissonDraw(12, random),
      "SciPy 1.10.1 stats.poisson.cdf",
      [
        [6, 0.045822],
        [12, 0.575965],
        [20, 0.988402],
      ],
    ],
    [
      "negative binomial draws of mean 12 and shape 4",
      (random) => negativeBinomialDraw(12, 4, random),
      "summed in rational numbers",
      [
        [4, 0.113815307617],
        [12, 0.595012889942],
        [25, 0.954494637764],
      ],
    ],
  ])("%s follow the probabilities", (_, draw, _origin, references) => {
    const random = createRandom(5);
    const draws = Array.from({ length: DRAWS }, () => draw(random));
    for (const [point, probability] of references) {
      const share = draws.filter((one) => one <= point).length / DRAWS;
      expect(Math.abs(share - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / DRAWS));
    }
  });

  test("a mean of zero gives zero, an impossible one NaN", () => {
    expect(poissonDraw(0, createRandom(1))).toBe(0);
    expect(poissonDraw(-1, createRandom(1))).toBeNaN();
    expect(gammaDraw(0, createRandom(1))).toBeNaN();
    expect(negativeBinomialDraw(0, 3, createRandom(1))).toBe(0);
  });
});
