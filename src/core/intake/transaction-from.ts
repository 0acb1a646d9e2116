import type { Refusal } from "../model/refusal.ts";
import type { Transaction } from "../model/transaction.ts";
import { type Field, Vocabulary } from "./field.ts";
import { instantFrom, type InstantContext } from "./instant-from.ts";
import { cardRefusal, holdsCardNumber, shown } from "./shown.ts";
import { spanInWords } from "./span-in-words.ts";

export interface TransactionContext extends InstantContext {
  statuses: ReadonlySet<string>;
  dimensions: ReadonlySet<string>;
  /** How far ahead of `now` a record may be; clocks differ. */
  maxFutureMs: number;
}

export type RecordRefusal = Omit<Refusal, "index" | "line">;
export type TransactionFrom = { transaction: Transaction; isAssumedDate: boolean } | { refusal: RecordRefusal };

export const EARLIEST_AT = Date.UTC(2000, 0, 1);
export const LARGEST_COUNT = 1_000_000_000;
export const LONGEST_TEXT = 120;
const MINUTE_MS = 60_000;

const WHOLE_NUMBER = /^-?\d{1,16}(?:\.0+)?$/;
/** Halves of characters too: the journal cannot keep them, so a replay would see another name. */
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

const expected = {
  record: "an object such as a transaction with a status",
  count: `a whole number from 0 to ${LARGEST_COUNT}`,
  amount: "a whole number of minor units (cents)",
  text: `1 to ${LONGEST_TEXT} characters without control characters`,
  once: "one name for a field, not two in one record",
  past: "a time in the year 2000 or later",
} as const;

type Values = Partial<Record<Field, unknown>>;

function refuse(field: string, wanted: string, got: string): { refusal: RecordRefusal } {
  return { refusal: { field, expected: wanted, got } };
}

function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/** A whole number, or the digits of one as tables have them; NaN when it is neither. */
function wholeNumber(value: unknown): number {
  const number = typeof value === "string" && WHOLE_NUMBER.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : Number.NaN;
}

/** The text of a value that names something: empty when absent, undefined when it cannot be a name. */
export function nameFrom(value: unknown): string | undefined {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text.length > LONGEST_TEXT || CONTROL.test(text) ? undefined : text;
}

export function statusFrom(value: unknown, statuses: ReadonlySet<string>): string | undefined {
  if (typeof value !== "string") return undefined;
  if (statuses.has(value)) return value;
  const name = value
    .trim()
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
  return statuses.has(name) ? name : undefined;
}

/** Reads one record after another under one configuration at one moment. */
export function createTransactionReader(context: TransactionContext): (raw: unknown) => TransactionFrom {
  const vocabulary = new Vocabulary(context.dimensions);
  const latestAt = context.now + context.maxFutureMs;

  /** The key as the producer wrote it, so that a refusal speaks of what the producer knows. */
  const keyOf = (raw: object, field: Field): string => {
    const isIt = (key: string): boolean => {
      const meaning = vocabulary.meaningOf(key);
      return meaning?.kind === "field" && meaning.field === field;
    };
    return shown(Object.keys(raw).find(isIt) ?? field);
  };

  const knownFields = (): string => {
    const names = [...context.dimensions].join(", ");
    return `time, status, count, amount or id${names === "" ? " (no dimensions are configured)" : `, or one of the dimensions ${names}`}`;
  };

  const timeFrom = (
    raw: object,
    value: unknown,
  ): { at: number; isAssumedDate: boolean } | { refusal: RecordRefusal } => {
    if (value === undefined) return { at: context.now, isAssumedDate: false };
    const instant = instantFrom(value, context);
    if (!("at" in instant)) return refuse(keyOf(raw, "time"), instant.expected, shown(value));
    const { at, isAssumedDate = false } = instant;
    if (at < EARLIEST_AT) return refuse(keyOf(raw, "time"), expected.past, shown(value));
    if (at <= latestAt) return { at, isAssumedDate };
    const wanted = `a time that is not more than ${spanInWords(context.maxFutureMs)} ahead`;
    return refuse(keyOf(raw, "time"), wanted, `${shown(value)}, which is ${spanInWords(at - context.now)} ahead`);
  };

  return (raw) => {
    if (holdsCardNumber(raw)) return { refusal: cardRefusal };
    if (!isRecord(raw)) return refuse("record", expected.record, shown(raw));

    const values: Values = {};
    let dimensions: Record<string, string> | undefined;
    for (const key of Object.keys(raw)) {
      const value = raw[key];
      const meaning = vocabulary.meaningOf(key);
      if (meaning === undefined) return refuse(shown(key), knownFields(), shown(value));
      if (meaning.kind === "field") {
        if (values[meaning.field] !== undefined) return refuse(shown(key), expected.once, shown(value));
        values[meaning.field] = value;
      } else {
        const name = nameFrom(value);
        if (name === undefined) return refuse(shown(key), expected.text, shown(value));
        if (name === "") continue;
        dimensions ??= {};
        if (Object.hasOwn(dimensions, meaning.name)) return refuse(shown(key), expected.once, shown(value));
        dimensions[meaning.name] = name;
      }
    }

    const status = statusFrom(values.status, context.statuses);
    if (status === undefined) {
      return refuse(keyOf(raw, "status"), `one of ${[...context.statuses].join(", ")}`, shown(values.status));
    }
    const count = values.count === undefined ? 1 : wholeNumber(values.count);
    if (!(count >= 0 && count <= LARGEST_COUNT))
      return refuse(keyOf(raw, "count"), expected.count, shown(values.count));
    const time = timeFrom(raw, values.time);
    if ("refusal" in time) return time;

    const transaction: Transaction = { at: time.at, status, count };
    if (values.count !== undefined && values.time !== undefined && time.at % MINUTE_MS === 0)
      transaction.isTally = true;
    if (values.amount !== undefined && values.amount !== null && values.amount !== "") {
      const amountMinor = wholeNumber(values.amount);
      if (Number.isNaN(amountMinor)) return refuse(keyOf(raw, "amount"), expected.amount, shown(values.amount));
      transaction.amountMinor = amountMinor;
    }
    const id = nameFrom(values.id);
    if (id === undefined) return refuse(keyOf(raw, "id"), expected.text, shown(values.id));
    if (id !== "") transaction.id = id;
    if (dimensions !== undefined) transaction.dimensions = dimensions;
    return { transaction, isAssumedDate: time.isAssumedDate };
  };
}

export function transactionFrom(raw: unknown, context: TransactionContext): TransactionFrom {
  return createTransactionReader(context)(raw);
}
