import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { CountFileError } from "../../src/server/analysis-file/count-file-error.ts";
import { readCountFileApart } from "../../src/server/analysis-file/read-apart.ts";

const hours = Array.from({ length: 24 }, (_, i) => `${i}h,${i},${i}.5`).join("\n");
const bytes = Buffer.from(`time,today,avg_last_week\n${hours}\n`);

/** One status a row, as many rows as a file may have. */
function large(): Uint8Array {
  const line = (i: number): string =>
    `2026-07-13 ${String(Math.floor(i / 60) % 24).padStart(2, "0")}:${String(i % 60).padStart(2, "0")},s${i % 40},${i}`;
  return Buffer.from(`time,status,n\n${Array.from({ length: 300_000 }, (_, i) => line(i)).join("\n")}\n`);
}

describe("a file that is read in a process of its own", () => {
  test("is understood as in this one, with what its columns were said to be", async () => {
    const columns = new Map([["avg_last_week", "ignored"]]);
    const { table, inferences } = await readCountFileApart({
      fileName: "a/checkout 1.csv",
      bytes,
      options: { columns },
    });
    expect(table.name).toBe("checkout_1");
    expect(table.columns.map(({ name, values }) => [name, values.length])).toEqual([["today", 24]]);
    expect(inferences).toContainEqual(expect.objectContaining({ what: "column avg_last_week", value: "ignored" }));
  });

  test("fails as in this one", async () => {
    const failing = readCountFileApart({ fileName: "a.csv", bytes: Buffer.from("name,sales\nana,3\n"), options: {} });
    await expect(failing).rejects.toBeInstanceOf(CountFileError);
    await expect(failing).rejects.toThrow(/^no column holds times\nseen: line 1: name,sales/);
  });

  test("may use so much memory, and nothing else ends when it wants more", async () => {
    const task = { fileName: "a.csv.gz", bytes: gzipSync(large()), options: {} };
    await expect(readCountFileApart(task, { mostMemoryMb: 24 })).rejects.toThrow(
      /^reading the file takes more memory than it may/,
    );
  });

  test("may take so much time", async () => {
    const task = { fileName: "a.csv", bytes: large(), options: {} };
    await expect(readCountFileApart(task, { longestMs: 30 })).rejects.toThrow(
      /^reading the file takes longer than 0\.03 s/,
    );
  });

  test("is stopped when a page of Parquet claims two thousand million values", async () => {
    const data = Array.from({ length: 24 }, (_, i) => i);
    const columnData = [{ name: "today", data, type: "INT32" as const }];
    const file = Buffer.from(parquetWriteBuffer({ columnData, codec: "UNCOMPRESSED" }));
    // A run of 24 ones says which of the 24 values are there.
    const run = file.indexOf(Buffer.from("30010000000001000000", "hex"));
    expect(run).toBeGreaterThan(0);
    file.set([0xfe, 0xff, 0xff, 0xff, 0x0f, 1], run);
    const stopped = readCountFileApart(
      { fileName: "a.parquet", bytes: file, options: {} },
      { longestMs: 20_000, mostMemoryMb: 200 },
    );
    await expect(stopped).rejects.toThrow(/^reading the file takes (?:more memory than it may|longer than 20 s)/);
  });

  test("holds up nothing meanwhile", async () => {
    const task = { fileName: "a.csv", bytes: large(), options: {} };
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    const before = performance.now();
    await readCountFileApart(task);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan((performance.now() - before) / 10 / 4);
  });
});
