import type { StoreState } from "../../store/store.ts";
import type { Product } from "../product.ts";
import { gauge, labelText, type Metric } from "./metric.ts";

const STATES: readonly StoreState[] = ["opening", "ready", "failed", "absent"];

/** How the store is, and how far behind. */
export function storeMetrics({ pipeline, store }: Product): Metric[] {
  const { historian } = pipeline;
  const since = historian?.waitingSince ?? null;
  return [
    gauge(
      "smokewatch_store_state",
      "1 for the state of the store: opening, ready, failed, or absent when none is kept.",
      STATES.map((state) => ({ labels: labelText({ state }), value: store.state === state ? 1 : 0 })),
    ),
    gauge("smokewatch_store_waiting_rows", "Rows that wait to be brought to the store.", historian?.waitingRows ?? 0),
    gauge(
      "smokewatch_store_lag_seconds",
      "How long rows have waited for the store without all of them getting there; about 0 when all is well.",
      since === null ? 0 : (Date.now() - since) / 1000,
    ),
  ];
}
