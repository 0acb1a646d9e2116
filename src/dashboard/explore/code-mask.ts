/** Texts, quoted names and remarks, in which nothing else is looked for. */
const NOT_CODE = /'(?:[^'\\]|\\.|'')*'?|"[^"]*"?|`[^`]*`?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** The query with spaces in place of its texts, quoted names and remarks: what is left stands where it stood. */
export function codeMask(sql: string): string {
  return sql.replaceAll(NOT_CODE, (text) => " ".repeat(text.length));
}
