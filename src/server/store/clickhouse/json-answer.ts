import { Transform } from "node:stream";

const NEWLINE = 10;

/**
 * Turns lines of JSONCompactEachRowWithNamesAndTypes (names, types, then a row a line) into
 * `{"columns": [{"name", "type"}], "rows": [[...]], "rowCount", "truncated", "elapsedMs"}` as they come, with at most `maxRows`.
 */
export function jsonAnswer(maxRows: number, elapsedMs: () => number): Transform {
  let names: string[] = [];
  let line = 0;
  let rest: Buffer = Buffer.alloc(0);
  let rows = 0;
  const pieceOf = (text: string): string => {
    line += 1;
    if (line === 1) {
      names = JSON.parse(text) as string[];
      return "";
    }
    if (line === 2) {
      const types = JSON.parse(text) as string[];
      return `{"columns":${JSON.stringify(names.map((name, index) => ({ name, type: types[index] })))},"rows":[`;
    }
    rows += 1;
    if (rows > maxRows) return "";
    return `${rows === 1 ? "" : ","}\n${text}`;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let text = "";
      let from = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
        text += pieceOf(bytes.toString("utf8", from, end));
        from = end + 1;
      }
      rest = bytes.subarray(from);
      done(null, text === "" ? undefined : text);
    },
    flush(done) {
      const last = rest.length === 0 ? "" : pieceOf(rest.toString("utf8"));
      const head = line < 2 ? '{"columns":[],"rows":[' : "";
      const rowCount = Math.min(rows, maxRows);
      done(null, `${head}${last}],"rowCount":${rowCount},"truncated":${rows > maxRows},"elapsedMs":${elapsedMs()}}\n`);
    },
  });
}
