import type { FileFormat } from "../../core/analysis/infer/read-options.ts";

/** What a file is by its first bytes; a text is told from its content later. */
export type FileKind = { format: "gzip" | "parquet" | "zip" | "text" } | { unsupported: string; help: string };

const EXPORT_HELP = "export the table as CSV, JSON, Parquet or .xlsx";

const others: readonly [string, string, string][] = [
  ["d0cf11e0a1b11ae1", "an old Excel file (.xls) or one with a password", "save it as .xlsx without a password"],
  ["25504446", "a PDF", EXPORT_HELP],
  ["89504e47", "a PNG picture", EXPORT_HELP],
  ["ffd8ff", "a JPEG picture", EXPORT_HELP],
  ["28b52ffd", "compressed with zstd", "decompress it, or compress it with gzip"],
  ["425a68", "compressed with bzip2", "decompress it, or compress it with gzip"],
  ["fd377a585a00", "compressed with xz", "decompress it, or compress it with gzip"],
  ["377abcaf271c", "a 7z archive", "unpack it"],
  ["526172211a07", "a RAR archive", "unpack it"],
  ["53514c69746520666f726d6174", "an SQLite database", EXPORT_HELP],
  ["4f626a01", "an Avro file", EXPORT_HELP],
  ["4152524f5731", "an Arrow file", EXPORT_HELP],
  ["4f5243", "an ORC file", EXPORT_HELP],
  ["7f454c46", "a program", EXPORT_HELP],
];

const LONGEST_MAGIC = 16;

export function fileKind(bytes: Uint8Array): FileKind {
  const magic = Buffer.from(bytes.subarray(0, LONGEST_MAGIC)).toString("hex");
  if (magic.startsWith("1f8b")) return { format: "gzip" };
  if (magic.startsWith("50415231")) return { format: "parquet" };
  if (magic.startsWith("504b0304") || magic.startsWith("504b0506")) return { format: "zip" };
  const other = others.find(([start]) => magic.startsWith(start));
  return other === undefined ? { format: "text" } : { unsupported: other[1], help: other[2] };
}

const FIRST_LINES = 5;

/** The format of a text, by how it begins: one JSON value, one on each line, or lines of cells. */
export function textFormat(text: string): FileFormat | "markup" {
  const content = text.trimStart();
  const start = content.slice(0, 1);
  if (start === "<") return "markup";
  if (start !== "{" && start !== "[") return "csv";
  const lines = content.split(/\r?\n/, FIRST_LINES).filter((line) => line.trim() !== "");
  // A broken line costs itself only, also when it is the first.
  return start === "{" && lines.length > 1 && lines.some((line) => line.startsWith("{") && isJson(line))
    ? "ndjson"
    : "json";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
