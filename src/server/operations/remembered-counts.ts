import type { Judging } from "../../core/engine/judging.ts";
import type { CountColumns } from "../../core/model/count-columns.ts";
import { ALL_TRAFFIC, dimensionOf } from "../../core/model/scope.ts";

/** The ticks that the engine remembers, of all traffic or of each scope of a dimension. */
export function rememberedCounts(judging: Judging, dimension: string | null): CountColumns {
  const rows: { at: number; status: number; value: number; count: number }[] = [];
  const values: string[] = [];
  for (const [scope, key] of judging.rollup.scopes.keys.entries()) {
    if ((dimensionOf(key) ?? null) !== dimension) continue;
    const history = judging.history(scope);
    if (history === undefined) continue;
    const value = key === ALL_TRAFFIC ? -1 : values.push(key.slice(key.indexOf("=") + 1)) - 1;
    for (let age = history.length - 1; age >= 0; age--) {
      const at = history.at(age);
      for (const status of judging.statuses.keys()) {
        const { value: count } = history.verdict(age, status);
        if (count > 0) rows.push({ at, status, value, count });
      }
    }
  }
  const sorted = rows.toSorted((one, other) => one.at - other.at);
  return {
    dimension,
    at: Float64Array.from(sorted, ({ at }) => at),
    status: Uint16Array.from(sorted, ({ status }) => status),
    value: Int32Array.from(sorted, ({ value }) => value),
    count: Float64Array.from(sorted, ({ count }) => count),
    statuses: judging.statuses,
    values,
  };
}
