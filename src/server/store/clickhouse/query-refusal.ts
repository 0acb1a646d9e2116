import { ClickHouseError } from "@clickhouse/client";
import { QueryRefused, type QueryPlace, StoreUnavailable } from "../store.ts";
import { placeAt, placeOfName } from "./fault-place.ts";
import type { QueryLimits } from "./person-query.ts";

const LONGEST_TEXT = 600;
const MEGABYTE = 1_048_576;

/** What the engine answered to a person's query, in words that say what to do. */
export function queryRefusal(error: unknown, sql: string, limits: QueryLimits): Error {
  if (error instanceof QueryRefused || error instanceof StoreUnavailable) return error;
  if (!(error instanceof ClickHouseError)) {
    const { message } = error as Error;
    return new StoreUnavailable(`the SQL engine does not answer: ${message}`, { cause: error });
  }
  const costly = (text: string) => new QueryRefused("too-costly", text, { cause: error });
  switch (error.type) {
    case "TIMEOUT_EXCEEDED":
    case "TOO_SLOW":
      return costly(
        `it takes longer than the ${limits.seconds} s that a query may; ask about less time or fewer columns, or raise queryMaxSeconds`,
      );
    case "MEMORY_LIMIT_EXCEEDED":
      return costly(
        `it needs more than the ${limits.memoryBytes / MEGABYTE} MB that a query may; group by less, or raise queryMaxMemoryMb`,
      );
    case "TOO_MANY_ROWS_OR_BYTES":
    case "TOO_MANY_ROWS":
    case "TOO_MANY_BYTES":
      return costly(
        `the answer has more than ${limits.rows.toLocaleString("en")} rows, or too many bytes; add LIMIT, give maxRows, or raise queryMaxRows`,
      );
    case "READONLY":
    case "ACCESS_DENIED":
      return new QueryRefused("invalid", `nothing can be written, changed or set here: ${invalidText(error, sql)}`, {
        cause: error,
      });
    case "TOO_MANY_SIMULTANEOUS_QUERIES":
      return new QueryRefused("too-many", "the SQL engine answers others; ask again", { cause: error });
    default:
      return invalid(error, sql);
  }
}

function invalid(error: ClickHouseError, sql: string): QueryRefused {
  const text = invalidText(error, sql);
  const position = syntaxPosition(error);
  const place = position === null ? placeOfName(sql, text) : placeOfWord(sql, position);
  return new QueryRefused("invalid", text, { cause: error, place });
}

/** Counts characters from 1. */
function syntaxPosition({ message, type }: ClickHouseError): number | null {
  const position = /failed at position (\d+)/.exec(message)?.[1];
  return type === "SYNTAX_ERROR" && position !== undefined ? Number(position) : null;
}

function placeOfWord(sql: string, position: number): QueryPlace {
  return placeAt(sql, position - 1, wordAt(sql, position)?.length ?? 0);
}

function invalidText(error: ClickHouseError, sql: string): string {
  const { message, type } = error;
  const text = message
    .replace(/\(version [\d.]+\)/, "")
    .replace(/\. Maybe you meant[\s\S]*$/i, "")
    .replace(/[.:]? in scope [\s\S]*$/i, "")
    .trim()
    .replace(/\.$/, "");
  const position = syntaxPosition(error);
  if (position !== null) {
    const expected = /Expected one of: (.*)/.exec(text)?.[1]?.split(", ").slice(0, 8).join(", ");
    const reason = /Multi-statements/.test(text) ? "one query at a time" : `expected ${expected ?? "something else"}`;
    return `${placeIn(sql, position)}: ${reason}, ...`.replace("time, ...", "time");
  }
  if (type === "UNKNOWN_QUERY_PARAMETER") return `${text}: give it in parameters, or as --param name=value`;
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)} ...` : text;
}

/** Line, column and the word at a position that counts characters from 1. */
function placeIn(sql: string, position: number): string {
  const { line, column } = placeAt(sql, position - 1, 0);
  const word = wordAt(sql, position);
  const where = `syntax error at line ${line}, column ${column}`;
  return word === undefined ? `${where}, the end` : `${where}, at ${word}`;
}

function wordAt(sql: string, position: number): string | undefined {
  return /^\S{1,40}/.exec(sql.slice(position - 1))?.[0];
}
