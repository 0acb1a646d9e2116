import type { Refusal } from "../model/refusal.ts";
import type { Transactions } from "../model/transactions.ts";
import type { Body } from "./body.ts";
import { takeCsv } from "./take-csv.ts";
import type { Format } from "./records-in.ts";
import type { Taken } from "./taken.ts";
import { takeJson } from "./take-json.ts";
import { takeLines } from "./take-lines.ts";
import type { TransactionContext } from "./transaction-from.ts";

export interface Intake {
  transactions: Transactions;
  /** The first 100; `refusedCount` has them all. */
  refusals: Refusal[];
  refusedCount: number;
  warnings: string[];
}

/** From the body of a request to what is accepted and why the rest is not, in one pass. */
export function intake(body: Body, format: Format, context: TransactionContext): Intake {
  const { transactions, refusals, refusedCount, assumedDates } = takenFrom(body, format, context);
  return { transactions, refusals, refusedCount, warnings: warningsOf(assumedDates) };
}

/** The same with what is not told. */
export function takenFrom(body: Body, format: Format, context: TransactionContext): Taken {
  if (format === "csv") return takeCsv(body, context);
  return format === "ndjson" ? takeLines(body, context) : takeJson(body, context);
}

function warningsOf(assumedDates: number): string[] {
  if (assumedDates === 0) return [];
  const records = assumedDates === 1 ? "1 record has" : `${assumedDates} records have`;
  return [`${records} a time without a date; taken as the latest such time that is not in the future`];
}
