import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CountTable } from "../../core/analysis/count-table.ts";
import { everyFormat, type WrittenTable } from "../../../test/support/count-files.ts";
import { readCountFile } from "./read-count-file.ts";

const day = (text: (hour: string) => string): string[] =>
  Array.from({ length: 24 }, (_, hour) => text(String(hour).padStart(2, "0")));

const times: readonly string[][] = [
  day((hour) => `${hour}h`),
  day((hour) => `${hour}:00`),
  day((hour) => `00h ${hour}`),
  day((hour) => `2026-07-13 ${hour}:30`),
  day((hour) => `2026-07-13T${hour}:00:00-03:00`),
  day((hour) => `13/07/2026 ${hour}:00`),
];

const count = fc.integer({ min: 0, max: 5000 });
const mean = fc.integer({ min: 1, max: 50_000 }).map((hundredths) => hundredths / 100);

const references: fc.Arbitrary<WrittenTable> = fc
  .tuple(fc.constantFrom(...times), fc.array(fc.tuple(count, count, mean, mean), { minLength: 24, maxLength: 24 }))
  .map(([clock, numbers]) => ({
    names: ["time", "today", "yesterday", "avg_last_week", "avg_last_month"],
    rows: numbers.map((row, i) => [clock[i] ?? "", ...row]),
  }));

const statuses: fc.Arbitrary<WrittenTable> = fc
  .tuple(fc.constantFrom(...times), fc.array(fc.tuple(count, count), { minLength: 24, maxLength: 24 }))
  .map(([clock, numbers]) => ({
    names: ["time", "status", "F1"],
    rows: numbers.flatMap(([approved, denied], i) => [
      [clock[i] ?? "", "approved", approved],
      [clock[i] ?? "", "denied", denied],
    ]),
  }));

function plain({ columns, ...table }: CountTable): object {
  return { ...table, columns: columns.map((column) => ({ ...column, values: [...column.values] })) };
}

describe("the same table", { timeout: 60_000 }, () => {
  test("property: is the same in every format", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(references, statuses), async (table) => {
        const [first, ...others] = await everyFormat(table);
        const wanted = plain((await readCountFile("sales.csv", first?.[1] ?? new Uint8Array())).table);
        expect(wanted).toMatchObject({
          columns: table.names.includes("F1")
            ? [{ name: "approved" }, { name: "denied" }]
            : [{ name: "today" }, {}, {}, {}],
        });
        for (const [format, bytes] of others) {
          const { table: read, refusals } = await readCountFile("sales", bytes);
          expect(plain(read), format).toEqual(wanted);
          expect(refusals.rows, format).toBe(0);
        }
      }),
      { numRuns: 15 },
    );
  });

  test("has the counts that were written", async () => {
    const rows = day((hour) => `${hour}h`).map((time, hour) => [time, hour * 3, hour * 2 + 0.25]);
    for (const [format, bytes] of await everyFormat({ names: ["hora", "hoje", "media_semana_passada"], rows })) {
      const { table } = await readCountFile("loja 1.csv", bytes);
      expect(table, format).toMatchObject({ name: "loja_1", isDated: false, stepMs: 3_600_000, absentIsZero: false });
      expect(table.columns.map(({ role }) => role)).toEqual([
        { kind: "observed" },
        { kind: "mean", over: "last week", days: 7 },
      ]);
      expect([...(table.columns[1]?.values ?? [])], format).toEqual(rows.map((row) => row[2]));
      expect(table.slots[8]).toEqual({ label: "08h", at: 8 * 3_600_000 });
    }
  });
});
