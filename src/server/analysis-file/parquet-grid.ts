import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type AsyncBuffer } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import type { Grid } from "../../core/analysis/infer/grid.ts";
import { gridOfRecords } from "../../core/analysis/infer/records.ts";
import { excessOf } from "../../core/analysis/infer/grid-limits.ts";
import { CountFileError } from "./count-file-error.ts";
import { megabytes, mostUnpacked, type FileLimits } from "./limits.ts";

function bufferOf(bytes: Uint8Array): AsyncBuffer {
  const whole = new Uint8Array(bytes);
  return { byteLength: whole.length, slice: (start, end) => whole.buffer.slice(start, end) };
}

/** Times as the text of their kind, whole numbers of 64 bits as numbers; what nests is refused later. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return typeof value === "bigint" ? Number(value) : value;
}

function tooLarge(problem: string): CountFileError {
  return new CountFileError("too-large", { problem, seen: [], help: ["write fewer rows or columns"] });
}

/** The table in a Parquet file. Its sizes are checked by what it says of itself before anything is decompressed. */
export async function parquetGrid(bytes: Uint8Array, limits: FileLimits): Promise<Grid> {
  const file = bufferOf(bytes);
  try {
    const metadata = await parquetMetadataAsync(file);
    const columns = parquetSchema(metadata).children.length;
    const rows = Number(metadata.num_rows);
    const unpacked = metadata.row_groups.reduce(
      (sum, { columns: chunks }) =>
        sum + chunks.reduce((size, { meta_data: chunk }) => size + Number(chunk?.total_uncompressed_size ?? 0), 0),
      0,
    );
    const excess = excessOf(rows, columns, rows * columns, limits);
    if (excess !== undefined) throw tooLarge(`the file is too large: ${excess}`);
    const most = mostUnpacked(bytes.length, limits);
    if (unpacked > most)
      throw tooLarge(
        `the file is ${megabytes(bytes.length)} and becomes ${megabytes(unpacked)}, more than the ${megabytes(most)} that are read`,
      );
    const objects = await parquetReadObjects({ file, metadata, compressors });
    const records = objects.map((object, i) => ({
      number: i + 1,
      value: Object.fromEntries(Object.entries(object).map(([name, value]) => [name, plain(value)])),
    }));
    const outcome = gridOfRecords(records, limits);
    if ("problem" in outcome) throw tooLarge(outcome.problem);
    return outcome.grid;
  } catch (error) {
    if (error instanceof CountFileError) throw error;
    const problem = "the file begins like Parquet, but is damaged or cut off";
    throw new CountFileError(
      "damaged",
      { problem, seen: [], help: ["copy or export the file anew"] },
      { cause: error },
    );
  }
}
