import type { Product } from "../product.ts";

/**
 * How many scopes /metrics shows, all traffic and then in the order they were first seen, and how many series that leaves out. Only
 * whole scopes are shown: shares need all of their statuses.
 */
export function shownScopes({ pipeline, metricsSeries }: Product): { scopes: number; leftOut: number } {
  const { judging } = pipeline.engine;
  if (judging === null) return { scopes: 0, leftOut: 0 };
  const known = judging.rollup.scopes.keys.length;
  const statuses = judging.statuses.length;
  const scopes = Math.min(known, Math.max(1, Math.floor(metricsSeries / statuses)));
  return { scopes, leftOut: (known - scopes) * statuses };
}
