const LEVELS = "▁▂▃▄▅▆▇█";

/** Bars as high as the values against `top`; one character each, a dot where there is no number. */
export function textSparkline(values: readonly number[], top: number): string {
  return values.map((value) => bar(value, top)).join("");
}

function bar(value: number, top: number): string {
  if (!Number.isFinite(value)) return "·";
  const share = top > 0 ? Math.min(1, Math.max(0, value / top)) : 0;
  return LEVELS.charAt(Math.round(share * (LEVELS.length - 1)));
}
