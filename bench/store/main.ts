import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createChdbEngine } from "../../src/server/store/chdb/chdb.ts";
import { Database, DATABASE } from "../../src/server/store/clickhouse/database.ts";
import { migrate } from "../../src/server/store/clickhouse/schema.ts";
import { Totals } from "../../src/server/store/clickhouse/totals.ts";
import { makeViews } from "../../src/server/store/clickhouse/views.ts";
import type { EngineAddress } from "../../src/server/store/engine.ts";

/**
 * How long the dashboard's questions take on generated rows, beside the same questions on the rows themselves and beside `SELECT 1`
 * of the same engine, one after the other in each round. `npm run bench:store -- [days] [rounds]`.
 */
const days = Number(process.argv[2] ?? 30);
const rounds = Number(process.argv[3] ?? 20);
const SERIES = 1000;
const MINUTES = 1440;
const FROM = Date.UTC(2026, 9, 1) / 1000;
const END = FROM + days * 86_400;
const DIMENSIONS = ["issuer", "merchant"];

const directory = mkdtempSync(path.join(tmpdir(), "smokewatch-bench-"));
const engine = createChdbEngine({ directory, program: path.resolve("dist/server/store/chdb/engine-process.js") });
const address = await new Promise<EngineAddress>((resolve, reject) => {
  engine.start({
    onUp: resolve,
    onDown: (text) => reject(new Error(text)),
    onAbsent: (text) => reject(new Error(text)),
  });
});
const database = new Database(address);
const at = (seconds: number) => `toDateTime(${seconds}, 'UTC')`;

/** The same question, as it is asked of the sums, and of all rows. */
const questions: { name: string; sums: string; rows: string }[] = [
  {
    name: "last 24 h of one series",
    sums: `SELECT minute, count FROM ${DATABASE}.minute_counts WHERE status = 'failed' AND issuer = 'issuer_7' AND merchant = 'm_3' AND minute >= ${at(END - 86_400)} ORDER BY minute`,
    rows: `SELECT minute, sum(count) FROM ${DATABASE}.minutes_by_time FINAL WHERE status = 'failed' AND issuer = 'issuer_7' AND merchant = 'm_3' AND minute >= ${at(END - 86_400)} GROUP BY minute ORDER BY minute`,
  },
  {
    name: "last 24 h by minute and status",
    sums: `SELECT minute, status, count FROM ${DATABASE}.status_per_minute WHERE minute >= ${at(END - 86_400)} ORDER BY minute, status`,
    rows: `SELECT minute, status, sum(count) FROM ${DATABASE}.minutes FINAL WHERE minute >= ${at(END - 86_400)} GROUP BY 1, 2 ORDER BY 1, 2`,
  },
  {
    name: "top 20 issuers by excess",
    sums: `SELECT value, sumIf(count, hour >= ${at(END - 86_400)}) - sumIf(count, hour < ${at(END - 86_400)}) / 7 AS x FROM ${DATABASE}.value_per_hour WHERE dimension = 'issuer' AND status IN ('failed', 'denied') AND hour >= ${at(END - 8 * 86_400)} GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
    rows: `SELECT issuer, sumIf(count, minute >= ${at(END - 86_400)}) - sumIf(count, minute < ${at(END - 86_400)}) / 7 AS x FROM ${DATABASE}.minutes FINAL WHERE status IN ('failed', 'denied') AND minute >= ${at(END - 8 * 86_400)} GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
  },
  {
    name: "whole month by hour",
    sums: `SELECT hour, sum(count) FROM ${DATABASE}.status_per_hour GROUP BY 1 ORDER BY 1`,
    rows: `SELECT toStartOfHour(minute) AS hour, sum(count) FROM ${DATABASE}.minutes FINAL GROUP BY 1 ORDER BY 1`,
  },
];

try {
  await fill();
  await measureQuestions();
  await measureFlush();
} finally {
  await database.close();
  await engine.close();
  rmSync(directory, { recursive: true });
}

async function fill(): Promise<void> {
  const began = performance.now();
  await migrate(database, DIMENSIONS);
  await makeViews(database, DIMENSIONS, "America/Sao_Paulo");
  const totals = new Totals(DIMENSIONS);
  for (let day = 0; day < days; day++) {
    const start = FROM + day * 86_400;
    await database.command(`INSERT INTO ${DATABASE}.minutes SELECT ${at(start)} + (number % ${MINUTES}) * 60,
      ['approved', 'denied', 'failed', 'reversed', 'refunded'][1 + intDiv(number, ${MINUTES}) % 5],
      concat('issuer_', toString(intDiv(number, ${MINUTES * 5}) % 20)), concat('m_', toString(intDiv(number, ${MINUTES * 100}))),
      toInt64(50 + 30 * sin((number % ${MINUTES}) / 229) + cityHash64(number, ${day}) % 15), 0, 0, 1 FROM numbers(${SERIES * MINUTES})`);
    await totals.refresh(database, new Set(Array.from({ length: MINUTES }, (_, minute) => start + minute * 60)), true);
  }
  const [counted] = await database.rows<{ n: number }>(`SELECT count() AS n FROM ${DATABASE}.minutes`);
  const [bytes] = await database.rows<{ n: number }>(
    `SELECT sum(bytes_on_disk) AS n FROM system.parts WHERE active AND database = '${DATABASE}'`,
  );
  const perRow = ((bytes?.n ?? 0) / (counted?.n ?? 1)).toFixed(2);
  tell(`${counted?.n ?? 0} rows in ${secondsSince(began)} s, ${perRow} bytes a row on disk, all tables`);
}

async function measureQuestions(): Promise<void> {
  const one: number[] = [];
  const times = questions.map(() => ({ sums: [] as number[], rows: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    one.push(await timeOf("SELECT 1"));
    for (const [index, { sums, rows }] of questions.entries()) {
      times[index]?.sums.push(await timeOf(sums));
      if (round < 3) times[index]?.rows.push(await timeOf(rows));
    }
  }
  tell(`SELECT 1: p50 ${ms(one, 0.5)}, p95 ${ms(one, 0.95)}`);
  for (const [index, { name }] of questions.entries()) {
    const { sums = [], rows = [] } = times[index] ?? {};
    const ratio = (quantile(rows, 0.5) / quantile(sums, 0.95)).toFixed(0);
    tell(
      `${name.padEnd(32)} p50 ${ms(sums, 0.5)}  p95 ${ms(sums, 0.95)}  all rows p50 ${ms(rows, 0.5)}  p95 is 1/${ratio} of it, ${(quantile(sums, 0.95) / quantile(one, 0.5)).toFixed(1)} x SELECT 1`,
    );
  }
}

/** What a minute's flush costs: its rows, and the sums of the minute and the quarter. */
async function measureFlush(): Promise<void> {
  const totals = new Totals(DIMENSIONS);
  const times: number[] = [];
  for (let minute = 0; minute < 15; minute++) {
    const start = END + minute * 60;
    const rows = Array.from({ length: SERIES }, (_, series) => {
      return [start, "approved", `issuer_${series % 20}`, `m_${series}`, series, 0, 0, 1];
    });
    const began = performance.now();
    const columns = ["minute", "status", ...DIMENSIONS, "count", "amount_minor", "part", "version"];
    await database.insert("minutes", columns, rows);
    await totals.refresh(database, new Set([start]), true);
    times.push(performance.now() - began);
  }
  tell(`flush of ${SERIES} rows with its sums: p50 ${ms(times, 0.5)}, p95 ${ms(times, 0.95)}`);
}

async function timeOf(query: string): Promise<number> {
  const began = performance.now();
  const answer = await database.client.query({ query, format: "JSONCompactEachRow" });
  await answer.text();
  return performance.now() - began;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function ms(times: readonly number[], share: number): string {
  return `${quantile(times, share).toFixed(1)} ms`;
}

function secondsSince(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(1);
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}
