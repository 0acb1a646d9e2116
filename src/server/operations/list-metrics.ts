import { deliveryMetrics } from "./metric/delivery-metrics.ts";
import { intakeMetrics } from "./metric/intake-metrics.ts";
import { journalMetrics } from "./metric/journal-metrics.ts";
import { judgeMetrics } from "./metric/judge-metrics.ts";
import type { LoopDelay } from "./metric/loop-delay.ts";
import type { Metric } from "./metric/metric.ts";
import { processMetrics } from "./metric/process-metrics.ts";
import { seriesMetrics } from "./metric/series-metrics.ts";
import { storeMetrics } from "./metric/store-metrics.ts";
import type { Product } from "./product.ts";

/** Every metric as it is now, series last: a reader that is cut short has the rest. */
export function listMetrics(product: Product, loopDelay: LoopDelay): Metric[] {
  product.isScraped = true;
  return [
    ...processMetrics(product, loopDelay),
    ...intakeMetrics(product),
    ...judgeMetrics(product),
    ...journalMetrics(product),
    ...storeMetrics(product),
    ...deliveryMetrics(product),
    ...seriesMetrics(product),
  ];
}
