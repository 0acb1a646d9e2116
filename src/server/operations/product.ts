import type { Store } from "../store/store.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { AnalysisBook } from "./analysis-book.ts";
import type { IntakeMeter } from "./intake-meter.ts";

/** What the operations work on. */
export interface Product {
  pipeline: Pipeline;
  store: Store;
  version: string;
  isDemo: boolean;
  timeZone: string;
  dimensions: ReadonlySet<string>;
  statuses: ReadonlySet<string>;
  maxBodyBytes: number;
  /** Most series in /metrics. */
  metricsSeries: number;
  /** Someone has asked for /metrics. */
  isScraped: boolean;
  intake: IntakeMeter;
  analyses: AnalysisBook;
}
