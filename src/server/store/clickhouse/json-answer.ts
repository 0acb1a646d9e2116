import { Transform } from "node:stream";

const NEWLINE = 10;

interface Meta {
  meta: { name: string; type: string }[];
}

interface Statistics {
  statistics?: { rows_read?: number; bytes_read?: number };
}

/**
 * Turns the lines of JSONCompact (what the columns are, a row a line, what was read) into
 * `{"columns": [{"name", "type"}], "rows": [[...]], "rowCount", "truncated", "elapsedMs", "rowsRead", "bytesRead"}` as they come,
 * with at most `maxRows`.
 */
export function jsonAnswer(maxRows: number, elapsedMs: () => number): Transform {
  let part: "head" | "rows" | "tail" = "head";
  let head = "";
  let tail = "{";
  let rest: Buffer = Buffer.alloc(0);
  let rows = 0;
  const pieceOf = (line: string): string => {
    if (part === "tail") tail += line;
    else if (part === "head") {
      if (line !== "\t[" || !head.endsWith('"data":')) head += line.trim();
      else {
        part = "rows";
        return `{"columns":${columnsIn(head)},"rows":[`;
      }
    } else if (line === "\t]," || line === "\t]") part = "tail";
    else if (line !== "") {
      rows += 1;
      if (rows <= maxRows) return `${rows === 1 ? "" : ","}\n${line.slice(2).replace(/,$/, "")}`;
    }
    return "";
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
      tail += rest.toString("utf8");
      if (part !== "tail") {
        done(new Error("the SQL engine's answer ended early"));
        return;
      }
      const { statistics } = JSON.parse(tail.replace(/^\{\s*,/, "{")) as Statistics;
      const counts = {
        rowCount: Math.min(rows, maxRows),
        truncated: rows > maxRows,
        elapsedMs: elapsedMs(),
        rowsRead: statistics?.rows_read ?? null,
        bytesRead: statistics?.bytes_read ?? null,
      };
      done(null, `],${JSON.stringify(counts).slice(1)}\n`);
    },
  });
}

function columnsIn(head: string): string {
  const { meta } = JSON.parse(head.replace(/,?"data":$/, "}")) as Meta;
  return JSON.stringify(meta.map(({ name, type }) => ({ name, type })));
}
