import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { bodyOfText } from "../core/intake/body.ts";
import { intake } from "../core/intake/intake.ts";
import { formatOf } from "../core/intake/records-in.ts";
import type { Transaction } from "../core/model/transaction.ts";
import { localTime, utcOf } from "../core/model/zoned-time.ts";
import type { Configuration } from "../server/config/configuration.ts";
import { CommandError } from "./command-error.ts";

const DAY_MS = 86_400_000;
const CONTENT_TYPES: Record<string, string> = {
  ".csv": "text/csv",
  ".json": "application/json",
  ".ndjson": "application/x-ndjson",
  ".jsonl": "application/x-ndjson",
};

export interface TransactionFiles {
  /** In order of time. */
  transactions: Transaction[];
  refused: number;
  /** What people should know: assumed dates, refused records. */
  notes: string[];
}

/**
 * Reads files of transactions; those whose times have no date are consecutive days, from `firstDay` or so that the last
 * one is yesterday.
 *
 * @throws CommandError for a file that cannot be read or holds no transaction
 */
export async function readTransactionFiles(
  paths: readonly string[],
  configuration: Configuration,
  firstDay: string | undefined,
): Promise<TransactionFiles> {
  if (firstDay !== undefined && !isDay(firstDay)) {
    throw new CommandError(`--date: expected a day such as 2025-07-12, got ${JSON.stringify(firstDay)}`);
  }
  const now = Date.now();
  const transactions: Transaction[] = [];
  const notes: string[] = [];
  let refused = 0;
  for (const [index, path] of paths.entries()) {
    const day = firstDay === undefined ? dayText(now - (paths.length - index) * DAY_MS) : dayAfter(firstDay, index);
    const text = await contentOf(path);
    const body = bodyOfText(text);
    const taken = intake(body, formatOf(CONTENT_TYPES[extname(path).toLowerCase()], body), {
      statuses: new Set(configuration.statuses.map(({ name }) => name)),
      dimensions: new Set(configuration.dimensions),
      timeZone: configuration.timeZone,
      date: day,
      now,
      maxFutureMs: Infinity,
    });
    const [refusal] = taken.refusals;
    if (taken.transactions.length === 0) {
      const why =
        refusal === undefined ? "it is empty" : `${refusal.field}: expected ${refusal.expected}, got ${refusal.got}`;
      throw new CommandError(`${path} holds no transaction that can be used: ${why}`);
    }
    if (refusal !== undefined) {
      const where = refusal.line === undefined ? `record ${refusal.index}` : `line ${refusal.line}`;
      notes.push(
        `${path}: ${taken.refusedCount} records refused; the first is ${where}: ${refusal.field}: expected ${refusal.expected}, got ${refusal.got}`,
      );
    }
    if (firstDay === undefined && hasNoDates(text))
      notes.push(`${path}: times have no date, taken as ${day} (--date sets it)`);
    refused += taken.refusedCount;
    for (const transaction of taken.transactions) transactions.push(transaction);
  }
  transactions.sort((one, other) => one.at - other.at);
  return { transactions, refused, notes };

  function dayText(at: number): string {
    return new Date(at + localTime(at, configuration.timeZone).offsetMs).toISOString().slice(0, 10);
  }
}

/** True for times such as `00h 01` in the first lines. */
function hasNoDates(body: string): boolean {
  return /(^|[\s,;"])\d{1,2}h( ?\d{2})?([,;"\s]|$)/m.test(body.slice(0, 2000));
}

/** True for YYYY-MM-DD that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function dayAfter(day: string, days: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const noon = { year, month, day: date, hour: 12, minute: 0, second: 0, ms: 0 };
  return new Date(utcOf(noon, "UTC") + days * DAY_MS).toISOString().slice(0, 10);
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : String(code);
    throw new CommandError(`cannot read ${path}: ${why}`, { cause: error });
  }
}
