import type { Product } from "../product.ts";
import { counter, gauge, histogram, type Metric } from "./metric.ts";

/** How the journal is, and what waits for it. */
export function journalMetrics({ pipeline }: Product): Metric[] {
  const { journal, sequencer } = pipeline;
  return [
    gauge(
      "smokewatch_journal_writable",
      "1 while the journal takes entries, 0 after it refused some.",
      sequencer.trouble === null ? 1 : 0,
    ),
    gauge("smokewatch_journal_entries", "Entries in the journal.", journal.count()),
    gauge(
      "smokewatch_journal_waiting_records",
      "Records that wait to be written and judged.",
      sequencer.recordsWaiting,
    ),
    histogram(
      "smokewatch_journal_append_duration_seconds",
      "Time to make a group of entries durable.",
      sequencer.appends,
    ),
    counter(
      "smokewatch_journal_failed_appends_total",
      "Groups of entries that the journal did not take.",
      sequencer.failedAppends,
    ),
  ];
}
