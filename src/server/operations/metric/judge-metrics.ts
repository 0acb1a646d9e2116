import { listBudgets } from "../list-budgets.ts";
import type { Product } from "../product.ts";
import { counter, gauge, labelText, type Metric } from "./metric.ts";

/** How far the judge is, what was asked of it, and the incidents it opened. */
export function judgeMetrics(product: Product): Metric[] {
  const { engine, clock, sequencer } = product.pipeline;
  const rollup = engine.judging?.rollup;
  const { tickMs = Number.NaN, nextTick: closedUntil = Number.NaN } = rollup ?? {};
  const isLive = rollup?.watermark.isLive ?? false;
  const budgets = listBudgets(product).map((budget) => ({ ...budget, labels: labelText({ monitor: budget.monitor }) }));
  return [
    gauge("smokewatch_judge_tick_seconds", "Length of a tick, the step of judging.", tickMs / 1000),
    gauge(
      "smokewatch_judge_last_closed_tick_timestamp_seconds",
      "Start of the last closed tick, in seconds since 1970.",
      (closedUntil - tickMs) / 1000,
    ),
    gauge(
      "smokewatch_judge_lag_seconds",
      "Time since the end of the last closed tick of a live stream; between patience and patience plus a tick.",
      isLive ? (clock.now() - closedUntil) / 1000 : Number.NaN,
    ),
    gauge("smokewatch_judge_live", "1 while records are of the present and the clock closes ticks.", isLive ? 1 : 0),
    gauge("smokewatch_judge_scopes", "Scopes that are judged.", rollup?.scopes.keys.length ?? 0),
    gauge(
      "smokewatch_judge_left_out_values",
      "Values of a dimension that are not judged alone, over the limit of its monitor; 1000 stands for more.",
      (rollup?.scopes.overflow() ?? []).map(({ dimension, left }) => ({
        labels: labelText({ dimension }),
        value: left,
      })),
    ),
    counter(
      "smokewatch_judge_failed_entries_total",
      "Journal entries that could not be judged, a defect.",
      sequencer.unjudged,
    ),
    gauge(
      "smokewatch_monitor_budget_alarms_per_week",
      "False alarms a week that people accept of a monitor.",
      budgets.map(({ labels, perWeek }) => ({ labels, value: perWeek })),
    ),
    counter(
      "smokewatch_monitor_alarms_total",
      "Alarms of a monitor's series, true and false ones alike, since it has been judged as it is configured now.",
      budgets.map(({ labels, alarms }) => ({ labels, value: alarms })),
    ),
    gauge("smokewatch_incident_firing", "Incidents that are firing.", engine.incidents.firingCount),
    counter("smokewatch_incident_opened_total", "Incidents opened so far.", engine.incidents.openedCount),
  ];
}
