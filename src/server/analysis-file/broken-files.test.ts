import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readOptionsFrom } from "../../core/analysis/infer/read-options.ts";
import { refusalText } from "../../core/analysis/infer/refusal-list.ts";
import { workbook } from "../../../test/support/count-files.ts";
import { CountFileError } from "./count-file-error.ts";
import { readCountFile } from "./read-count-file.ts";

type Given = Record<string, string>;

/** A header and a line for each hour. */
function day(header: string, line: (hour: string, i: number) => string): string {
  return `${header}\n${Array.from({ length: 24 }, (_, i) => `${line(String(i).padStart(2, "0"), i)}\n`).join("")}`;
}

function read(content: string | Uint8Array, given: Given = {}) {
  const { options, problems } = readOptionsFrom(given);
  expect(problems).toEqual([]);
  return readCountFile("file.csv", typeof content === "string" ? new TextEncoder().encode(content) : content, options);
}

async function messageFor(content: string | Uint8Array, given: Given = {}): Promise<string> {
  try {
    await read(content, given);
  } catch (error) {
    if (error instanceof CountFileError) return error.message;
    throw error;
  }
  return "nothing wrong";
}

const hex = (text: string): Uint8Array => Buffer.from(text, "hex");
const sales = (hour: string): string => `${hour}h,7`;

describe("a file that is not understood is told as what it is", () => {
  const broken: [string, string | Uint8Array, Given, RegExp][] = [
    ["nothing", "", {}, /^the file is empty/],
    ["blank lines", "\n \r\n\n", {}, /^the file is empty/],
    [
      "a header alone",
      "time,today\n",
      {},
      /^there are no rows below the names of the columns\nseen: line 1: time,today/,
    ],
    ["prose", "Dear all,\nthe sales were low.\nRegards, Ana\n", {}, /seen: line 1: Dear all,/],
    [
      "a page of HTML",
      "<!doctype html><title>Sign in</title>",
      {},
      /^the file is HTML or XML.*\n.*\n.*page for signing in/,
    ],
    ["bytes", hex("0102030009080700ff00"), {}, /^the file is neither a text nor of a kind that is known/],
    ["a PDF", "%PDF-1.7", {}, /^the file is a PDF/],
    [
      "an old Excel file",
      hex("d0cf11e0a1b11ae10000"),
      {},
      /old Excel file \(\.xls\).*\nwhat would help: save it as \.xlsx/,
    ],
    ["another compression", hex("28b52ffd2400"), {}, /compressed with zstd.*\nwhat would help: decompress it/],
    [
      "gzip that is cut off",
      gzipSync(day("time,today", sales)).subarray(0, 40),
      {},
      /^the file is compressed, but damaged or cut off/,
    ],
    ["gzip in gzip", gzipSync(gzipSync("time,today\n")), {}, /^the file is compressed twice/],
    ["Parquet that is cut off", "PAR1\u0001\u0002", {}, /^the file begins like Parquet, but is damaged or cut off/],
    [
      "a zip that is cut off",
      "PK\u0003\u0004 and so on",
      {},
      /^the file begins like a workbook, but is damaged or cut off/,
    ],
    [
      "JSON that ends too early",
      '[{"time":"08h","count":3},\n{"time":"09h","cou',
      {},
      /begins like JSON but is none: line 2: it ends too early/,
    ],
    ["JSON with a fault", '[{"time":"08h","count":3},\n{"time":"09h" "count":4}]', {}, /line 2: "count":4\}\]/],
    [
      "JSON lists of different lengths",
      '{"time":["08h","09h"],"count":[1]}',
      {},
      /^the file is not read: its lists are not of one length: time has 2 values, count has 1/,
    ],
    [
      "JSON that nests",
      '[{"time":"08h","count":{"a":1}},{"time":"09h","count":[]}]',
      {},
      /count holds a list or an object where one value is expected/,
    ],
    [
      "no times",
      "name,sales\nana,3\nbob,4\n",
      {},
      /^no column holds times\nseen: line 1: name,sales .* \| 2 columns: name \(ana\), sales \(3\)\n.*time-column=NAME/,
    ],
    [
      "a time column that is none",
      "name,sales\nana,3\nbob,4\n",
      { "time-column": "name" },
      /^the column name holds no times that can be read/,
    ],
    [
      "a column that is not there",
      day("time,today", sales),
      { "count-column": "sales" },
      /^there is no column sales\n.*columns: time, today/,
    ],
    [
      "nothing to be judged",
      day("time,yesterday,avg_last_week", (hour) => `${hour}h,3,4.5`),
      {},
      /^yesterday, avg_last_week are there to compare with, but no column is the one to be judged/,
    ],
    [
      "prices",
      day("time,price", (hour) => `${hour}h,7.35`),
      {},
      /^no column holds counts\n.*price is left out: of its name/,
    ],
    [
      "counts below 0",
      day("time,today", (hour, i) => `${hour}h,${-i - 1}`),
      {},
      /^24 cells of 24 rows cannot be read.*\n.*row 2: today holds -1: a count is not below 0/,
    ],
    [
      "times that are none",
      day("time,today", (hour, i) => (i < 6 ? `${hour}x,3` : `${hour}h,3`)),
      { "time-column": "time" },
      /^6 of 24 rows cannot be read.*\n.*row 2 has 00x, which is no time/,
    ],
    [
      "years between two times",
      "time,status,n\n2026-07-13 08:00:01,ok,1\n2026-07-13 08:00:02,ok,1\n9026-07-13 08:00:03,ok,1\n",
      {},
      /are \d+ steps of 1s, too many\n.*\nwhat would help: step=1h/,
    ],
    [
      "hundreds of statuses",
      `time,status,n\n${Array.from({ length: 300 }, (_, i) => `08h,s${i},1\n`).join("")}`,
      {},
      /^the column status has more than 100 different values/,
    ],
    [
      "a card number",
      "4111 1111 1111 1111\nhello\n",
      {},
      /line 1: something that looks like a card number \(not shown\)/,
    ],
    ["the wrong format said", day("time,today", sales), { "file-format": "parquet" }, /^the file is no parquet/],
  ];

  test.each(broken)("%s", async (_, content, given, message) => {
    const told = await messageFor(content, given);
    expect(told).toMatch(message);
    expect(told).toContain("\nwhat would help: ");
    expect(told).not.toMatch(/4111|\p{Cc}(?<!\n)/u);
  });

  test("a workbook without a table, or without the sheet that is asked for", async () => {
    const empty = await workbook([{ name: "Notes", table: { names: ["nothing here"], rows: [] } }]);
    expect(await messageFor(empty)).toMatch(/^no sheet holds a table\nseen: sheets: Notes/);
    expect(await messageFor(empty, { sheet: "Sales" })).toMatch(/^there is no sheet Sales/);
  });
});

describe("what is bad in a file that is understood costs itself only", () => {
  const damaged: [string, string, string, number][] = [
    [
      "a count below 0",
      day("time,today,yesterday", (hour, i) => `${hour}h,${i === 3 ? -4 : 7},5`),
      "row 5: today holds -4: a count is not below 0",
      3,
    ],
    [
      "a huge number",
      day("time,today", (hour, i) => `${hour}h,${i === 3 ? "1e300" : 7}`),
      "row 5: today holds 1e300: larger than any count",
      3,
    ],
    [
      "infinity",
      day("time,today", (hour, i) => `${hour}h,${i === 3 ? "Infinity" : 7}`),
      "row 5: today holds Infinity, which is no number",
      3,
    ],
    [
      "half a sale",
      day("time,today", (hour, i) => `${hour}h,${i === 3 ? "7.5" : 7}`),
      "row 5: today holds 7.5: a count has no decimals",
      3,
    ],
    [
      "a time twice",
      day("time,today", (hour, i) => `${i === 3 ? "02" : hour}h,7`),
      "row 5 has the same time as row 4",
      3,
    ],
    [
      "a time that is not",
      day("time,today", (hour, i) => `${i === 3 ? "25" : hour}h,7`),
      "row 5 has 25h, which is no time",
      3,
    ],
    [
      "a row that is cut off",
      day("time,today,yesterday", (hour, i) => (i === 3 ? `${hour}h,7` : `${hour}h,7,8`)),
      "row 5 has 2 cells where the table has 3",
      3,
    ],
    [
      "a row with too much",
      day("time,today", (hour, i) => (i === 3 ? `${hour}h,7,8,9` : `${hour}h,7`)),
      "row 5 has 4 cells where the table has 2",
      3,
    ],
    [
      "a quote left open",
      day("time,today", (hour, i) => (i === 3 ? `${hour}h,"7` : `${hour}h,7`)),
      "row 5 has quotes that do not match",
      3,
    ],
    ["a sum below the table", `${day("time,today", sales)}Total,168\n`, "row 26 has Total, which is no time", -1],
    [
      "a time between the hours",
      `${day("time,today", sales)}12:07,3\n`,
      "row 26 has a time between the steps of 1h",
      -1,
    ],
  ];

  test.each(damaged)("%s", async (_, content, refusal, slot) => {
    const { table, refusals } = await read(content);
    expect(refusals.first.map(refusalText)).toEqual([refusal]);
    const missing = [...(table.columns[0]?.values ?? [])].flatMap((value, i) => (Number.isNaN(value) ? [i] : []));
    expect(missing).toEqual(slot < 0 ? [] : [slot]);
    expect(table.slots).toHaveLength(24);
  });

  test("rows without a status or with a card number are left out", async () => {
    const rows = [
      "08h,4111111111111111,1",
      "09h,,2",
      ...Array.from({ length: 12 }, (_, i) => `${i + 10}h,approved,${i}`),
    ];
    const { table, refusals } = await read(`time,status,count\n${rows.join("\n")}\n`);
    expect(refusals.first.map(refusalText)).toEqual([
      "row 2 holds something that looks like a card number",
      "row 3 has no status",
    ]);
    expect(table.columns.map(({ name }) => name)).toEqual(["approved"]);
  });

  test("a line that is no JSON is refused alone", async () => {
    const lines = Array.from({ length: 8 }, (_, i) => (i === 0 ? '{"time":"00h","n":' : `{"time":"0${i}h","n":${i}}`));
    const { refusals, table } = await read(lines.join("\n"));
    expect(refusals.first.map(refusalText)).toEqual(['row 1 is no JSON: {"time":"00h","n":']);
    expect(table.slots.map(({ label }) => label)).toEqual(["01h", "02h", "03h", "04h", "05h", "06h", "07h"]);
  });
});
