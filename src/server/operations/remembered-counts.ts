import type { Judging } from "../../core/engine/judging.ts";
import type { CountColumns } from "../../core/model/count-columns.ts";
import { ALL_TRAFFIC, dimensionOf } from "../../core/model/scope.ts";

/** What is judged live waits while they are read: a tenth of a second for so many. */
const MOST_CELLS = 700_000;

/** The last ticks that the engine remembers, of all traffic or of each scope of a dimension. */
export function rememberedCounts(judging: Judging, dimension: string | null): CountColumns {
  const scopes = scopesOf(judging, dimension);
  const statuses = judging.statuses.length;
  const longest = Math.max(0, ...scopes.map(({ history }) => history.length));
  const ticks = Math.min(longest, Math.floor(MOST_CELLS / Math.max(1, scopes.length * statuses)));
  const columns = emptyColumns(ticks * scopes.length * statuses);
  let rows = 0;
  // Every scope has a verdict on every tick since its first, so those of one age are of one tick.
  for (let age = ticks - 1; age >= 0; age--) {
    for (const [place, { history }] of scopes.entries()) {
      if (age >= history.length) continue;
      for (let status = 0; status < statuses; status++) {
        const { value } = history.verdict(age, status);
        if (!(value > 0)) continue;
        columns.at[rows] = history.at(age);
        columns.status[rows] = status;
        columns.value[rows] = dimension === null ? -1 : place;
        columns.count[rows++] = value;
      }
    }
  }
  return {
    dimension,
    at: columns.at.slice(0, rows),
    status: columns.status.slice(0, rows),
    value: columns.value.slice(0, rows),
    count: columns.count.slice(0, rows),
    statuses: judging.statuses,
    values: dimension === null ? [] : scopes.map(({ value }) => value),
  };
}

function scopesOf(judging: Judging, dimension: string | null) {
  return [...judging.rollup.scopes.keys.entries()].flatMap(([scope, key]) => {
    const history = judging.history(scope);
    const isOf = (dimensionOf(key) ?? null) === dimension;
    return history === undefined || !isOf
      ? []
      : [{ history, value: key === ALL_TRAFFIC ? "" : key.slice(key.indexOf("=") + 1) }];
  });
}

function emptyColumns(rows: number) {
  return {
    at: new Float64Array(rows),
    status: new Uint16Array(rows),
    value: new Int32Array(rows),
    count: new Float64Array(rows),
  };
}
