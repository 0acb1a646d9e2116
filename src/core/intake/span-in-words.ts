const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** "2 hours 10 minutes": the two largest units of a span of time. */
export function spanInWords(spanMs: number): string {
  let seconds = Math.round(spanMs / 1000);
  const words: string[] = [];
  for (const [unit, size] of units) {
    const amount = Math.floor(seconds / size);
    if (amount > 0) words.push(`${amount} ${unit}${amount === 1 ? "" : "s"}`);
    seconds -= amount * size;
  }
  return words.slice(0, 2).join(" ") || "less than a second";
}
