import type { CountTable } from "./count-table.ts";
import type { Span } from "./comparison.ts";
import { sqlColumnNames } from "./sql-tables.ts";

/** Slots that are shown on each side of what is off. */
const MARGIN = 3;

/** A table whose numbers of the same time are shown beside. */
export interface Beside {
  table: CountTable;
  columns: readonly string[];
}

/** The statement that shows columns of a table around a span, with those of other days beside. */
export function sqlAround(
  table: CountTable,
  columns: readonly string[],
  span: Span,
  others: readonly Beside[] = [],
): string {
  const name = identifier(table.name);
  const where = whereOf(table, others.length === 0 ? "" : `${name}.`, span);
  if (others.length === 0) {
    return `SELECT ${["time", ...named(table, columns)].join(", ")}\nFROM ${name}\nWHERE ${where}\nORDER BY ${order(table)}`;
  }
  const chosen = [
    `${name}.time AS time`,
    ...named(table, columns).map((column) => `${name}.${column} AS ${column}`),
    ...others.flatMap((other) => named(other.table, other.columns).map((column) => besideColumn(other, column))),
  ];
  const joins = others.map((other) => `LEFT JOIN ${identifier(other.table.name)} USING (time)`);
  return `SELECT ${chosen.join(", ")}\nFROM ${name}\n${joins.join("\n")}\nWHERE ${where}\nORDER BY ${name}.${order(table)}`;
}

function besideColumn({ table }: Beside, column: string): string {
  const bare = column.replaceAll("`", "");
  return `${identifier(table.name)}.${column} AS ${identifier(`${bare}_${table.name}`)}`;
}

function named(table: CountTable, columns: readonly string[]): string[] {
  const names = sqlColumnNames(table);
  return table.columns.flatMap(({ name }, index) => (columns.includes(name) ? [identifier(names[index] ?? name)] : []));
}

function whereOf(table: CountTable, prefix: string, { first, last }: Span): string {
  const from = table.slots[Math.max(0, first - MARGIN)];
  const to = table.slots[Math.min(table.slots.length - 1, last + MARGIN)];
  if (from === undefined || to === undefined) throw new RangeError("a span of the table was expected");
  if (isInOrderOfText(table)) return `${prefix}time BETWEEN ${text(from.label)} AND ${text(to.label)}`;
  return `${prefix}at BETWEEN ${instant(from.at)} AND ${instant(to.at)}`;
}

function order(table: CountTable): string {
  return isInOrderOfText(table) ? "time" : "at";
}

/** Labels such as `08h` and `14:31` sort as times do; a day's do, those of several days need not. */
function isInOrderOfText({ slots }: CountTable): boolean {
  return slots.every(({ label }, slot) => slot === 0 || (slots[slot - 1]?.label ?? "") < label);
}

function instant(at: number): string {
  return text(new Date(at).toISOString().replace("T", " ").replace("Z", ""));
}

function text(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function identifier(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}
