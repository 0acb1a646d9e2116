import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { jsonAnswer } from "./json-answer.ts";

const answerOf = (
  rows: string[],
  statistics = '"statistics":\n\t{\n\t\t"rows_read": 7,\n\t\t"bytes_read": 56\n\t}\n',
) =>
  `{\n\t"meta":\n\t[\n\t\t{\n\t\t\t"name": "a",\n\t\t\t"type": "String"\n\t\t}\n\t],\n\n\t"data":\n\t[\n${rows
    .map((row) => `\t\t${row}`)
    .join(",\n")}\n\t],\n\n\t"rows": ${rows.length},\n\n\t${statistics}}\n`;

/** The answer in pieces of `size` bytes, as a network may bring it. */
async function turned(engineText: string, maxRows: number, size: number): Promise<unknown> {
  const bytes = Buffer.from(engineText);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return JSON.parse(await text(Readable.from(pieces).pipe(jsonAnswer(maxRows, () => 1.5))));
}

describe("an answer in JSON", () => {
  test.each([1, 7, 10_000])("has columns, rows and what was read, in pieces of %i bytes", async (size) => {
    expect(await turned(answerOf(['["ü],"]', '["\\t["]']), 10, size)).toEqual({
      columns: [{ name: "a", type: "String" }],
      rows: [["ü],"], ["\t["]],
      rowCount: 2,
      truncated: false,
      elapsedMs: 1.5,
      rowsRead: 7,
      bytesRead: 56,
    });
  });

  test("is cut off, which it says", async () => {
    expect(await turned(answerOf(["[1]", "[2]", "[3]"]), 2, 50)).toMatchObject({
      rows: [[1], [2]],
      rowCount: 2,
      truncated: true,
    });
  });

  test("may have no row, and nothing said of what was read", async () => {
    const engineText = answerOf([], '"rows_before_limit_at_least": 0\n');
    expect(await turned(engineText, 2, 50)).toMatchObject({ rows: [], rowCount: 0, rowsRead: null, bytesRead: null });
  });

  test("that ends early is an error, not a short answer", async () => {
    const cut = answerOf(["[1]", "[2]"]).slice(0, -90);
    await expect(turned(cut, 5, 50)).rejects.toThrow("ended early");
  });
});
