import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { MinuteRow, StoreRows } from "../../src/core/model/store-rows.ts";
import { createChdbEngine } from "../../src/server/store/chdb/chdb.ts";
import { type ClickHouseStoreOptions, createClickHouseStore } from "../../src/server/store/clickhouse/clickhouse.ts";
import type { Store } from "../../src/server/store/store.ts";

/** A Monday noon. */
export const NOON = Date.UTC(2026, 2, 2, 12);

export type StoreOptions = Partial<Omit<ClickHouseStoreOptions, "engine">>;

export interface StartedStore {
  store: Store;
  directory: string;
  /** Of the engine. */
  processId: () => number | undefined;
  close(): Promise<void>;
}

/** A store with a real engine of its own in a folder that is removed at the end, unless one is given. */
export async function startStore(
  options: StoreOptions = {},
  given?: string,
  onTrouble: (trouble: string) => void = () => undefined,
): Promise<StartedStore> {
  const directory = given ?? mkdtempSync(path.join(tmpdir(), "smokewatch-store-"));
  const engine = createChdbEngine({ directory });
  const keep = { minutes: 400, totals: 1200, verdicts: 100, incidents: 1200 };
  const store = createClickHouseStore({
    engine,
    dimensions: ["issuer", "merchant"],
    timeZone: "America/Sao_Paulo",
    keep,
    limits: { seconds: 10, memoryBytes: 500_000_000, rows: 100_000 },
    now: () => NOON,
    ...options,
  });
  const isReady = (): boolean => {
    if (store.trouble !== null) onTrouble(store.trouble);
    return store.state === "ready";
  };
  await until(isReady, 30_000, () => `the store is ${store.state}: ${store.trouble}`);
  return {
    store,
    directory,
    processId: () => engine.processId,
    close: async () => {
      await store.close();
      if (given === undefined) rmSync(directory, { recursive: true });
    },
  };
}

/** Waits for a condition, looking often. */
export async function until(holds: () => boolean, withinMs: number, otherwise: () => string): Promise<void> {
  const limit = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > limit) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Nothing, to which what matters is added. */
export function storeRows(rows: Partial<StoreRows> = {}): StoreRows {
  return { minutes: [], verdicts: [], incidents: [], deliveries: [], ...rows };
}

export function minuteRow(row: Partial<MinuteRow> = {}): MinuteRow {
  const { dimensions = {}, ...others } = row;
  return { minute: NOON, status: "approved", count: 1, amountMinor: 0, part: 0, version: 1, dimensions, ...others };
}
