import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { workbookOf } from "../../../test/support/zip-files.ts";
import { csvText, everyFormat, workbook } from "../../../test/support/count-files.ts";
import { CountFileError } from "./count-file-error.ts";
import { fileLimits } from "./limits.ts";
import { readCountFile } from "./read-count-file.ts";

const MB = 1 << 20;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    const { table } = await readCountFile("file", bytes);
    return `read: ${table.columns.length}`;
  } catch (error) {
    if (error instanceof CountFileError) return `${error.problem}: ${error.message}`;
    throw error;
  }
}

const cellRow = (r: number, one: string, two: string): string =>
  `<row r="${r}"><c r="A${r}" t="str"><v>${one}</v></c><c r="B${r}"><v>${two}</v></c></row>`;

describe("a bomb is stopped while it unpacks", { timeout: 60_000 }, () => {
  test("gzip", async () => {
    const bomb = gzipSync(Buffer.alloc(300 * MB));
    expect(bomb.length).toBeLessThan(MB);
    expect(await outcomeOf(bomb)).toMatch(
      /^too-large: the file is 0\.3 MB compressed and becomes more than 7\d(?:\.\d)? MB, which/,
    );
  });

  test("a sheet of a workbook", async () => {
    expect(await outcomeOf(workbookOf(Buffer.alloc(100 * MB, "<row/>")))).toMatch(
      /^too-large: xl\/worksheets\/sheet1\.xml in the workbook is .* becomes more than/,
    );
  });

  test("XML that doubles itself", async () => {
    const doubling = Array.from({ length: 60 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};">`).join("");
    const sheet = `<!DOCTYPE x [<!ENTITY e0 "0">${doubling}]><worksheet><sheetData>${cellRow(1, "time", "&e60;")}</sheetData></worksheet>`;
    expect(await outcomeOf(workbookOf(sheet))).toMatch(/^damaged: the workbook is damaged: its XML cannot be read/);
  });

  test("texts that refer to other files stay texts", async () => {
    const sheet = `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet><sheetData>${cellRow(1, "time", "1")}${cellRow(2, "&f;", "1")}</sheetData></worksheet>`;
    expect(await outcomeOf(workbookOf(sheet))).toMatch(/^damaged/);
  });
});

describe("too much is refused", () => {
  test("ten thousand columns", async () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`);
    const told = await outcomeOf(bytesOf(csvText({ names, rows: [names.map((_, i) => i)] })));
    expect(told).toMatch(/^too-large: .* line 1: it has 10000 columns, more than the 1000 that are read/);
  });

  test("too many columns, in every format", async () => {
    const names = Array.from({ length: 1001 }, (_, i) => `c${i}`);
    for (const [format, bytes] of await everyFormat({ names, rows: [names.map((_, i) => i)] })) {
      expect(await outcomeOf(bytes), format).toMatch(/^too-large: .*more than the 1000 (?:columns )?that are read/);
    }
  });

  test("a file that is too large, or has too many rows or cells", async () => {
    const limits = { ...fileLimits, mostBytes: MB, mostRows: 1000, mostCells: 5000 };
    const rows = (count: number, cells: string): Uint8Array => bytesOf(`time,a\n${`08h,${cells}\n`.repeat(count)}`);
    await expect(readCountFile("a.csv", rows(300_000, "1"), {}, limits)).rejects.toThrow(
      /^the file has 1\.7 MB, more than the 1 MB that are read/,
    );
    await expect(readCountFile("a.csv", rows(1001, "1"), {}, limits)).rejects.toThrow(
      /more than the 1000 rows that are read/,
    );
    await expect(readCountFile("a.csv", rows(900, "1,2,3,4,5,6"), {}, limits)).rejects.toThrow(
      /more than the 5000 cells that are read/,
    );
  });

  test("a sheet with a cell far to the right", async () => {
    const sheet = `<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>`;
    expect(await outcomeOf(workbookOf(sheet))).toMatch(/^too-large: row 1 has more than the 1000 columns/);
  });
});

describe("what is in cells stays data", () => {
  const hostile = [
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "<script>alert(1)</script>",
    "__proto__",
    "constructor",
    "'; DROP TABLE x --",
  ];

  test("as a status, a column and a value of SQL", async () => {
    const lines = Array.from({ length: 24 }, (_, i) => `${i}h,"${hostile[i % hostile.length] ?? ""}",${i}`);
    const { table, rows } = await readCountFile("f.csv", bytesOf(`time,status,count\n${lines.join("\n")}\n`));
    expect(table.columns.map(({ name }) => name)).toEqual(hostile);
    expect(rows.columns[1]?.values.slice(0, 6)).toEqual(hostile);
  });

  test("as names: columns of SQL have letters, digits and underscores only", async () => {
    const lines = Array.from({ length: 24 }, (_, i) => `${i}h,1,2,3,4,5,6`);
    const { table, rows } = await readCountFile(
      "../../x';--.csv",
      bytesOf(`time,${hostile.map((name) => `"${name}"`).join(",")}\n${lines.join("\n")}\n`),
    );
    expect(table.name).toMatch(/^[a-z_]\w*$/);
    expect(table.columns.map(({ name }) => name)).toEqual(hostile);
    const names = rows.columns.map(({ name }) => name);
    expect(names.join(" ")).toMatch(/^[a-z\d_ ]+$/);
    expect(new Set(names).size).toBe(7);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test("a formula of a workbook counts as the value that was saved with it", async () => {
    const formula = (r: number): string =>
      `<row r="${r}"><c r="A${r}" t="str"><v>0${r - 2}h</v></c><c r="B${r}"><f>WEBSERVICE("http://x")</f><v>${r}</v></c></row>`;
    const sheet = `<worksheet><sheetData>${cellRow(1, "time", "0").replace('<c r="B1"><v>0', '<c r="B1" t="str"><v>today')}${[2, 3, 4, 5].map(formula).join("")}</sheetData></worksheet>`;
    const { table } = await readCountFile("f.xlsx", workbookOf(sheet));
    expect([...(table.columns[0]?.values ?? [])]).toEqual([2, 3, 4, 5]);
  });

  test("JSON that nests a hundred thousand deep is refused", async () => {
    const deep = "[".repeat(100_000);
    expect(await outcomeOf(bytesOf(deep))).toMatch(/^damaged/);
    expect(await outcomeOf(bytesOf(`${deep}${"]".repeat(100_000)}`))).toMatch(/^not-understood/);
    expect(await outcomeOf(bytesOf(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`))).toMatch(/^not-understood/);
  });
});

describe("whatever the bytes are", { timeout: 60_000 }, () => {
  /** Far above what any takes; what hangs takes for ever. */
  const LONGEST_MS = 10_000;
  const starts = ["", "PAR1", "PK\u0003\u0004", "\u001f\u008b\u0008", "[", "{", "time,today\n", "<", '"'];

  async function millisecondsOf(bytes: Uint8Array): Promise<number> {
    const before = performance.now();
    await outcomeOf(bytes);
    return performance.now() - before;
  }

  test("property: random bytes are read or refused, soon", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 2000 }), async (start, rest) => {
        expect(await millisecondsOf(Buffer.concat([Buffer.from(start, "latin1"), rest]))).toBeLessThan(LONGEST_MS);
      }),
      { numRuns: 500 },
    );
  });

  test("property: random text is read or refused, soon", async () => {
    const piece = fc.constantFrom(
      ..."0123456789,;\t\n\r\"'h:-/. {}[]ap".split(""),
      "08h",
      "time",
      "null",
      "\ufeff",
      "2026-07-13",
      "count",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 300 }), async (pieces) => {
        expect(await millisecondsOf(bytesOf(pieces.join("")))).toBeLessThan(LONGEST_MS);
      }),
      { numRuns: 500 },
    );
  });

  test("property: a good file of which bytes are changed is read or refused, soon", async () => {
    const rows = Array.from({ length: 24 }, (_, i) => [`${i}h`, i, i + 0.5]);
    // What a page of Parquet claims of itself is believed; only a process of its own stops that (test/integration/file-reader.test.ts).
    const files = (await everyFormat({ names: ["time", "today", "avg_last_week"], rows }))
      .filter(([format]) => !format.startsWith("Parquet"))
      .map(([, bytes]) => bytes);
    const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), changes, async (file, changed) => {
        const bytes = Uint8Array.from(file);
        for (const [place, byte] of changed) bytes[Math.floor(place * bytes.length)] = byte;
        expect(await millisecondsOf(bytes)).toBeLessThan(LONGEST_MS);
      }),
      { numRuns: 500 },
    );
  });

  test("lines that could make a pattern slow are read or refused, soon", async () => {
    for (const text of [
      "1 ".repeat(200_000),
      `${" ".repeat(300_000)}x`,
      "'a',".repeat(50_000),
      "1.".repeat(200_000),
      '"'.repeat(100_000),
      "08h ".repeat(100_000),
      `${"a ".repeat(30)}\n`.repeat(5000),
    ]) {
      expect(await millisecondsOf(bytesOf(`time,today\n08h,3\n${text}\n09h,4\n`))).toBeLessThan(LONGEST_MS);
      expect(await millisecondsOf(bytesOf(text))).toBeLessThan(LONGEST_MS);
    }
  });

  test("an empty workbook is told as one", async () => {
    expect(await outcomeOf(await workbook([{ name: "A", table: { names: [], rows: [] } }]))).toMatch(
      /^not-understood: no sheet holds a table/,
    );
  });
});
