import type { StoreRows } from "../../core/model/store-rows.ts";

/**
 * opening  not there yet; what is written waits
 * ready    takes rows and answers queries
 * failed   does not; it is tried again
 * absent   never will, such as on a platform without the engine
 */
export type StoreState = "opening" | "ready" | "failed" | "absent";

/**
 * What can be asked in SQL: minute rows, verdicts, incidents, deliveries. Everything in it follows from the journal, so it may be
 * slow, absent or lost without harm to alerts.
 */
export interface Store {
  readonly kind: string;
  readonly state: StoreState;
  /** What is wrong and what to do about it, for people; null while all is well. */
  readonly trouble: string | null;
  /** Journal position up to which every row is in; 0 in an empty store. Rejects with StoreUnavailable. */
  position(): Promise<number>;
  /** Writes rows, then notes that all up to `position` are in. Twice is as good as once. Rejects with StoreUnavailable. */
  write(rows: StoreRows, position: number): Promise<void>;
  close(): Promise<void>;
}

/** The store does not answer; what was to be written can be written later. */
export class StoreUnavailable extends Error {}
