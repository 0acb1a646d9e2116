import type { Refusal } from "../model/refusal.ts";
import type { Transaction } from "../model/transaction.ts";
import { type Format, recordsIn } from "./records-in.ts";
import { createTransactionReader, type TransactionContext } from "./transaction-from.ts";

export interface Intake {
  transactions: Transaction[];
  /** The first 100; `refusedCount` has them all. */
  refusals: Refusal[];
  refusedCount: number;
  warnings: string[];
}

const REFUSALS_TOLD = 100;

/** From the body of a request to what is accepted and why the rest is not, in one pass. */
export function intake(body: string, format: Format, context: TransactionContext): Intake {
  const read = createTransactionReader(context);
  const transactions: Transaction[] = [];
  const refusals: Refusal[] = [];
  let refusedCount = 0;
  let assumedDates = 0;
  for (const record of recordsIn(body, format)) {
    const result = "raw" in record ? read(record.raw) : record;
    if ("transaction" in result) {
      transactions.push(result.transaction);
      if (result.isAssumedDate) assumedDates++;
    } else {
      refusedCount++;
      if (refusals.length < REFUSALS_TOLD) {
        const { index, line } = record;
        refusals.push({ index, ...(line === undefined ? {} : { line }), ...result.refusal });
      }
    }
  }
  return { transactions, refusals, refusedCount, warnings: warningsOf(assumedDates) };
}

function warningsOf(assumedDates: number): string[] {
  if (assumedDates === 0) return [];
  const records = assumedDates === 1 ? "1 record has" : `${assumedDates} records have`;
  return [`${records} a time without a date; taken as the latest such time that is not in the future`];
}
