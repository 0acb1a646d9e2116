/** `labels` is what stands between the braces, as `labelText` writes it; empty for none. */
export interface Sample {
  labels: string;
  value: number;
}

/** How often something took up to each bound, in seconds; the last count is of what took longer than all. */
export interface Durations {
  readonly bounds: readonly number[];
  readonly counts: Float64Array;
  readonly sum: number;
}

/** A metric as it is now, whatever form it is told in. Counters are named `..._total`. */
export type Metric =
  | { kind: "counter" | "gauge"; name: string; help: string; samples: readonly Sample[] }
  | { kind: "histogram"; name: string; help: string; histogram: Durations };

/** A number stands for one sample without labels, NaN for none. */
type Samples = number | readonly Sample[];

export function counter(name: `smokewatch_${string}_total`, help: string, samples: Samples): Metric {
  return { kind: "counter", name, help, samples: samplesOf(samples) };
}

export function gauge(name: `smokewatch_${string}`, help: string, samples: Samples): Metric {
  return { kind: "gauge", name, help, samples: samplesOf(samples) };
}

export function histogram(name: `smokewatch_${string}_seconds`, help: string, durations: Durations): Metric {
  return { kind: "histogram", name, help, histogram: durations };
}

/** Labels as both text forms write them; the order is kept. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",");
}

function samplesOf(samples: Samples): readonly Sample[] {
  if (typeof samples !== "number") return samples;
  return Number.isNaN(samples) ? [] : [{ labels: "", value: samples }];
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}
