import type { Delivery } from "../model/delivery.ts";
import type { Incident } from "../model/incident.ts";
import type { MinuteRow, StoreRows } from "../model/store-rows.ts";
import type { Transaction } from "../model/transaction.ts";
import { type SpanSum, verdictRowOf } from "./verdict-spans.ts";

const MINUTE_MS = 60_000;

type Count = Omit<MinuteRow, "part" | "version">;

/** What the journal's entries from the position `from` on come to, up to where the next chunk begins. Can be cloned. */
export interface Chunk {
  from: number;
  /** Behind the last entry; while the chunk grows, behind the last so far. */
  to: number;
  counts: Map<string, Count>;
  sums: SpanSum[];
  incidents: Map<string, Incident>;
  deliveries: Map<string, Delivery>;
}

export function emptyChunk(from: number): Chunk {
  return { from, to: from, counts: new Map(), sums: [], incidents: new Map(), deliveries: new Map() };
}

/** How many rows a chunk makes. */
export function sizeOf({ counts, sums, incidents, deliveries }: Chunk): number {
  return counts.size + sums.length + incidents.size + deliveries.size;
}

/** Counts a record in its minute. */
export function addRecord(
  { counts }: Chunk,
  { at, status, count, amountMinor = 0, dimensions = {} }: Transaction,
): void {
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const key = keyOf(minute, status, dimensions);
  const known = counts.get(key);
  if (known === undefined) counts.set(key, { minute, status, dimensions, count, amountMinor });
  else {
    known.count += count;
    known.amountMinor += amountMinor;
  }
}

/** Adds the rows of a chunk: their part is where it begins, so that it can be written again and count once. */
export function addRows(
  rows: StoreRows,
  { from: part, to: version, counts, sums, incidents, deliveries }: Chunk,
): void {
  for (const count of counts.values()) rows.minutes.push({ ...count, part, version });
  for (const sum of sums) rows.verdicts.push({ ...verdictRowOf(sum), version });
  for (const incident of incidents.values()) rows.incidents.push({ incident, version });
  for (const delivery of deliveries.values()) rows.deliveries.push({ delivery, version });
}

/** The same for the same dimensions, in whatever order a sender names them. */
function keyOf(minute: number, status: string, dimensions: Readonly<Record<string, string>>): string {
  let key = `${minute} ${status}`;
  for (const name of Object.keys(dimensions).toSorted()) key += `\n${name}\t${dimensions[name] ?? ""}`;
  return key;
}
