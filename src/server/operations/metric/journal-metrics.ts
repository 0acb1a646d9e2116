import type { Product } from "../product.ts";
import { counter, gauge, histogram, type Metric } from "./metric.ts";

/** How the journal is, and what waits for it. */
export function journalMetrics({ pipeline }: Product): Metric[] {
  const { engine, journal, keeper, sequencer, watchman } = pipeline;
  return [
    gauge(
      "smokewatch_journal_writable",
      "1 while the journal takes entries, 0 after it refused some.",
      sequencer.trouble === null ? 1 : 0,
    ),
    gauge("smokewatch_journal_entries", "Entries in the journal.", journal.next - journal.first),
    counter("smokewatch_journal_position_total", "Entries that were ever written to the journal.", journal.next),
    gauge("smokewatch_journal_bytes", "Room that the journal takes.", journal.bytes),
    gauge("smokewatch_journal_limit_bytes", "Room that the journal may take.", sequencer.mostBytes),
    gauge(
      "smokewatch_disk_free_bytes",
      "Room left on the disk that holds the data directory; absent where there is none.",
      watchman.disk?.freeBytes ?? Number.NaN,
    ),
    gauge("smokewatch_disk_total_bytes", "Size of that disk.", watchman.disk?.totalBytes ?? Number.NaN),
    gauge(
      "smokewatch_journal_damages",
      "Places at which the journal or a snapshot was found damaged.",
      journal.damages.filter(({ isHarmless }) => !isHarmless).length,
    ),
    gauge(
      "smokewatch_snapshot_timestamp_seconds",
      "When the last snapshot was taken by this process; absent before the first.",
      (keeper.takenAt ?? Number.NaN) / 1000,
    ),
    gauge(
      "smokewatch_intake_remembered_ids",
      "Ids of records that would be recognised if they were sent again.",
      engine.seenIds.size,
    ),
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
