const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `30s`, `5m` or `1h`; NaN for any other text. */
export function durationMs(text: string): number {
  const parts = /^(\d{1,5})\s?([smh])$/.exec(text);
  return Number(parts?.[1]) * (UNIT_MS[parts?.[2] ?? ""] ?? Number.NaN);
}
