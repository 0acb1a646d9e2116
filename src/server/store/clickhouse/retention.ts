import { type Database, DATABASE } from "./database.ts";

/** How long rows are kept, in days. */
export interface KeepDays {
  minutes: number;
  totals: number;
  verdicts: number;
  incidents: number;
}

const DAY_MS = 24 * 3_600_000;

/** Partitions whose last day is over for longer than their table keeps are dropped whole, which is cheap and gives the space back. */
export async function dropOldPartitions(database: Database, keep: KeepDays, now: number): Promise<string[]> {
  const days: Record<string, number> = {
    minutes: keep.minutes,
    minutes_by_time: keep.minutes,
    minute_totals: keep.totals,
    quarter_totals: keep.totals,
    verdicts: keep.verdicts,
    incidents: keep.incidents,
    deliveries: keep.incidents,
  };
  const parts = await database.rows<{ table: string; partition: string }>(
    "SELECT DISTINCT table, partition FROM system.parts WHERE database = {database:String} AND active",
    { database: DATABASE },
  );
  const dropped: string[] = [];
  for (const { table, partition } of parts) {
    const kept = days[table];
    if (kept === undefined || !/^\d+$/.test(partition) || endOf(partition) > now - kept * DAY_MS) continue;
    await database.command(`ALTER TABLE ${DATABASE}.${table} DROP PARTITION ${partition}`);
    dropped.push(`${table} ${partition}`);
  }
  return dropped;
}

/** The instant at which the day (YYYYMMDD) or month (YYYYMM) of a partition is over. */
function endOf(partition: string): number {
  const [year, month, day] = [partition.slice(0, 4), partition.slice(4, 6), partition.slice(6)].map(Number);
  if (year === undefined || month === undefined) return Number.POSITIVE_INFINITY;
  return partition.length === 6 ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, (day ?? 0) + 1);
}
