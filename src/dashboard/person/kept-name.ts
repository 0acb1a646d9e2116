const KEY = "smokewatch.name";

/** The name that this browser's user gave; empty where they gave none, or where the browser keeps nothing. */
export function keptName(): string {
  try {
    return globalThis.localStorage?.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export function keepName(name: string): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // It is asked for again in the next page.
  }
}
