import { FALLS, RISES } from "../../src/core/judge/effects.ts";
import { Evidence } from "../../src/core/judge/evidence.ts";
import { Judge } from "../../src/core/judge/judge.ts";
import type { Direction } from "../../src/core/model/status.ts";
import { createRandom, poissonDraw } from "../../src/core/stats/random.ts";
import { NaiveMonitor } from "./naive.ts";

const TICK_MS = 60_000;
/** A Monday. */
const START_AT = Date.UTC(2001, 0, 1);
const THRESHOLD_TICKS = 43_776;
const FEW = 10_000;
const MANY = 1_000_000;
const ROUNDS = 5;
/** Ticks that are drawn once and come again and again: drawing costs more than judging. */
const DRAWN = 20;
/** Ticks before anything is measured: the warm-up of the judge is behind, its parts have been compiled. */
const WARM_TICKS = { few: 120, many: 35 };
const MEASURED_TICKS = { few: 60, many: 8 };
const STATUSES = 7;
/** Approved and six bad statuses, as parts of a scope's volume. */
const SHARES = [0.88, 0.08, 0.02, 0.01, 0.005, 0.003, 0.002];
/** Volumes a minute of neighbouring scopes: most are small. */
const VOLUMES = [0.2, 0.5, 1, 1, 2, 5, 5, 20, 100, 1000];
const NAIVE_OBJECT_BYTES = 16_384;
const FLOOR_SHAPE = 100;
const COLLECTIONS = 3;

interface Subject {
  name: string;
  series: number;
  /** Judges one tick of all series. */
  tick: (minute: number) => void;
  bytes: number;
  rates: number[];
}

function meansOf(scopes: number, statuses: number): Float64Array {
  const means = new Float64Array(scopes * statuses);
  for (let scope = 0; scope < scopes; scope++) {
    const volume = VOLUMES[scope % VOLUMES.length] ?? 1;
    for (let status = 0; status < statuses; status++) {
      means[scope * statuses + status] = volume * (statuses === 1 ? 1 : (SHARES[status] ?? 0));
    }
  }
  return means;
}

function drawnTicks(means: Float64Array): Float64Array[] {
  const random = createRandom(7);
  return Array.from({ length: DRAWN }, () => Float64Array.from(means, (mean) => poissonDraw(mean, random)));
}

/** Bytes that `make` leaves behind, in objects and in arrays. */
function weighed<T>(make: () => T): { made: T; bytes: number } {
  const before = memoryOf();
  const made = make();
  return { made, bytes: memoryOf() - before };
}

function memoryOf(): number {
  // What one collection lets go of in arrays is given back by the time the next one begins.
  for (let k = 0; k < COLLECTIONS; k++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function judgeOf(name: string, series: number, statuses: number): Subject {
  const scopes = Math.ceil(series / statuses);
  const ticks = drawnTicks(meansOf(scopes, statuses));
  const directions = Array.from({ length: statuses }, (_, status): Direction => (status === 0 ? "below" : "above"));
  const { made: judge, bytes } = weighed(() => {
    const fresh = new Judge({ tickMs: TICK_MS, directions });
    for (let scope = 0; scope < scopes; scope++) {
      fresh.addScope();
      for (let status = 0; status < statuses; status++) fresh.setThreshold(scope, status, THRESHOLD_TICKS, true);
    }
    return fresh;
  });
  const tick = (minute: number): void => {
    const local = { minuteOfDay: minute % 1440, weekday: Math.floor(minute / 1440) % 7 };
    judge.closeTick(START_AT + minute * TICK_MS, local, ticks[minute % DRAWN] ?? null);
  };
  return { name, series: scopes * statuses, tick, bytes, rates: [] };
}

function naiveOf(series: number): Subject {
  const means = meansOf(Math.ceil(series / STATUSES), STATUSES).slice(0, series);
  const ticks = drawnTicks(means);
  const names = Array.from(means, (_, index) => `status=failed|issuer=issuer_${index}`);
  const { made, bytes } = weighed(() => new NaiveMonitor(names, (index) => means[index] ?? 1));
  const tick = (minute: number): void => void made.closeTick(minute, ticks[minute % DRAWN] ?? new Float64Array(series));
  return { name: "naive: an object per series in a map, exact tail", series, tick, bytes, rates: [] };
}

/** What no judge of these tests can do without: the likelihood ratios of every effect, of predictions that are given. */
function floorOf(series: number): Subject {
  const means = meansOf(Math.ceil(series / STATUSES), STATUSES).slice(0, series);
  const ticks = drawnTicks(means);
  const sides = [new Evidence(RISES), new Evidence(FALLS)];
  const { bytes } = weighed(() => sides.forEach((side) => side.grow(series)));
  const tick = (minute: number): void => {
    const counts = ticks[minute % DRAWN] ?? new Float64Array(series);
    for (const side of sides) {
      for (const [index, mean] of means.entries()) side.update(index, counts[index] ?? 0, mean, FLOOR_SHAPE, false);
    }
  };
  return { name: "floor: its evidence alone", series, tick, bytes, rates: [] };
}

/** Millions of series judged in a CPU-second, over `ticks` ticks from `minute` on. */
function rateOf({ series, tick }: Subject, minute: number, ticks: number): number {
  const before = process.cpuUsage();
  for (let k = 0; k < ticks; k++) tick(minute + k);
  const { user, system } = process.cpuUsage(before);
  return (series * ticks) / (user + system);
}

/** All subjects warm, then round by round beside each other. */
function measure(subjects: readonly Subject[], size: "few" | "many"): void {
  for (const subject of subjects) {
    tell(`${subject.name}, ${subject.series} series: warming up`);
    rateOf(subject, 0, WARM_TICKS[size]);
  }
  for (let round = 0; round < ROUNDS; round++) {
    tell(`round ${round + 1} of ${ROUNDS}`);
    const minute = WARM_TICKS[size] + round * MEASURED_TICKS[size];
    for (const subject of subjects) subject.rates.push(rateOf(subject, minute, MEASURED_TICKS[size]));
  }
}

function rowOf({ name, series, bytes, rates }: Subject, naive: number): string {
  const sorted = rates.toSorted((one, other) => one - other);
  const median = sorted[sorted.length >> 1] ?? Number.NaN;
  const spread = `${(sorted[0] ?? 0).toFixed(2)} to ${(sorted.at(-1) ?? 0).toFixed(2)}`;
  const each = bytes / series;
  const part = NAIVE_OBJECT_BYTES / each;
  return `| ${name} | ${series} | ${median.toFixed(2)} (${spread}) | ${(median / naive).toFixed(1)} | ${Math.round(each)} | 1/${part.toFixed(0)} |`;
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

const few = [
  naiveOf(FEW),
  judgeOf("judge, 7 statuses a scope", FEW, STATUSES),
  judgeOf("judge, 1 status a scope", FEW, 1),
  floorOf(FEW),
];
measure(few, "few");
const naive = few[0]?.rates.toSorted((one, other) => one - other)[ROUNDS >> 1] ?? Number.NaN;
const rows = few.map((subject) => rowOf(subject, naive));
const rssBefore = process.memoryUsage().rss;
const many = judgeOf("judge, 7 statuses a scope", MANY, STATUSES);
measure([many], "many");
rows.push(rowOf(many, naive));
const growth = (process.memoryUsage().rss - rssBefore) / many.series;
process.stdout.write(
  [
    "| what | series | M series a CPU-second | × naive | bytes a series | of 16 KiB |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...rows,
    "",
    `Resident memory grew by ${Math.round(growth)} bytes a series up to ${many.series} series, the ${DRAWN} ticks of counts (${DRAWN * 8} bytes) among them.`,
    "",
  ].join("\n"),
);
