import { describe, expect, test } from "vitest";
import { bodyOfText } from "./body.ts";
import { type Format, formatOf, recordsIn } from "./records-in.ts";

function listed(body: string, format: Format): string[] {
  return Array.from(recordsIn(body, format), (record) => {
    const place = record.line === undefined ? `${record.index}` : `${record.index}@${record.line}`;
    if ("raw" in record) return `${place} ${JSON.stringify(record.raw)}`;
    return `${place} refused: ${record.refusal.field} | ${record.refusal.expected} | ${record.refusal.got}`;
  });
}

describe("formatOf", () => {
  test.each<[string | undefined, string, Format]>([
    ["application/json; charset=utf-8", "a,b", "json"],
    ["application/vnd.api+json", "", "json"],
    ["application/x-ndjson", "{}", "ndjson"],
    ["application/jsonl", "{}", "ndjson"],
    ["text/csv", "{}", "csv"],
    ["Text/CSV; header=present", "{}", "csv"],
    [undefined, ' \n[{"a":1}]', "json"],
    [undefined, "\ufeff{}", "json"],
    ["text/plain", "time,status\n", "csv"],
    ["application/x-www-form-urlencoded", '{"status":"denied"}', "json"],
    [undefined, "", "json"],
  ])("%s with %j is %s", (contentType, body, format) => {
    expect(formatOf(contentType, bodyOfText(body))).toBe(format);
  });
});

describe("recordsIn JSON", () => {
  test("takes one object, an array, and an array named transactions", () => {
    expect(listed('{"a":1}', "json")).toEqual(['0 {"a":1}']);
    expect(listed('[{"a":1},2]', "json")).toEqual(['0 {"a":1}', "1 2"]);
    expect(listed('{"transactions":[{"a":1},{"a":2}]}', "json")).toEqual(['0 {"a":1}', '1 {"a":2}']);
    expect(listed("[]", "json")).toEqual([]);
  });

  test("transactions beside other fields, or not an array, is a field of one record", () => {
    expect(listed('{"transactions":3}', "json")).toEqual(['0 {"transactions":3}']);
    expect(listed('{"status":"x","transactions":[1]}', "json")).toEqual(['0 {"status":"x","transactions":[1]}']);
  });

  test.each([
    ['{\n  "a": 1,\n  "b": oops\n}', "0 refused: record | JSON | a fault at line 3, column 8: oops"],
    ['[{"a": 1}', "0 refused: record | JSON | JSON that ends too early, at line 1, column 10"],
    ['{"a" = 1}', "0 refused: record | JSON | a fault at line 1, column 6: = 1}"],
    ["  \n ", "0 refused: record | at least one record | an empty body"],
  ])("tells where %j is broken", (body, said) => {
    expect(listed(body, "json")).toEqual([said]);
  });

  test("what is broken is not repeated when it holds a card number", () => {
    expect(listed("{4111111111111111}", "json").join("")).not.toContain("4111");
  });

  test("a record per line is read as such, and a broken line costs only itself", () => {
    expect(listed('{"a":1}\n{"a":2}\n', "json")).toEqual(['0@1 {"a":1}', '1@2 {"a":2}']);
    expect(listed('{"a":1}\n{"a":\n{"a":3}', "json")).toEqual([
      '0@1 {"a":1}',
      "1@2 refused: record | JSON | JSON that ends too early, at column 6",
      '2@3 {"a":3}',
    ]);
  });
});

describe("recordsIn NDJSON", () => {
  test("skips a byte order mark, empty lines and carriage returns, and counts lines nevertheless", () => {
    expect(listed('\ufeff{"a":1}\r\n\r\n  \n{"a":2}', "ndjson")).toEqual(['0@1 {"a":1}', '1@4 {"a":2}']);
  });

  test("broken JSON in line 700 is one refusal", () => {
    const lines = Array.from({ length: 1000 }, (_, i) => (i === 699 ? '{"status":"denied"' : '{"status":"denied"}'));
    const records = listed(lines.join("\n"), "ndjson");
    expect(records).toHaveLength(1000);
    expect(records.filter((record) => record.includes("refused"))).toEqual([
      "699@700 refused: record | JSON | JSON that ends too early, at column 19",
    ]);
  });
});

describe("recordsIn CSV", () => {
  test.each([
    ["commas", "time,status\n1,denied\n"],
    ["semicolons", "time;status\r\n1;denied\r\n"],
    ["tabs", "\ufefftime\tstatus\n1\tdenied"],
    ["quotes", '"time","status"\n"1","denied"\n'],
    ["spaces in the header", " time , status\n1,denied\n\n"],
  ])("reads a table with %s", (_name, body) => {
    expect(listed(body, "csv")).toEqual(['0@2 {"time":"1","status":"denied"}']);
  });

  test("quotes hold separators, quotes and line breaks", () => {
    const body = 'status,merchant\ndenied,"Bar, ""Sol""\r\nLtda"\r\nfailed,\r\n';
    expect(listed(body, "csv")).toEqual([
      String.raw`0@2 {"status":"denied","merchant":"Bar, \"Sol\"\r\nLtda"}`,
      '1@4 {"status":"failed","merchant":""}',
    ]);
  });

  test("a row with too few or too many fields is refused alone", () => {
    expect(listed("time,status\n1\n1,denied,3\n2,denied", "csv")).toEqual([
      "0@2 refused: record | 2 fields, as the first line has | 1: 1",
      "1@3 refused: record | 2 fields, as the first line has | 3: 1,denied,3",
      '2@4 {"time":"2","status":"denied"}',
    ]);
  });

  test("a quote that is never closed costs its own line only", () => {
    expect(listed('status,merchant\ndenied,"Bar\nfailed,b\nfailed,"c"\n', "csv")).toEqual([
      '0@2 refused: record | quotes that match | denied,"Bar',
      '1@3 {"status":"failed","merchant":"b"}',
      '2@4 {"status":"failed","merchant":"c"}',
    ]);
  });

  test("a quote inside a word is a character", () => {
    expect(listed('status,merchant\ndenied,5" pipe', "csv")).toEqual([
      String.raw`0@2 {"status":"denied","merchant":"5\" pipe"}`,
    ]);
  });

  test.each([
    ["a missing header", "1752400860,denied\n1752400861,denied", "1752400860,denied"],
    ["a header of nothing known", "foo,bar\n1,2", "foo,bar"],
  ])("%s is one refusal", (_name, body, got) => {
    expect(listed(body, "csv")).toEqual([
      `0@1 refused: header | a first line with the names of the columns, such as time,status,count | ${got}`,
    ]);
  });

  test("a column named twice is one refusal", () => {
    expect(listed("status,status\na,b", "csv")).toEqual([
      "0@1 refused: header | a different name for each column | status,status",
    ]);
  });

  test("a column named __proto__ stays a column", () => {
    expect(listed("status,__proto__\ndenied,x", "csv")).toEqual(['0@2 {"status":"denied","__proto__":"x"}']);
  });

  test("many stray quotes do not take long", () => {
    const body = `status,merchant\n${'denied,"x\n'.repeat(20_000)}`;
    expect(listed(body, "csv")).toHaveLength(20_000);
  });
});
