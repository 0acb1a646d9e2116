import type { Transaction } from "../model/transaction.ts";

/** The records by their time; those of one instant as they came. */
export function inOrder(records: readonly Transaction[]): readonly Transaction[] {
  const isSorted = records.every((record, index) => index === 0 || (records[index - 1]?.at ?? 0) <= record.at);
  return isSorted ? records : records.toSorted((one, other) => one.at - other.at);
}
