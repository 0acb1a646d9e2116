import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultStatuses } from "../model/status.ts";
import { defaultDimensions } from "../model/transaction.ts";
import { transactionFrom } from "./transaction-from.ts";

const now = Date.parse("2025-07-13T15:00:30.500Z");
const context = {
  statuses: new Set(defaultStatuses.map((status) => status.name)),
  dimensions: new Set(defaultDimensions),
  timeZone: "America/Sao_Paulo",
  now,
  maxFutureMs: 300_000,
};
const at = Date.parse("2025-07-13T15:00:00Z");

function accepted(raw: unknown) {
  const result = transactionFrom(raw, context);
  if ("refusal" in result) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.transaction;
}

function refused(raw: unknown): string {
  const result = transactionFrom(raw, context);
  if (!("refusal" in result)) return "accepted";
  const { field, expected, got } = result.refusal;
  return `${field} | ${expected} | ${got}`;
}

describe("transactionFrom", () => {
  test("a status alone is one transaction, now", () => {
    expect(accepted({ status: "denied" })).toEqual({ at: now, status: "denied", count: 1 });
  });

  test("takes everything a record can say", () => {
    const raw = { time: "2025-07-13T15:00:07Z", status: "denied", amount: 1990, id: 77, issuer: " aurora ", mcc: 5411 };
    expect(accepted(raw)).toEqual({
      at: at + 7000,
      status: "denied",
      count: 1,
      amountMinor: 1990,
      id: "77",
      dimensions: { issuer: "aurora", mcc: "5411" },
    });
  });

  test.each(["time", "timestamp", "at", "date_time", "datetime", "ts", "minute", "occurred_at", "created_at", "Time"])(
    "knows the time as %s",
    (key) => {
      expect(accepted({ [key]: "2025-07-13 11:00", status: "denied" }).at).toBe(at - 3_600_000);
    },
  );

  test.each(["status", "state", "result", "Status"])("knows the status as %s", (key) => {
    expect(accepted({ [key]: "failed" }).status).toBe("failed");
  });

  test.each(["count", "F1", "f1", "n", "quantity", "total", "transactions"])("knows the count as %s", (key) => {
    expect(accepted({ [key]: 6, status: "denied" }).count).toBe(6);
    expect(accepted({ [key]: "0", status: "denied" }).count).toBe(0);
  });

  test.each(["id", "transaction_id", "transactionId", "event_id", "eventId"])("knows the id as %s", (key) => {
    expect(accepted({ [key]: "a-1", status: "denied" }).id).toBe("a-1");
  });

  test.each(["amount", "amount_minor", "amountMinor"])("knows the amount as %s", (key) => {
    expect(accepted({ [key]: "-1990", status: "refunded" }).amountMinor).toBe(-1990);
  });

  test.each(["Backend Reversed", " backend-reversed ", "BACKEND_REVERSED"])("reads the status %j", (status) => {
    expect(accepted({ status }).status).toBe("backend_reversed");
  });

  test("a count given for a whole minute is a tally; one event, or a count of part of a minute, is not", () => {
    expect(accepted({ time: at, status: "denied", count: 1 }).isTally).toBe(true);
    expect(accepted({ time: at, status: "denied" }).isTally).toBeUndefined();
    expect(accepted({ time: at + 1, status: "denied", count: 4 }).isTally).toBeUndefined();
  });

  test("empty dimensions, ids and amounts are absent", () => {
    const raw = { status: "denied", issuer: null, brand: "", merchant: "  ", id: "", amount: null };
    expect(accepted(raw)).toEqual({ at: now, status: "denied", count: 1 });
  });

  test("a configured dimension keeps its name even where a field is called so elsewhere", () => {
    const result = transactionFrom({ status: "denied", state: "SP" }, { ...context, dimensions: new Set(["state"]) });
    expect(result).toMatchObject({ transaction: { dimensions: { state: "SP" } } });
  });

  test.each<[string, unknown, string]>([
    ["a number", 5, "record | an object such as a transaction with a status | 5"],
    ["an array", [[1]], "record | an object such as a transaction with a status | an array of 1 item"],
    ["null", null, "record | an object such as a transaction with a status | null"],
    [
      "no status",
      { count: 1 },
      "status | one of approved, denied, failed, reversed, backend_reversed, refunded, processing | nothing",
    ],
    [
      "a status that is not configured",
      { result: "exploded" },
      "result | one of approved, denied, failed, reversed, backend_reversed, refunded, processing | exploded",
    ],
    ["a negative count", { status: "denied", F1: -1 }, "F1 | a whole number from 0 to 1000000000 | -1"],
    ["a fraction", { status: "denied", count: 1.5 }, "count | a whole number from 0 to 1000000000 | 1.5"],
    [
      "a count that is too large",
      { status: "denied", n: 1e10 },
      "n | a whole number from 0 to 1000000000 | 10000000000",
    ],
    ["an empty count", { status: "denied", n: "" }, "n | a whole number from 0 to 1000000000 | an empty text"],
    ["a count of null", { status: "denied", n: null }, "n | a whole number from 0 to 1000000000 | null"],
    [
      "an amount with cents",
      { status: "denied", amount: "19.90" },
      "amount | a whole number of minor units (cents) | 19.90",
    ],
    [
      "a time far ahead",
      { status: "denied", ts: "2025-07-13T17:10:30.5Z" },
      "ts | a time that is not more than 5 minutes ahead | 2025-07-13T17:10:30.5Z, which is 2 hours 10 minutes ahead",
    ],
    ["a time long past", { status: "denied", time: 5 }, "time | a time in the year 2000 or later | 5"],
    ["two counts", { status: "denied", n: 1, count: 1 }, "count | one name for a field, not two in one record | 1"],
    ["two statuses", { status: "denied", state: null }, "state | one name for a field, not two in one record | null"],
    [
      "one dimension twice",
      { status: "denied", issuer: "a", Issuer: "b" },
      "Issuer | one name for a field, not two in one record | b",
    ],
    [
      "a name that is too long",
      { status: "denied", issuer: "x".repeat(121) },
      `issuer | 1 to 120 characters without control characters | ${"x".repeat(59)}…`,
    ],
    [
      "control characters",
      { status: "denied", issuer: "a\u0000\u001bb" },
      "issuer | 1 to 120 characters without control characters | a\\u0000\\u001bb",
    ],
    [
      "half a character, which the journal cannot keep",
      { status: "denied", issuer: "a\ud800b" },
      "issuer | 1 to 120 characters without control characters | a\\ud800b",
    ],
    [
      "an object as a name",
      { status: "denied", issuer: { name: "a" } },
      "issuer | 1 to 120 characters without control characters | an object",
    ],
  ])("refuses %s", (_name, raw, said) => {
    expect(refused(raw)).toBe(said);
  });

  test("names an unknown field and what is configured", () => {
    const known = "time, status, count, amount or id";
    const result = transactionFrom(
      { status: "denied", colour: "red" },
      { ...context, dimensions: new Set(["issuer"]) },
    );
    expect(result).toEqual({
      refusal: { field: "colour", expected: `${known}, or one of the dimensions issuer`, got: "red" },
    });
    const none = transactionFrom({ status: "denied", colour: "red" }, { ...context, dimensions: new Set<string>() });
    expect(none).toMatchObject({ refusal: { expected: `${known} (no dimensions are configured)` } });
  });

  test.each<[string, unknown]>([
    ["a dimension", { status: "denied", issuer: "4111 1111 1111 1111" }],
    ["a number", { status: "denied", terminal: 4111111111111111 }],
    [
      "a number whose last digits JSON rounded away",
      JSON.parse('{ "status": "denied", "terminal": 6205500000000000004 }'),
    ],
    ["the id", { status: "denied", id: "378282246310005" }],
    ["a key", { status: "denied", "5555555555554444": "x" }],
    ["an unknown field", { status: "denied", pan: "4111111111111111" }],
    ["the status", { status: "4111111111111111" }],
    ["the time", { status: "denied", time: "4111111111111111" }],
    ["deep inside", { status: "denied", a: [{ b: ["4111111111111111"] }] }],
    ["a bare text", "4111111111111111"],
    ["the part that is not shown", { status: "denied", colour: `${"x ".repeat(40)} 4111111111111111` }],
  ])("refuses a card number in %s without repeating it", (_name, raw) => {
    expect(refused(raw)).toBe(
      "record | no card numbers, in any field | something that looks like a card number (not shown)",
    );
  });

  test("cutting a text short does not make a card number of it", () => {
    const colour = `${"x".repeat(42)} 4111111111111111${"0".repeat(10)}`;
    expect(refused({ status: "denied", colour })).not.toContain("4111111111111111");
  });

  test("a field named __proto__ is a field like any other", () => {
    const raw: unknown = JSON.parse('{"status":"denied","__proto__":{"isTally":true}}');
    expect(refused(raw)).toContain("__proto__ | time, status");
    expect(Object.getPrototypeOf({})).not.toHaveProperty("isTally");
  });

  test("nesting deeper than the stack is refused, not followed", () => {
    const deep = `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`;
    expect(refused(JSON.parse(deep))).toContain("a | time, status");
  });

  test("property: any JSON is accepted or refused, and a refusal shows little", () => {
    const key = fc.oneof(
      fc.constantFrom("time", "status", "count", "n", "amount", "id", "issuer", "__proto__"),
      fc.string(),
    );
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom("denied", "2025-07-13 10:00"));
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(key, value), fc.jsonValue()), (raw) => {
        const result = transactionFrom(raw, context);
        const isSound =
          "refusal" in result ? result.refusal.got.length < 120 : context.statuses.has(result.transaction.status);
        expect(isSound).toBe(true);
      }),
    );
  });
});
