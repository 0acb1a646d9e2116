import { ClickHouseError } from "@clickhouse/client";
import { QueryRefused, StoreUnavailable } from "../store.ts";
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
      return new QueryRefused("invalid", invalidText(error, sql), { cause: error });
  }
}

function invalidText({ message, type }: ClickHouseError, sql: string): string {
  const text = message
    .replace(/\(version [\d.]+\)/, "")
    .replace(/\. Maybe you meant[\s\S]*$/i, "")
    .replace(/: In scope [\s\S]*$/, "")
    .replace(/\. In scope [\s\S]*$/, "")
    .trim()
    .replace(/\.$/, "");
  const position = /failed at position (\d+)/.exec(text)?.[1];
  if (type === "SYNTAX_ERROR" && position !== undefined) {
    const expected = /Expected one of: (.*)/.exec(text)?.[1]?.split(", ").slice(0, 8).join(", ");
    const reason = /Multi-statements/.test(text) ? "one query at a time" : `expected ${expected ?? "something else"}`;
    return `${placeIn(sql, Number(position))}: ${reason}, ...`.replace("time, ...", "time");
  }
  if (type === "UNKNOWN_QUERY_PARAMETER") return `${text}: give it in parameters, or as --param name=value`;
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)} ...` : text;
}

/** Line, column and the word at a position that counts characters from 1. */
function placeIn(sql: string, position: number): string {
  const before = sql.slice(0, position - 1).split("\n");
  const word = /^\S{1,40}/.exec(sql.slice(position - 1))?.[0];
  const where = `syntax error at line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
  return word === undefined ? `${where}, the end` : `${where}, at ${word}`;
}
