import type { Cell, GridRow } from "../../../core/analysis/infer/grid.ts";
import { CountFileError } from "../count-file-error.ts";
import type { FileLimits } from "../limits.ts";
import type { NumberStyle } from "./parts.ts";
import { readXml } from "./xml.ts";

/** What cells point to. */
export interface CellContext {
  texts: readonly string[];
  styles: readonly NumberStyle[];
  isFrom1904: boolean;
}

/** Day 0 of the calendars, in days before 1970. */
const DAY_0_1900 = 25_569;
const DAY_0_1904 = 24_107;

const MOST_DAYS = 2_958_466;

/** The local time that a number of days writes: a text, as in other formats. */
function timeOf(days: number, style: NumberStyle, isFrom1904: boolean): Cell {
  const seconds = Math.round(days * 86_400);
  if (!(days >= 0 && days < MOST_DAYS)) return days;
  if (style === "clock" && days <= 1)
    return days === 1 ? "24:00:00" : new Date(seconds * 1000).toISOString().slice(11, 19);
  const text = new Date((seconds - (isFrom1904 ? DAY_0_1904 : DAY_0_1900) * 86_400) * 1000).toISOString();
  return style === "date" && seconds % 86_400 === 0 ? text.slice(0, 10) : text.slice(0, 19);
}

function cellOf(type: string, styleAt: number, text: string, context: CellContext): Cell {
  if (type === "s") return context.texts[Number(text)] ?? null;
  if (type === "b") return text === "1";
  if (type === "str" || type === "inlineStr" || type === "e" || type === "d") return text;
  if (text === "") return null;
  const number = Number(text);
  const style = context.styles[styleAt] ?? "number";
  if (Number.isNaN(number)) return text;
  return style === "number" ? number : timeOf(number, style, context.isFrom1904);
}

/** 0 for `A7`, 26 for `AA1`; -1 when it says none. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < Math.min(reference.length, 4); i++) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

function tooLarge(problem: string): CountFileError {
  return new CountFileError("too-large", {
    problem,
    seen: [],
    help: ["save the table alone in a sheet, with fewer rows and columns"],
  });
}

/** The cells of a sheet, row by row; formulas count as the values that were saved with them and are never worked out. */
export function sheetRows(xml: string, context: CellContext, limits: FileLimits): GridRow[] {
  const rows: GridRow[] = [];
  let cells: Cell[] = [];
  let number = 0;
  let column = -1;
  let cell = { type: "", style: 0, text: "" };
  let isValue = false;
  let all = 0;
  readXml(xml, {
    open(name, attributes) {
      if (name === "row") {
        number = Number(attributes["r"] ?? number + 1);
        cells = [];
        column = -1;
      } else if (name === "c") {
        const place = columnOf(attributes["r"] ?? "");
        column = place < 0 ? column + 1 : place;
        if (column >= limits.mostColumns)
          throw tooLarge(`row ${number} has more than the ${limits.mostColumns} columns that are read`);
        cell = { type: attributes["t"] ?? "", style: Number(attributes["s"] ?? 0), text: "" };
      }
      isValue = name === "v" || name === "t";
    },
    text(part) {
      if (isValue) cell.text += part;
    },
    close(name) {
      isValue = false;
      if (name === "c") {
        while (cells.length < column) cells.push(null);
        cells[column] = cellOf(cell.type, cell.style, cell.text, context);
      } else if (name === "row" && cells.some((one) => one !== null && one !== "")) {
        rows.push({ number, cells });
        all += cells.length;
        if (rows.length > limits.mostRows)
          throw tooLarge(`the sheet has more than the ${limits.mostRows} rows that are read`);
        if (all > limits.mostCells)
          throw tooLarge(`the sheet has more than the ${limits.mostCells} cells that are read`);
      }
    },
  });
  return rows;
}
