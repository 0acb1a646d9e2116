import { locale, t } from "../language/language.ts";
import type { Answer } from "./answer.ts";

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** What an answer took: "12.4 ms, 8,192 rows and 121.8 kB read". */
export function readText({ elapsedMs, rowsRead, bytesRead }: Answer): string {
  const time = elapsedMs < 1000 ? `${Math.max(1, Math.round(elapsedMs))} ms` : `${decimal(elapsedMs / 1000)} s`;
  if (rowsRead === null || bytesRead === null) return time;
  return t("{time}, {rows} rows and {size} read", { time, rows: rowsRead, size: sizeText(bytesRead) });
}

function sizeText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${decimal(bytes / 1000 ** step)} ${UNITS[step]}`;
}

function decimal(value: number): string {
  return new Intl.NumberFormat(locale.value, { maximumFractionDigits: 1 }).format(value);
}
