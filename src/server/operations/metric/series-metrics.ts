import { TRAFFIC } from "../../../core/engine/finding.ts";
import type { Judging } from "../../../core/engine/judging.ts";
import { normalBounds } from "../../../core/judge/bounds.ts";
import type { Incident } from "../../../core/model/incident.ts";
import { ALL_TRAFFIC, dimensionOf, type ScopeKey } from "../../../core/model/scope.ts";
import type { Product } from "../product.ts";
import { counter, gauge, labelText, type Metric, type Sample } from "./metric.ts";
import { shownScopes } from "./shown-scopes.ts";

/** What the judge says of each series, at its last closed tick; the first scopes, up to the limit of series. */
export function seriesMetrics(product: Product): Metric[] {
  const { judging, incidents } = product.pipeline.engine;
  const { scopes, leftOut } = shownScopes(product);
  const columns = emptyColumns();
  if (judging !== null) {
    const inAlarm = new Set<number>();
    for (const { scope, status } of judging.alarms()) inAlarm.add(scope * judging.statuses.length + status);
    const open = openIncidents(incidents.firing());
    for (let scope = 0; scope < scopes; scope++) addScope(columns, judging, scope, { inAlarm, open });
    columns.incidents.push(sample(seriesLabels(ALL_TRAFFIC, TRAFFIC), open.get(ALL_TRAFFIC)?.get(TRAFFIC) ?? 0));
  }
  return [
    counter(
      "smokewatch_series_transactions_total",
      "Transactions of a series since judging began, without those that came too late.",
      columns.totals,
    ),
    gauge("smokewatch_series_value", "Transactions of a series in the last closed tick.", columns.value),
    gauge(
      "smokewatch_series_expected",
      "What was expected of a series in that tick; absent while it is learnt.",
      columns.expected,
    ),
    gauge("smokewatch_series_lower", "Least count of a series that is normal in that tick.", columns.lower),
    gauge("smokewatch_series_upper", "Greatest count of a series that is normal in that tick.", columns.upper),
    gauge(
      "smokewatch_series_score",
      "Evidence against normal in that tick, as odds in powers of ten; absent while it is learnt.",
      columns.score,
    ),
    gauge("smokewatch_series_alerting", "1 while a series is in alarm, else 0.", columns.alerting),
    gauge("smokewatch_series_open_incidents", "Firing incidents that hold an alarm of a series.", columns.incidents),
    gauge("smokewatch_metrics_series_left_out", "Series that these metrics leave out, over the limit.", leftOut),
  ];
}

type Columns = ReturnType<typeof emptyColumns>;

function emptyColumns() {
  const column = (): Sample[] => [];
  return {
    totals: column(),
    value: column(),
    expected: column(),
    lower: column(),
    upper: column(),
    score: column(),
    alerting: column(),
    incidents: column(),
  };
}

type Firing = ReadonlyMap<ScopeKey, ReadonlyMap<string, number>>;

function addScope(
  columns: Columns,
  judging: Judging,
  scope: number,
  { inAlarm, open }: { inAlarm: ReadonlySet<number>; open: Firing },
): void {
  const { statuses, rollup } = judging;
  const key = rollup.scopes.keys[scope] ?? ALL_TRAFFIC;
  const history = judging.history(scope);
  for (const [status, name] of statuses.entries()) {
    const labels = seriesLabels(key, name);
    const series = scope * statuses.length + status;
    columns.totals.push(sample(labels, rollup.totals[series] ?? 0));
    columns.alerting.push(sample(labels, inAlarm.has(series) ? 1 : 0));
    columns.incidents.push(sample(labels, open.get(key)?.get(name) ?? 0));
    if (history === undefined || history.length === 0) continue;
    const { value, expected, shape, score } = history.verdict(0, status);
    const { lower, upper } = normalBounds(expected, shape);
    add(columns.value, labels, value);
    add(columns.expected, labels, rounded(expected));
    add(columns.lower, labels, lower);
    add(columns.upper, labels, upper);
    add(columns.score, labels, rounded(score));
  }
}

function add(column: Sample[], labels: string, value: number): void {
  if (!Number.isNaN(value)) column.push(sample(labels, value));
}

function sample(labels: string, value: number): Sample {
  return { labels, value };
}

function seriesLabels(key: ScopeKey, status: string): string {
  const dimension = dimensionOf(key) ?? "";
  return labelText({ dimension, value: key === ALL_TRAFFIC ? "" : key.slice(dimension.length + 1), status });
}

/** How many firing incidents hold an ongoing alarm, by scope and status. */
function openIncidents(firing: readonly Incident[]): Firing {
  const counts = new Map<ScopeKey, Map<string, number>>();
  for (const { members } of firing) {
    for (const { scope, status, endedAt } of members) {
      if (endedAt !== null) continue;
      const ofScope = counts.get(scope) ?? new Map<string, number>();
      counts.set(scope, ofScope.set(status, (ofScope.get(status) ?? 0) + 1));
    }
  }
  return counts;
}

/** Verdicts are remembered in single precision: more digits would be noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(7));
}
