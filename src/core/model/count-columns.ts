/** Counts of minutes or ticks as columns, in the order of time. A value of -1 says nothing of the dimension. */
export interface CountColumns {
  dimension: string | null;
  /** Milliseconds since 1970 UTC. */
  at: Float64Array<ArrayBuffer>;
  /** Places in `statuses` and `values`. */
  status: Uint16Array<ArrayBuffer>;
  value: Int32Array<ArrayBuffer>;
  count: Float64Array<ArrayBuffer>;
  statuses: readonly string[];
  values: readonly string[];
}
