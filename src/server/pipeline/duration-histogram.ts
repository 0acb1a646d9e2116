/** Seconds, from a quick append to a stuck disk. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** How long something took, counted in steps: cheap enough to be noted every time. */
export class DurationHistogram {
  /** Seconds at which the steps end, that instant included; a last step has no end. */
  readonly bounds: readonly number[];
  readonly counts: Float64Array;
  sum = 0;

  constructor(bounds: readonly number[] = BOUNDS) {
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  note(seconds: number): void {
    let step = 0;
    while (seconds > (this.bounds[step] ?? Infinity)) step++;
    this.counts[step] = (this.counts[step] ?? 0) + 1;
    this.sum += seconds;
  }
}
