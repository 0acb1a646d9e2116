import { lowestThreshold } from "../judge/budget.ts";
import type { Judge } from "../judge/judge.ts";
import type { EngineSettings } from "../model/engine-settings.ts";
import { alertByOf } from "../model/monitor.ts";
import { dimensionOf, type ScopeKey } from "../model/scope.ts";

/** Gives every series its part of the budget of the monitors that watch it. */
export function setThresholds(
  judge: Judge,
  keys: readonly ScopeKey[],
  { monitors, statuses }: EngineSettings,
  tickMs: number,
): void {
  const dimensions = keys.map(dimensionOf);
  for (const dimension of new Set(dimensions)) {
    const scopes = [...dimensions.keys()].filter((scope) => dimensions[scope] === dimension);
    for (const [status, { name }] of statuses.entries()) {
      const watching = monitors.filter((monitor) => monitor.by === dimension && watches(monitor.statuses, name));
      // One that alerts by rule alone has no say in how many alarms by score there may be.
      const byScore = watching.filter((monitor) => alertByOf(monitor) !== "rule");
      const asked = byScore.length > 0 ? byScore : watching;
      const threshold = lowestThreshold(asked, scopes.length, statuses.length, tickMs / 60_000);
      for (const scope of scopes) judge.setThreshold(scope, status, threshold, watching.length > 0);
    }
  }
}

function watches(statuses: readonly string[] | undefined, name: string): boolean {
  return statuses?.includes(name) ?? true;
}
