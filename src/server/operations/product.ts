import type { Backtester } from "../backtest/backtest.ts";
import type { ActionLinks } from "../link/action-links.ts";
import type { SettingRow } from "../../core/model/settings-report.ts";
import type { Store } from "../store/store.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { AnalysisBook } from "./analysis-book.ts";
import type { IntakeMeter } from "./intake-meter.ts";

/** What the operations work on. */
export interface Product {
  pipeline: Pipeline;
  store: Store;
  links: ActionLinks;
  version: string;
  isDemo: boolean;
  /** Every setting for people to read; secrets are only said to be set. */
  settings: readonly SettingRow[];
  timeZone: string;
  dimensions: ReadonlySet<string>;
  statuses: ReadonlySet<string>;
  maxBodyBytes: number;
  /** Most series in /metrics. */
  metricsSeries: number;
  /** Someone has asked for /metrics. */
  isScraped: boolean;
  intake: IntakeMeter;
  /** Monitors that are being tried on the past. */
  backtests: { backtester: Backtester; running: number };
  /** People hear of it when nothing comes in for this long, while the judge cannot know whether that is usual. */
  quietAfterMs: number;
  analyses: AnalysisBook;
}
