/** What this browser keeps between visits; null where there is nothing, or where it keeps nothing. */
export function kept(key: string): string | null {
  try {
    return globalThis.localStorage?.getItem(`smokewatch.${key}`) ?? null;
  } catch {
    return null;
  }
}

/** Where the browser keeps nothing, the next visit begins as the first did. */
export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(`smokewatch.${key}`, value);
  } catch {
    // Storage can be switched off; what was chosen still holds for this visit.
  }
}
