import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import writeExcelFile from "write-excel-file/node";

type Value = string | number;

/** A table to be written in every format that is read. */
export interface WrittenTable {
  names: readonly string[];
  rows: readonly (readonly Value[])[];
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function quoted(value: Value, separator: string): string {
  const text = String(value);
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export interface TextMarks {
  separator: string;
  decimal: "," | ".";
  lineEnd: string;
}

export function csvText({ names, rows }: WrittenTable, marks: Partial<TextMarks> = {}): string {
  const { separator = ",", decimal = ".", lineEnd = "\n" } = marks;
  const cell = (value: Value): string =>
    quoted(typeof value === "number" ? String(value).replace(".", decimal) : value, separator);
  return [names, ...rows].map((row) => row.map(cell).join(separator) + lineEnd).join("");
}

export function recordsOf({ names, rows }: WrittenTable): Record<string, Value>[] {
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ""])));
}

export async function workbook(sheets: readonly { name: string; table: WrittenTable }[]): Promise<Uint8Array> {
  const written = sheets.map(({ name, table }) => ({
    sheet: name,
    data: [table.names, ...table.rows].map((row) => row.map((value) => ({ value }))),
  }));
  return writeExcelFile(written).toBuffer();
}

function parquet({ names, rows }: WrittenTable, codec: "UNCOMPRESSED" | "SNAPPY"): Uint8Array {
  const columnData = names.map((name, i) => {
    const data = rows.map((row) => row[i] ?? "");
    const type = data.every((value) => typeof value === "number") ? "DOUBLE" : "STRING";
    return { name, data, type } as const;
  });
  return new Uint8Array(parquetWriteBuffer({ columnData, codec }));
}

function utf16(text: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
}

/** The same table in every format: name of the format and its bytes. */
export async function everyFormat(table: WrittenTable): Promise<[string, Uint8Array][]> {
  const columns = Object.fromEntries(table.names.map((name, i) => [name, table.rows.map((row) => row[i] ?? "")]));
  const plain: [string, Uint8Array][] = [
    ["comma", bytesOf(csvText(table))],
    ["comma with CR LF", bytesOf(csvText(table, { lineEnd: "\r\n" }))],
    ["tab", bytesOf(csvText(table, { separator: "\t" }))],
    ["semicolon", bytesOf(csvText(table, { separator: ";", decimal: "," }))],
    ["with a byte order mark", bytesOf(`\ufeff${csvText(table)}`)],
    ["UTF-16", utf16(csvText(table, { separator: "\t" }))],
    ["JSON", bytesOf(JSON.stringify(recordsOf(table)))],
    ["JSON by column", bytesOf(JSON.stringify(columns))],
    ["JSON of lists", bytesOf(JSON.stringify([table.names, ...table.rows]))],
    [
      "NDJSON",
      bytesOf(
        recordsOf(table)
          .map((record) => `${JSON.stringify(record)}\n`)
          .join(""),
      ),
    ],
    ["Parquet", parquet(table, "UNCOMPRESSED")],
    ["Parquet with Snappy", parquet(table, "SNAPPY")],
    ["Excel", await workbook([{ name: "Sales", table }])],
  ];
  return [...plain, ...plain.map(([name, bytes]): [string, Uint8Array] => [`${name}, gzipped`, gzipSync(bytes)])];
}
