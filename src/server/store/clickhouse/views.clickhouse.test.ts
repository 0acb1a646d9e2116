import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minuteRow, startStore, storeRows, type StartedStore } from "../../../../test/support/started-store.ts";

const HOUR_MS = 3_600_000;
/** Midnight of 12 July 2025 in São Paulo, three hours behind UTC. */
const MIDNIGHT = Date.UTC(2025, 6, 12, 3);

let started: StartedStore;

beforeAll(async () => {
  started = await startStore();
});
afterAll(() => started.close());

async function rowsOf(sql: string, parameters: Record<string, string> = {}): Promise<unknown[][]> {
  const question = { sql, parameters, format: "json" as const, maxRows: undefined };
  const pieces: Buffer[] = [];
  for await (const piece of await started.store.query(question, new AbortController().signal)) {
    pieces.push(Buffer.from(piece as Buffer));
  }
  return (JSON.parse(Buffer.concat(pieces).toString()) as { rows: unknown[][] }).rows;
}

const inHour = (daysBefore: number, hour: number) => MIDNIGHT - daysBefore * 24 * HOUR_MS + hour * HOUR_MS;

describe("hourly_comparison", () => {
  test("has a day beside the one before, the same last week, and averages of seven and 28 days", async () => {
    const sales: [daysBefore: number, hour: number, count: number][] = [
      [0, 0, 9],
      [1, 0, 12],
      [2, 0, 2],
      [7, 0, 11],
      [9, 0, 30],
      [28, 0, 1],
      [29, 0, 1000],
      [0, 23, 4],
    ];
    const minutes = sales.map(([daysBefore, hour, count]) => minuteRow({ minute: inHour(daysBefore, hour), count }));
    await started.store.write(
      storeRows({ minutes: [...minutes, minuteRow({ minute: inHour(0, 1), status: "denied", count: 5 })] }),
      1,
    );
    const rows = await rowsOf("SELECT * FROM hourly_comparison_on(day = '2025-07-12') ORDER BY status, time");
    expect(rows).toHaveLength(48);
    expect(rows[0]).toEqual(["00h", "approved", 9, 12, 11, 3.57, 2]);
    expect(rows[23]).toEqual(["23h", "approved", 4, 0, 0, 0, 0]);
    expect(rows[25]).toEqual(["01h", "denied", 5, 0, 0, 0, 0]);
  });

  test("does not know hours that have not begun, nor days before the first", async () => {
    const first = await rowsOf(
      "SELECT * FROM hourly_comparison_on(day = '2025-06-14') WHERE time = '00h' AND status = 'approved'",
    );
    expect(first).toEqual([["00h", "approved", 1, 1000, null, 1000, 1000]]);
    const tomorrow = new Date(Date.now() + 2 * 24 * HOUR_MS).toISOString().slice(0, 10);
    const hours = await rowsOf(`SELECT DISTINCT today FROM hourly_comparison_on(day = '${tomorrow}')`);
    expect(hours.flat().filter((today) => today !== null)).toEqual([]);
  });
});

describe("sums", () => {
  const at = Date.UTC(2026, 4, 4, 15, 7);

  test("count once what is written twice, and follow late rows and restated ones", async () => {
    const { store } = started;
    const aurora = { issuer: "aurora", merchant: "m1" };
    const sums = () =>
      Promise.all([
        rowsOf("SELECT sum(count), sum(amount_minor) FROM minute_counts WHERE minute = '2026-05-04 12:07:00'"),
        rowsOf("SELECT status, count, amount_minor FROM status_per_minute WHERE minute = '2026-05-04 12:07:00'"),
        rowsOf("SELECT count FROM value_per_hour WHERE hour = '2026-05-04 12:00:00' AND dimension = 'issuer'"),
        rowsOf("SELECT count, total, share FROM share_per_hour WHERE hour = '2026-05-04 12:00:00'"),
      ]);
    const row = minuteRow({ minute: at, status: "failed", dimensions: aurora, count: 5, amountMinor: 100, version: 3 });
    await store.write(storeRows({ minutes: [row] }), 2);
    await store.write(storeRows({ minutes: [row] }), 2);
    expect(await sums()).toEqual([[[5, 100]], [["failed", 5, 100]], [[5]], [[5, 5, 1]]]);
    await store.write(storeRows({ minutes: [{ ...row, count: 7, amountMinor: 140, version: 4 }] }), 3);
    await store.write(storeRows({ minutes: [{ ...row, count: 1, version: 2 }] }), 3);
    expect(await sums()).toEqual([[[7, 140]], [["failed", 7, 140]], [[7]], [[7, 7, 1]]]);
    await store.write(storeRows({ minutes: [{ ...row, count: 2, amountMinor: 10, part: 1, version: 9 }] }), 4);
    expect(await sums()).toEqual([[[9, 150]], [["failed", 9, 150]], [[9]], [[9, 9, 1]]]);
  });
});

describe("docs/sql.md", () => {
  const page = readFileSync(new URL("../../../../docs/sql.md", import.meta.url), "utf8");
  const queries = Array.from(page.matchAll(/```sql\n([\s\S]*?)```/g), ([, sql]) => sql ?? "");

  test("has a dozen queries", () => {
    expect(queries.length).toBeGreaterThanOrEqual(12);
  });

  test.each(queries)("has a query that works as it stands: %s", async (sql) => {
    expect(await rowsOf(sql, sql.includes("{least:") ? { least: "1" } : {})).toBeInstanceOf(Array);
  });

  test("names every view, and no other", async () => {
    const named = Array.from(page.matchAll(/^\| `(\w+)/gm), ([, name]) => name);
    const tables = (await rowsOf("SELECT DISTINCT table FROM catalog")).map(([table]) => table);
    const views = tables.filter((table) => !["minutes", "verdicts", "incidents", "deliveries"].includes(String(table)));
    // A view with a parameter has no columns before it is asked.
    expect(new Set([...views, "hourly_comparison_on"])).toEqual(new Set(named));
  });
});

describe("old rows", () => {
  test("go with their day, and younger ones stay", async () => {
    const keep = { minutes: 10, totals: 1200, verdicts: 10, incidents: 1200 };
    const now = Date.UTC(2026, 2, 2, 12);
    const first = await startStore({ keep, now: () => now });
    const { store, directory } = first;
    const days = [5, 9, 11, 40].map((day) => minuteRow({ minute: now - day * 24 * HOUR_MS }));
    await store.write(storeRows({ minutes: days }), 1);
    await store.close();
    const again = await startStore({ keep, now: () => now }, directory);
    const question = { sql: "SELECT count() FROM minutes", parameters: {}, format: "csv" as const, maxRows: 1 };
    let left = "";
    for (const limit = Date.now() + 10_000; left !== '"count()"\n2\n' && Date.now() < limit;) {
      left = "";
      for await (const piece of await again.store.query(question, new AbortController().signal)) left += String(piece);
    }
    expect(left).toBe('"count()"\n2\n');
    await again.close();
    await first.close();
  });
});
