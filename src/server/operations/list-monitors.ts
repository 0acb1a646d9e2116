import { monitorReports } from "../../core/engine/monitor-reports.ts";
import type { MonitorReport } from "../../core/model/monitor-report.ts";
import type { Product } from "./product.ts";
import { nowOf } from "./show-overview.ts";

/** What was asked of each monitor, what it raised lately, and what it can find by now. */
export function listMonitors(product: Product): MonitorReport[] {
  return monitorReports(product.pipeline.engine, nowOf(product));
}
