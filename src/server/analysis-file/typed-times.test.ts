import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { workbookOf, zipOf } from "../../../test/support/zip-files.ts";
import { readCountFile } from "./read-count-file.ts";

const HOUR = 3_600_000;
/** 13 July 2026 in Excel's days; LibreOffice Calc: =DATE(2026;7;13) as a number. */
const DAY = 46_216;

const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-416]dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="#,##0.00&quot;d&quot;"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="166"/></cellXfs></styleSheet>`;

/** A sheet with these times, all of one style, and counts beside them. */
function sheet(times: readonly number[], style: number): string {
  const row = (time: number, i: number): string =>
    `<row r="${i + 2}"><c r="A${i + 2}" s="${style}"><v>${time}</v></c><c r="B${i + 2}"><v>${i}</v></c></row>`;
  const header =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>sal</t></r><r><t>es</t></r></is></c></row>';
  return `<worksheet><sheetData>${header}${times.map(row).join("")}</sheetData></worksheet>`;
}

const shared = {
  "xl/styles.xml": styles,
  "xl/sharedStrings.xml": '<sst><si><t>time</t><rPh sb="0" eb="1"><t>aid</t></rPh></si></sst>',
};
const hours = Array.from({ length: 24 }, (_, i) => i / 24);

async function slotsOf(bytes: Uint8Array): Promise<{ label: string; at: number }[]> {
  const { table, refusals } = await readCountFile("sales.xlsx", bytes);
  expect(refusals.rows).toBe(0);
  expect(table.columns.map(({ name }) => name)).toEqual(["sales"]);
  return [...table.slots];
}

describe("times of a workbook are numbers with a style", () => {
  test.each([
    ["date and clock", 2, hours.map((part) => DAY + part), { label: "08h", at: Date.UTC(2026, 6, 13, 8) }],
    ["hours that go on", 3, hours, { label: "08h", at: 8 * HOUR }],
    ["clock", 4, hours, { label: "08h", at: 8 * HOUR }],
    ["date", 1, hours.map((_, i) => DAY + i), { label: "2026-07-21", at: Date.UTC(2026, 6, 21) }],
    ["none, with fractions", 0, hours.map((part) => DAY + part), { label: "08h", at: Date.UTC(2026, 6, 13, 8) }],
    [
      "a number that has a d in its format",
      5,
      hours.map((part) => DAY + part),
      { label: "08h", at: Date.UTC(2026, 6, 13, 8) },
    ],
  ])("%s", async (_, style, times, eighth) => {
    expect((await slotsOf(workbookOf(sheet(times, style), shared)))[8]).toEqual(eighth);
  });

  test("from 1904 on in files of old Macs", async () => {
    const xml =
      '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>';
    const bytes = workbookOf(
      sheet(
        hours.map((_, i) => DAY - 1462 + i),
        1,
      ),
      { ...shared, "xl/workbook.xml": xml },
    );
    expect((await slotsOf(bytes))[0]?.label).toBe("2026-07-13");
  });
});

test("a sheet that leaves out where its cells stand is read in their order", async () => {
  const xml =
    '<worksheet><sheetData><row><c t="inlineStr"><is><t>time</t></is></c><c t="inlineStr"><is><t>n</t></is></c></row><row><c t="str"><v>08h</v></c><c><v>3</v></c></row><row><c t="str"><v>09h</v></c><c/></row><row><c t="str"><v>10h</v></c><c><v>5</v></c></row></sheetData></worksheet>';
  const { table } = await readCountFile("a.xlsx", workbookOf(xml));
  expect([...(table.columns[0]?.values ?? [])]).toEqual([3, Number.NaN, 5]);
});

test("other archives are told as what they are", async () => {
  await expect(readCountFile("a.zip", zipOf({ "checkout_1.csv": "time,today\n" }))).rejects.toThrow(
    /a zip archive, but no Excel file\nseen: it holds checkout_1\.csv\nwhat would help: unpack it/,
  );
  await expect(readCountFile("a.ods", zipOf({ "content.xml": "<x/>" }))).rejects.toThrow(/save it as \.xlsx/);
  await expect(readCountFile("a.xlsb", zipOf({ "xl/workbook.bin": "x" }))).rejects.toThrow(/binary kind \(\.xlsb\)/);
});

describe("times of Parquet are instants, days or numbers", () => {
  const times = hours.map((_, i) => new Date(Date.UTC(2026, 6, 13, i)));

  test("timestamps, and counts of 64 bits", async () => {
    const columnData = [
      { name: "time", data: times, type: "TIMESTAMP" as const },
      { name: "today", data: times.map((_, i) => BigInt(i)), type: "INT64" as const },
    ];
    const { table, rows } = await readCountFile("p.parquet", new Uint8Array(parquetWriteBuffer({ columnData })));
    expect(table.slots[8]).toEqual({ label: "08h", at: Date.UTC(2026, 6, 13, 8) });
    expect([...(table.columns[0]?.values ?? [])]).toEqual(times.map((_, i) => i));
    expect(rows.columns.map(({ type }) => type)).toEqual(["time", "integer"]);
  });

  test("lists in cells are refused", async () => {
    const columnData = [
      { name: "time", data: ["08h", "09h"], type: "STRING" as const },
      { name: "today", data: [{ a: 1 }, { a: 2 }], type: "JSON" as const },
    ];
    await expect(readCountFile("p.parquet", new Uint8Array(parquetWriteBuffer({ columnData })))).rejects.toThrow(
      /today holds a list or an object/,
    );
  });
});
