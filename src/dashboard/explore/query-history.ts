const KEY = "smokewatch.queries";
const MOST = 100;

/** What was asked in this browser. */
export interface AskedBefore {
  sql: string;
  parameters: Readonly<Record<string, string>>;
  at: number;
}

/** The newest first; a query that is asked again comes to the front. */
export function withAsked(history: readonly AskedBefore[], asked: AskedBefore): AskedBefore[] {
  const key = keyOf(asked);
  return [asked, ...history.filter((each) => keyOf(each) !== key)].slice(0, MOST);
}

export function keptHistory(): AskedBefore[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isAsked) : [];
  } catch {
    return [];
  }
}

export function keepHistory(history: readonly AskedBefore[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(history));
  } catch {
    // A browser that keeps nothing has a history as long as the page is open.
  }
}

function keyOf({ sql, parameters }: AskedBefore): string {
  const values = Object.entries(parameters).map(([name, value]) => JSON.stringify([name, value]));
  return JSON.stringify([sql.trim(), values.toSorted((one, other) => (one < other ? -1 : 1))]);
}

function isAsked(value: unknown): value is AskedBefore {
  if (typeof value !== "object" || value === null) return false;
  const { sql, parameters, at } = value as Partial<AskedBefore>;
  return typeof sql === "string" && typeof at === "number" && typeof parameters === "object" && parameters !== null;
}
