/**
 * Of the series that a request brought, with their counts, those that it brought several of and no other status of their scope.
 *
 * Whoever sends status by status may have said all of the tick about one, and nothing yet about the others. Held against the
 * part of the tick that has passed, such a lump would look like a rise.
 */
export function lumpsIn(brought: ReadonlyMap<number, number>, statuses: number): ReadonlySet<number> {
  const perScope = new Map<number, number>();
  for (const series of brought.keys()) {
    const scope = Math.floor(series / statuses);
    perScope.set(scope, (perScope.get(scope) ?? 0) + 1);
  }
  const lumps = new Set<number>();
  for (const [series, count] of brought) {
    if (count > 1 && perScope.get(Math.floor(series / statuses)) === 1) lumps.add(series);
  }
  return lumps;
}
