import type { ReferenceRange } from "../../model/analysis.ts";

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Whole numbers as they are, means with what matters of them. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) < 10 ? 2 : 1;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

/** `62 to 137`, or one number where the ends are the same. */
export function rangeText({ least, most }: Pick<ReferenceRange, "least" | "most">): string {
  const [low, high] = [wholeText(least), wholeText(most)];
  return low === high ? low : `${low} to ${high}`;
}

function wholeText(value: number): string {
  return Math.abs(value) < 10 ? numberText(value) : numberText(Math.round(value));
}

/** `by yesterday 137, by average of last week 61.7` */
export function byReference({ by }: ReferenceRange): string {
  return by.map(({ reference, value }) => `${reference} ${numberText(value)}`).join(", ");
}

/** `0.03`, `3 × 10⁻¹⁶`; what is below all numbers is told as below the least. */
export function probabilityText(value: number): string {
  if (!(value >= 0)) return "unknown";
  if (value < 1e-300) return `below ${power(1, -300)}`;
  if (value >= 0.001) return String(Number(value.toPrecision(2)));
  const [mantissa = "1", exponent = "0"] = value.toExponential(0).split("e");
  return power(Number(mantissa), Number(exponent));
}

function power(mantissa: number, exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)] ?? "").join("");
  return `${mantissa} × 10${exponent < 0 ? "⁻" : ""}${digits}`;
}
