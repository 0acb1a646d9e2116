import type { QueryPlace } from "../store.ts";

const NAMED = /(?:identifier|function|table|column) ([A-Za-z_][\w.]*)/i;
const QUOTED_NAME = /[`'"]([A-Za-z_][\w.]*)[`'"]/;
/** Texts and remarks, in which a name is not one. */
const NOT_CODE = /'(?:[^'\\]|\\.|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** The place of the character at `offset` (from 0), and how much of the text is meant. */
export function placeAt(sql: string, offset: number, length: number): QueryPlace {
  const before = sql.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, length };
}

/** Where the name stands that a message complains of; null where it names none, or the text has none such. */
export function placeOfName(sql: string, message: string): QueryPlace | null {
  const name = (QUOTED_NAME.exec(message) ?? NAMED.exec(message))?.[1];
  if (name === undefined) return null;
  const code = sql.replaceAll(NOT_CODE, (text) => " ".repeat(text.length));
  const found = new RegExp(`(?<![\\w.])${name.replaceAll(".", "\\.")}(?!\\w)`, "i").exec(code);
  return found === null ? null : placeAt(sql, found.index, name.length);
}
