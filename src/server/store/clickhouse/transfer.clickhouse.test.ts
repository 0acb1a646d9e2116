import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { minuteRow, NOON, startStore, storeRows, type StartedStore } from "../../../../test/support/started-store.ts";
import type { FileFormat } from "../store.ts";

const signal = new AbortController().signal;

async function bytesOf(stream: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece as Buffer));
  return Buffer.concat(pieces);
}

function streamOf(bytes: Buffer): Readable {
  return Readable.from([bytes], { objectMode: false });
}

async function allOf({ store }: StartedStore): Promise<string[]> {
  const views = ["minutes FINAL", "verdicts FINAL", "status_per_minute", "status_per_hour", "value_per_hour"];
  return Promise.all(
    views.map(async (view) => {
      const question = { sql: `SELECT * FROM ${view} ORDER BY ALL`, parameters: {}, format: "csv" as const };
      return (await bytesOf(await store.query({ ...question, maxRows: undefined }, signal))).toString();
    }),
  );
}

describe("an export", () => {
  test.each<FileFormat>(["parquet", "csv"])(
    "as %s, taken in twice by another store, gives equal rows and sums",
    async (format) => {
      const from = await startStore();
      const to = await startStore();
      const minutes = Array.from({ length: 300 }, (_, row) =>
        minuteRow({
          minute: NOON + (row % 5) * 60_000 - (row % 2) * 86_400_000,
          count: row,
          amountMinor: row * 100,
          part: row % 3,
          version: row,
          dimensions: { issuer: `i${row % 7}`, merchant: 'a,"b' },
        }),
      );
      const verdict = { at: NOON, spanMs: 60_000, scope: "all", status: "failed", value: 4, expected: 1.5 };
      const verdicts = [{ ...verdict, lower: 0, upper: null, score: 9.25, by: "score" as const, version: 1 }];
      await from.store.write(storeRows({ minutes, verdicts }), 9);
      const pieces = await from.store.pieces(0, NOON + 86_400_000);
      expect(pieces).toEqual([
        { table: "minutes", period: "20260301" },
        { table: "minutes", period: "20260302" },
        { table: "verdicts", period: "20260302" },
      ]);
      for (const piece of [...pieces, ...pieces]) {
        const bytes = await bytesOf(await from.store.exportPiece(piece, format, signal));
        expect(await to.store.importRows(piece.table, format, streamOf(bytes))).toBeGreaterThan(0);
      }
      expect(await allOf(to)).toEqual(await allOf(from));
      await from.close();
      await to.close();
    },
  );

  test("with a fault leaves nothing behind, and says what it is", async () => {
    const started = await startStore();
    const text = '"minute","status","count"\n"2026-03-02 12:00:00","failed",1\n"yesterday","failed",1\n';
    await expect(started.store.importRows("minutes", "csv", streamOf(Buffer.from(text)))).rejects.toThrow(
      /^the rows do not fit table minutes: /,
    );
    await expect(started.store.importRows("positions", "csv", streamOf(Buffer.from("")))).rejects.toThrow(
      "rows go to one of minutes, verdicts, incidents, deliveries, not to positions",
    );
    expect((await allOf(started))[0]?.split("\n")).toHaveLength(2);
    expect(started.store).toMatchObject({ state: "ready", trouble: null });
    await started.close();
  });
});
