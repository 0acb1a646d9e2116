import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyOfText } from "./body.ts";
import { intake } from "./intake.ts";
import { type Format, recordsIn } from "./records-in.ts";
import type { TransactionContext } from "./transaction-from.ts";

const now = Date.parse("2025-07-13T15:00:30Z");
const context = {
  statuses: new Set(["approved", "denied"]),
  dimensions: new Set(["issuer", "merchant"]),
  timeZone: "UTC",
  now,
  maxFutureMs: 300_000,
};
const format = fc.constantFrom<Format>("json", "ndjson", "csv");

function taken(body: string, kind: Format, how: TransactionContext) {
  const { transactions, ...rest } = intake(bodyOfText(body), kind, how);
  return { transactions: [...transactions], ...rest };
}

describe("intake", () => {
  test("keeps the good records and tells why the others are refused", () => {
    const body = '{"status":"denied"}\n{"status":"odd"}\n{"status":\n{"status":"approved","count":"3"}';
    expect(taken(body, "ndjson", context)).toEqual({
      transactions: [
        { at: now, status: "denied", count: 1 },
        { at: now, status: "approved", count: 3 },
      ],
      refusals: [
        { index: 1, line: 2, field: "status", expected: "one of approved, denied", got: "odd" },
        { index: 2, line: 3, field: "record", expected: "JSON", got: "JSON that ends too early, at column 11" },
      ],
      refusedCount: 2,
      warnings: [],
    });
  });

  test("reads minute counts with times of day, on the date given", () => {
    const body = "time,status,F1\n00h 00,approved,9\n00h 01,denied,6\n";
    expect(taken(body, "csv", { ...context, date: "2025-07-12" })).toEqual({
      transactions: [
        { at: Date.parse("2025-07-12T00:00Z"), status: "approved", count: 9, isTally: true },
        { at: Date.parse("2025-07-12T00:01Z"), status: "denied", count: 6, isTally: true },
      ],
      refusals: [],
      refusedCount: 0,
      warnings: [],
    });
  });

  test("warns of dates that it had to assume", () => {
    const { transactions, warnings } = taken('[{"time":"00h 01","status":"denied"}]', "json", context);
    expect(transactions[0]?.at).toBe(Date.parse("2025-07-13T00:01Z"));
    expect(warnings).toEqual([
      "1 record has a time without a date; taken as the latest such time that is not in the future",
    ]);
  });

  test("tells the first hundred refusals and counts all", () => {
    const { refusals, refusedCount } = taken("{}\n".repeat(250), "ndjson", context);
    expect(refusals).toHaveLength(100);
    expect(refusedCount).toBe(250);
  });

  test("property: every record is accepted or refused, whatever the text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.stringMatching(/^status,n\n[",a-e\n\r1;]{0,80}$/),
    );
    fc.assert(
      fc.property(text, format, (body, kind) => {
        const { transactions, refusals, refusedCount } = taken(body, kind, context);
        expect(transactions.length + refusedCount).toBe(Array.from(recordsIn(body, kind)).length);
        expect(refusals).toHaveLength(Math.min(100, refusedCount));
      }),
    );
  });

  test("property: a card number in a body never comes out again", () => {
    const card = "4111111111111111";
    const template = fc.constantFrom(
      (text: string) => JSON.stringify({ status: "denied", issuer: text }),
      (text: string) => JSON.stringify({ status: text }),
      (text: string) => JSON.stringify({ [text]: 1 }),
      (text: string) => JSON.stringify([{ status: "denied", x: [{ y: text }] }]),
      (text: string) => `{"status": "denied", ${text}`,
      (text: string) => `status,issuer\ndenied,${text}\n`,
      (text: string) => `status,${text}\ndenied,x\n`,
      (text: string) => `${text},b\n1,2\n`,
      (text: string) => `status,issuer\ndenied,"${text}\n`,
      (text: string) => text,
    );
    const glue = fc.string({ maxLength: 60 }).filter((text) => !/[\p{L}\p{N}_]/u.test(text));
    fc.assert(
      fc.property(template, fc.string(), glue, glue, format, (wrap, words, before, after, kind) => {
        const body = wrap(`${words} ${before}${card}${after}`);
        expect(JSON.stringify(taken(body, kind, context))).not.toContain(card);
      }),
    );
  });
});
