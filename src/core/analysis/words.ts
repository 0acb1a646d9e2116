import type { CountTable } from "./count-table.ts";
import type { Span } from "./comparison.ts";

/** `a`, `a and b`, `a, b and c`. */
export function listText(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

/** `15h to 17h`, or `15h`. */
export function spanText({ slots }: CountTable, { first, last }: Span): string {
  const [from, to] = [slots[first]?.label ?? "", slots[last]?.label ?? ""];
  return first === last ? from : `${from} to ${to}`;
}

/** Below this two digits would be noise. */
const NONE = 0.005;
const ALMOST_NONE = 0.5;

/** A count, seen or expected: whole from 10 on, one decimal from 1 on, one digit below. */
export function countText(count: number): string {
  if (Number.isInteger(count) || count >= 9.95) return Math.round(count).toLocaleString("en-US");
  if (count >= 1) return count.toFixed(1).replace(/\.0$/, "");
  return count < NONE ? "0" : String(Number(count.toPrecision(1)));
}

/** `26 to 51`, or `26`; where nothing to speak of is meant, in words. */
export function betweenText(values: readonly number[]): string {
  if (Math.max(...values) < ALMOST_NONE) return "almost none";
  const least = countText(Math.min(...values));
  const most = countText(Math.max(...values));
  return least === most ? least : `${least} to ${most}`;
}

/** `both references`, `all four references`. */
export function allText(references: number): string {
  if (references === 1) return "the reference";
  return references === 2 ? "both references" : `all ${numberWord(references)} references`;
}

/** `p = 0.03`, `p = 3e-16`. */
export function chanceText(probability: number): string {
  if (probability < 1e-300) return "p < 1e-300";
  return `p = ${probability >= 0.001 ? String(Number(probability.toPrecision(2))) : probability.toExponential(0)}`;
}

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

export function numberWord(value: number): string {
  return NUMBERS[value] ?? String(value);
}

const UNITS = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1000, "second"],
] as const;

/** A slot as people call it: `hour`, `minute`, `15 minutes`. */
export function stepText(stepMs: number): string {
  const [size, unit] = UNITS.find(([ms]) => stepMs >= ms && stepMs % ms === 0) ?? [1000, "second"];
  return stepMs === size ? unit : `${stepMs / size} ${unit}s`;
}

/** `3 hours`, `59 minutes`. */
export function lengthText(stepMs: number, slots: number): string {
  const whole = stepMs * slots;
  const unitMs = UNITS.find(([ms]) => stepMs >= ms && stepMs % ms === 0)?.[0] ?? 1000;
  const unit = UNITS.find(([ms]) => ms === unitMs)?.[1] ?? "second";
  const count = whole / unitMs;
  return `${numberWord(count)} ${unit}${count === 1 ? "" : "s"}`;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
