import { describe, expect, test } from "vitest";
import { shopTable, statusTable } from "../../../test/support/analysis-sample.ts";
import type { FileTable } from "../model/file-table.ts";
import { rowTable } from "./infer/row-table.ts";
import { sqlTables } from "./sql-tables.ts";

function comparison(tables: FileTable[]) {
  const table = tables.find(({ name }) => name === "hourly_comparison");
  const names = table?.columns.map(({ name }) => name) ?? [];
  return (table?.rows ?? []).map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
}

describe("files as tables", () => {
  test("have the time as people read it, as an instant, and the file's columns", () => {
    const [shop] = sqlTables([shopTable()]);
    expect(shop?.name).toBe("shop");
    expect(shop?.columns).toEqual([
      { name: "time", type: "text" },
      { name: "at", type: "instant" },
      { name: "today", type: "whole" },
      { name: "yesterday", type: "whole" },
      { name: "same_day_last_week", type: "whole" },
      { name: "avg_last_week", type: "number" },
      { name: "avg_last_month", type: "number" },
    ]);
    expect(shop?.rows[14]?.slice(0, 3)).toEqual(["14h", 14 * 3_600_000, 0]);
  });

  test("keep a column that is called as one of ours, under a name of its own, and nulls", () => {
    const table = shopTable();
    const [first] = table.columns;
    if (first === undefined) throw new Error("the sample has columns");
    const values = first.values.fill(Number.NaN, 0, 1);
    const [renamed] = sqlTables([{ ...table, columns: [{ ...first, name: "At", values }] }]);
    expect(renamed?.columns.at(-1)?.name).toBe("At_2");
    expect(renamed?.rows[0]?.at(-1)).toBeNull();
  });
});

describe("rows of a file", () => {
  test("are a table of their own, as they are in it", () => {
    const columns = [
      { name: "time", original: "Time", type: "time" as const, values: [60_000, null] },
      { name: "merchant", original: "Merchant", type: "text" as const, values: ["=cmd()", "shop"] },
      { name: "n", original: "n", type: "integer" as const, values: [3, null] },
    ];
    expect(rowTable({ table: shopTable(), rows: { columns, slotAt: new Float64Array(2) } })).toEqual({
      name: "shop_rows",
      columns: [
        { name: "time", type: "instant" },
        { name: "merchant", type: "text" },
        { name: "n", type: "whole" },
      ],
      rows: [
        [60_000, "'=cmd()", 3],
        [null, "shop", null],
      ],
    });
  });
});

describe("texts that a spreadsheet would run", () => {
  test("are no formulas in names of columns, times and statuses", () => {
    const formula = '=HYPERLINK("http://example.com")';
    const table = statusTable("a", false);
    const columns = table.columns.map((column) => ({ ...column, name: formula }));
    const slots = table.slots.map((slot) => ({ ...slot, label: `@${slot.label}` }));
    const tables = sqlTables([{ ...table, columns, slots }]);
    const texts = tables.flatMap(({ columns: all, rows }) => [...all.map(({ name }) => name), ...rows.flat()]);
    expect(texts.filter((cell) => typeof cell === "string" && /^[=+@-]/.test(cell))).toEqual([]);
    expect(tables[0]?.columns.map(({ name }) => name)).toContain(`_${formula}`);
  });
});

describe("hourly_comparison of files", () => {
  test("gives a table's references as they are", () => {
    const rows = comparison(sqlTables([shopTable()]));
    expect(rows).toHaveLength(24);
    expect(rows[14]).toMatchObject({ time: "14h", status: "shop", today: 0, file: "shop" });
    expect(rows[14]?.["avg_last_week"]).toBeCloseTo(34.14);
  });

  test("sums counts by hour, with the file before as yesterday", () => {
    const [monday, tuesday] = [statusTable("monday", false), statusTable("tuesday", true)];
    const rows = comparison(sqlTables([monday, tuesday]));
    expect(rows).toHaveLength(2 * 2 * 24);
    const at14 = rows.filter(({ time, status }) => time === "14h" && status === "denied");
    const sum = (values: Float64Array | undefined) =>
      Array.from((values ?? new Float64Array()).subarray(840, 900)).reduce((total, value) => total + value, 0);
    const [before, today] = [sum(monday.columns[1]?.values), sum(tuesday.columns[1]?.values)];
    expect(at14).toEqual([
      expect.objectContaining({ file: "monday", today: before, yesterday: null, avg_last_week: null }),
      expect.objectContaining({
        file: "tuesday",
        today,
        yesterday: before,
        same_day_last_week: null,
        avg_last_week: before,
      }),
    ]);
  });
});
