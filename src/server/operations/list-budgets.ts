import { alarmsPerWeek } from "../../core/judge/budget.ts";
import { DEFAULT_BUDGET } from "../../core/model/monitor.ts";
import type { Product } from "./product.ts";

/** What was asked of each monitor, and how many alarms it has raised since counting began. */
export function listBudgets({ pipeline }: Product): { monitor: string; perWeek: number; alarms: number }[] {
  const { settings, alarmCount } = pipeline.engine;
  return (settings?.monitors ?? []).map(({ name, budget = DEFAULT_BUDGET }) => ({
    monitor: name,
    perWeek: alarmsPerWeek(budget),
    alarms: alarmCount.total(name),
  }));
}
