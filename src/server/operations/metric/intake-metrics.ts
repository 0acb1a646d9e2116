import type { Product } from "../product.ts";
import { counter, gauge, histogram, labelText, type Metric } from "./metric.ts";

/** What comes in, how late, and what became of it. */
export function intakeMetrics({ pipeline, intake }: Product): Metric[] {
  const rollup = pipeline.engine.judging?.rollup;
  const { newestAt = 0, patienceMs = Number.NaN } = rollup?.watermark ?? {};
  return [
    counter("smokewatch_intake_transactions_total", "Transactions counted since judging began.", rollup?.received ?? 0),
    counter(
      "smokewatch_intake_late_transactions_total",
      "Transactions that came after their tick was judged: counted, not judged.",
      rollup?.late ?? 0,
    ),
    counter(
      "smokewatch_intake_records_total",
      "Records in requests since the process began, by what became of them.",
      Object.entries(intake.records).map(([outcome, value]) => ({ labels: labelText({ outcome }), value })),
    ),
    counter(
      "smokewatch_intake_requests_total",
      "Requests that posted transactions since the process began, by HTTP status.",
      Array.from(intake.answers(), ({ status, count }) => ({
        labels: labelText({ code: String(status) }),
        value: count,
      })),
    ),
    histogram(
      "smokewatch_intake_request_duration_seconds",
      "Time from the head of a request that posted transactions to the end of its answer.",
      intake.durations,
    ),
    gauge(
      "smokewatch_intake_newest_record_age_seconds",
      "Age of the newest record by its own time; negative when a sender's clock is ahead.",
      newestAt === 0 ? Number.NaN : (pipeline.clock.now() - newestAt) / 1000,
    ),
    gauge(
      "smokewatch_intake_patience_seconds",
      "How long after the end of a tick its records are waited for; longer while senders are late.",
      patienceMs / 1000,
    ),
  ];
}
