import type { Durations, Metric } from "../operations/metric/metric.ts";

/** The text forms that Prometheus reads, by what their replies are labelled with. */
export const expositionTypes = {
  classic: "text/plain; version=0.0.4; charset=utf-8",
  openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
} as const;

export type ExpositionForm = keyof typeof expositionTypes;

/** The form that the header `accept` prefers; the classic one in doubt, for people and old scrapers. */
export function formFor(accept: string | undefined): ExpositionForm {
  let openMetrics = 0;
  let classic = 0;
  for (const range of (accept ?? "").toLowerCase().split(",")) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim());
    const weight = Number(parameters.find((one) => one.startsWith("q="))?.slice(2) ?? 1) || 0;
    const version = parameters.find((one) => one.startsWith("version="))?.slice(8) ?? "1.0.0";
    if (type === "application/openmetrics-text" && version === "1.0.0") openMetrics = Math.max(openMetrics, weight);
    if (type === "text/plain") classic = Math.max(classic, weight);
  }
  return openMetrics > 0 && openMetrics >= classic ? "openMetrics" : "classic";
}

/** Metrics as text. A metric without samples has its help and type all the same, so that its name can be found. */
export function exposition(metrics: readonly Metric[], form: ExpositionForm): string {
  let text = "";
  for (const metric of metrics) {
    const { name, kind, help } = metric;
    // OpenMetrics names the family of a counter without the ending of its samples.
    const family = form === "openMetrics" && kind === "counter" ? name.replace(/_total$/, "") : name;
    text += `# HELP ${family} ${help}\n# TYPE ${family} ${kind}\n`;
    if (kind === "histogram") {
      text += histogramText(name, metric.histogram);
      continue;
    }
    for (const { labels, value } of metric.samples) {
      text += labels === "" ? `${name} ${numberText(value)}\n` : `${name}{${labels}} ${numberText(value)}\n`;
    }
  }
  return form === "openMetrics" ? `${text}# EOF\n` : text;
}

function histogramText(name: string, { bounds, counts, sum }: Durations): string {
  let text = "";
  let count = 0;
  for (const [step, inStep] of counts.entries()) {
    count += inStep;
    text += `${name}_bucket{le="${boundText(bounds[step] ?? Infinity)}"} ${count}\n`;
  }
  return `${text}${name}_sum ${numberText(sum)}\n${name}_count ${count}\n`;
}

/** `1.0` in both forms, as OpenMetrics asks: to Prometheus `1` would be another series. */
function boundText(bound: number): string {
  return Number.isInteger(bound) ? bound.toFixed(1) : numberText(bound);
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}
