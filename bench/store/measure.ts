import { availableParallelism, loadavg } from "node:os";
import type { MinuteRow } from "../../src/core/model/store-rows.ts";
import type { Database } from "../../src/server/store/clickhouse/database.ts";
import type { Store } from "../../src/server/store/store.ts";
import type { DuckDb } from "./duckdb.ts";
import { startProcessorTime } from "./processor-time.ts";
import type { BenchQuestion } from "./questions.ts";
import { DAY_S, FROM, SERIES } from "./rows.ts";
import { tell } from "./tell.ts";

/** Rounds that are not counted: code is compiled in them, and files come to memory. */
const WARM_UP = 3;
/** Ours are asked more often in a round: they take so little that the slowest of few would say nothing. */
const REPEATS = 10;
/** Every other for its wall time. */
const FLUSHES = 60;
const MOST_OF_SELECT_1 = 5;

interface Bench {
  store: Store;
  database: Database;
  duckDb: DuckDb | undefined;
  engineId: number | undefined;
  questions: BenchQuestion[];
  rounds: number;
}

class Times {
  readonly #wall: number[] = [];
  readonly #processor: number[] = [];

  async measure(ask: () => Promise<unknown>): Promise<void> {
    const began = performance.now();
    await ask();
    this.#wall.push(performance.now() - began);
  }

  /** Apart from the wall time, and of several in a row: looking at a process' threads takes as long as an answer, and cools the caches. */
  async measureProcessor(engineId: number | undefined, times: number, ask: () => Promise<unknown>): Promise<void> {
    const spent = startProcessorTime(engineId);
    for (let time = 0; time < times; time++) await ask();
    this.#processor.push(spent() / times);
  }

  add(wallMs: number, processorMs: number): void {
    this.#wall.push(wallMs);
    this.#processor.push(processorMs);
  }

  forget(): void {
    this.#wall.length = 0;
    this.#processor.length = 0;
  }

  get p50(): number {
    return quantile(this.#wall, 0.5);
  }

  get p95(): number {
    return quantile(this.#wall, 0.95);
  }

  /** The middle one. */
  get processor(): number {
    return quantile(this.#processor, 0.5);
  }

  get text(): string {
    return `p50 ${ms(this.p50)}  p95 ${ms(this.p95)}  CPU ${ms(this.processor)}`;
  }
}

export async function measureQuestions(bench: Bench): Promise<void> {
  const { store, database, duckDb, engineId, questions, rounds } = bench;
  for (const question of questions) await compare(question, store, duckDb);
  const one = new Times();
  const times = questions.map((question) => ({ question, ours: new Times(), peer: new Times() }));
  const asked = [
    { times: one, ask: () => database.blocks("SELECT toUInt32(1) AS one", {}) },
    ...times.map(({ question, ours }) => ({ times: ours, ask: (): Promise<unknown> => question.ask(store) })),
  ];
  for (let round = -WARM_UP; round < rounds; round++) {
    if (round === 0) for (const each of [one, ...times.flatMap(({ ours, peer }) => [ours, peer])]) each.forget();
    for (const each of asked) await each.times.measureProcessor(engineId, REPEATS, each.ask);
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      for (const each of turned(asked, round + repeat + WARM_UP)) await each.times.measure(each.ask);
    }
    for (const { question, peer } of times) {
      if (question.peer === undefined || duckDb === undefined) continue;
      const { wallMs, processorMs } = await duckDb.ask(question.peer.sql);
      peer.add(wallMs, processorMs);
    }
  }
  tell(`load of the machine ${loadavg()[0]?.toFixed(1)}, with this bench in it, on ${availableParallelism()} cores`);
  tell(`${"SELECT 1".padEnd(34)} ${one.text}`);
  for (const { question, ours, peer } of times) {
    tell(`${question.name.padEnd(34)} ${ours.text}  ${held(ours.p95 / one.p50, MOST_OF_SELECT_1, " x SELECT 1")}`);
    if (question.peer === undefined || duckDb === undefined) continue;
    const part = (theirs: number, own: number) => `1/${(theirs / own).toFixed(1)}`;
    const share = `p50 ${part(peer.p50, ours.p50)}, p95 ${part(peer.p50, ours.p95)} of its p50, CPU ${part(peer.processor, ours.processor)}`;
    const goal = `goal 1/${question.peer.goal}: ${ours.p95 * question.peer.goal <= peer.p50 ? "held" : "not held"}`;
    const floor = `SELECT 1 alone ${part(peer.p50, one.p50)}`;
    tell(`${"  DuckDB on the rows".padEnd(34)} ${peer.text}  ${share} (${goal}; ${floor})`);
  }
}

/** Each begins a round in its turn: the first one meets caches that DuckDB has filled with its own. */
function turned<T>(items: readonly T[], by: number): T[] {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

function held(value: number, most: number, unit: string): string {
  return `p95 is ${value.toFixed(1)}${unit} (goal ${most}: ${value <= most ? "held" : "not held"})`;
}

/** Figures of answers that differ would compare nothing. */
async function compare(question: BenchQuestion, store: Store, duckDb: DuckDb | undefined): Promise<void> {
  const { name, peer } = question;
  const ours = await question.ask(store);
  if (ours.length === 0) throw new Error(`${name}: no answer`);
  if (peer === undefined || duckDb === undefined) return;
  const theirs = ((await duckDb.ask(peer.sql, true)).columns[peer.column] ?? []).map(Number);
  const isEqual =
    ours.length === theirs.length && ours.every((value, at) => Math.abs(value - (theirs[at] ?? 0)) < 0.01);
  if (!isEqual)
    throw new Error(`${name}: the store answers ${ours.slice(0, 9).join(" ")}, DuckDB ${theirs.slice(0, 9).join(" ")}`);
}

/** What a minute's flush costs: its rows, the sums of the minute and the quarter, and the position. */
export async function measureFlush(store: Store, engineId: number | undefined, days: number): Promise<void> {
  const times = new Times();
  for (let flush = 0; flush < FLUSHES; flush++) {
    const minutes = Array.from({ length: SERIES }, (_, series) => minuteRow(FROM + days * DAY_S + flush * 60, series));
    const rows = { minutes, verdicts: [], incidents: [], deliveries: [] };
    const write = (): Promise<void> => store.write(rows, flush + 1);
    await (flush % 2 === 0 ? times.measure(write) : times.measureProcessor(engineId, 1, write));
  }
  tell(`${`flush of ${SERIES} rows with its sums`.padEnd(34)} ${times.text}`);
}

function minuteRow(minute: number, series: number): MinuteRow {
  return {
    minute: minute * 1000,
    status: "approved",
    dimensions: { issuer: `issuer_${series % 20}`, merchant: `m_${series}` },
    count: series,
    amountMinor: 0,
    part: 0,
    version: 1,
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`.padStart(8);
}
