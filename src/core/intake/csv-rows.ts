/** A row of a table in text: its cells, or the fault for which it has none. */
export interface CsvRow {
  /** Line of the text, from 1. */
  line: number;
  cells: readonly string[];
  fault?: string;
}

/** A quote that is not closed within this length is taken for a stray one, and costs its own line only. */
const LONGEST_QUOTED = 4096;

/** How a table is written. */
interface Marks {
  separator: string;
  /** Empty: cells are never quoted. */
  quote: string;
}

/** Reads a quoted cell that begins at `start`: its text, and where the character after its closing quote stands. */
function quotedCell(text: string, start: number, quote: string): { cell: string; end: number } | undefined {
  let at = start + 1;
  for (;;) {
    const close = text.indexOf(quote, at);
    if (close < 0 || close - start > LONGEST_QUOTED) return undefined;
    if (text[close + 1] !== quote) {
      return { cell: text.slice(start + 1, close).replaceAll(quote + quote, quote), end: close + 1 };
    }
    at = close + 2;
  }
}

/** Reads a row that has quotes and begins at `start`; undefined when its quotes do not match. */
function quotedRow(text: string, start: number, marks: Marks): { cells: string[]; end: number } | undefined {
  const { separator, quote } = marks;
  const cells: string[] = [];
  let at = start;
  for (;;) {
    let end: number;
    if (text[at] === quote) {
      const quoted = quotedCell(text, at, quote);
      if (quoted === undefined) return undefined;
      cells.push(quoted.cell);
      end = quoted.end;
      if (text[end] === "\r" && (text[end + 1] === "\n" || end + 1 === text.length)) end++;
    } else {
      end = at;
      while (end < text.length && text[end] !== separator && text[end] !== "\n") end++;
      cells.push(text.slice(at, end).replace(/\r$/, ""));
    }
    if (end >= text.length || text[end] === "\n") return { cells, end };
    if (text[end] !== separator) return undefined;
    at = end + 1;
  }
}

function lineBreaksIn(text: string, start: number, end: number): number {
  let breaks = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) breaks++;
  return breaks;
}

/** The rows of a table in text; lines without anything are no rows. */
export function* csvRowsIn(text: string, separator: string, quote = '"'): Generator<CsvRow> {
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const next = text.indexOf("\n", start);
    let end = next < 0 ? text.length : next;
    const content = text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
    if (quote === "" || !content.includes(quote)) {
      if (content.trim() !== "") yield { line, cells: content.split(separator) };
    } else {
      const row = quotedRow(text, start, { separator, quote });
      if (row === undefined) yield { line, cells: [], fault: content };
      else {
        yield { line, cells: row.cells };
        line += lineBreaksIn(text, start, row.end);
        end = row.end;
      }
    }
    start = end + 1;
  }
}
