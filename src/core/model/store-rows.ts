import type { Delivery } from "./delivery.ts";
import type { Incident } from "./incident.ts";
import type { ScopeKey } from "./scope.ts";
import type { By } from "./rule.ts";

/**
 * What a stretch of the journal holds for one minute, status and set of dimensions; `part` is where the stretch begins. What comes for
 * the minute later, late or not, makes a row of another part: the count of the minute is the sum over its parts. A row that is written
 * again has the same key and the same count.
 */
export interface MinuteRow {
  /** Start of the minute, milliseconds since 1970 UTC. */
  minute: number;
  status: string;
  dimensions: Readonly<Record<string, string>>;
  count: number;
  amountMinor: number;
  part: number;
  version: number;
}

/** What the judge said of one series over a minute, or over a tick that is longer. Not judged: the last four are null. */
export interface VerdictRow {
  /** Start of the minute or tick. */
  at: number;
  spanMs: number;
  scope: ScopeKey;
  status: string;
  value: number;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  /** The highest of the span. */
  score: number | null;
  by: By | null;
  version: number;
}

/** Rows for the store. Of several with one key the highest version holds; written twice, they count once. */
export interface StoreRows {
  minutes: MinuteRow[];
  verdicts: VerdictRow[];
  incidents: { incident: Incident; version: number }[];
  deliveries: { delivery: Delivery; version: number }[];
}
