import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Entrant, growth, measured, type Row, type Traffic } from "./measure.ts";
import { runPeer } from "./peer.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    /** Only one part: single, batch-1000, batch-10000 or growth. */
    only: { type: "string", default: "" },
    /** For the processes that the bench starts itself. */
    serve: { type: "string" },
  },
});

const SINGLE: Traffic = { kind: "json", size: 1, count: 30_000, connections: 64 };
const THOUSANDS: Traffic = { kind: "ndjson", size: 1000, count: 200, connections: 4 };
const TEN_THOUSANDS: Traffic = { ...THOUSANDS, size: 10_000, count: 20 };
const MILLION: Traffic = { ...TEN_THOUSANDS, count: 100 };
const GROWTH_ROUNDS = 3;

if (values.serve === undefined) await bench();
else runPeer({ isFloor: values.serve === "floor" });

async function bench(): Promise<void> {
  if (!existsSync("/proc/self/stat")) throw new Error("CPU times are read from /proc: this bench runs on Linux");
  if (!existsSync("dist/cli/main.js")) throw new Error("there is no build; run npm run build first");
  const rounds = Number(values.rounds);
  const isAsked = (part: string): boolean => values.only === "" || part === values.only;
  console.log(
    `CPU of the server, kernel and collector of garbage included; ${rounds} rounds, Node ${process.versions.node}`,
  );
  if (isAsked("single")) {
    console.log(`\nsingle: one transaction a POST, ${SINGLE.connections} connections`);
    print(await measured(entrants(SINGLE), rounds));
  }
  for (const traffic of [THOUSANDS, TEN_THOUSANDS]) {
    const part = `batch-${traffic.size}`;
    if (!isAsked(part)) continue;
    console.log(`\n${part}: ${traffic.size} transactions a POST, ${traffic.connections} connections`);
    print(await measured([...entrants(traffic), ...tables(traffic)], rounds));
  }
  if (isAsked("growth")) {
    console.log("\ngrowth: one transaction a POST, of the first thousands and after a million");
    for (const contender of ["peer", "files"] as const) {
      const { first, later } = await growth(contender, { rounds: GROWTH_ROUNDS, few: SINGLE, many: MILLION });
      const ratio = quantile(ratios(later, first), 0.5).toFixed(2);
      console.log(`  ${contender.padEnd(10)}${inWords(first)} us, then ${inWords(later)} us: ${ratio} times`);
    }
  }
}

/** The peer is the second. */
function entrants(traffic: Traffic): Entrant[] {
  const format = traffic.kind === "json" ? "" : ", NDJSON";
  return [
    { name: "node:http, body thrown away", contender: "floor", traffic },
    { name: "node:http, JSON.parse, Map", contender: "peer", traffic },
    { name: `smokewatch, memory${format}`, contender: "memory", traffic },
    { name: `smokewatch, files${format}`, contender: "files", traffic },
  ];
}

function tables(traffic: Traffic): Entrant[] {
  return [{ name: "smokewatch, files, CSV", contender: "files", traffic: { ...traffic, kind: "csv" } }];
}

function print(rows: readonly Row[]): void {
  const peer = rows[1]?.cpuUs ?? [];
  console.log(
    `  ${"".padEnd(32)}${"CPU us a transaction".padStart(24)}${"x peer".padStart(8)}${"p50 ms".padStart(9)}${"p95 ms".padStart(9)}`,
  );
  for (const { name, cpuUs, latencyMs } of rows) {
    const ratio = quantile(ratios(cpuUs, peer), 0.5).toFixed(2);
    const latencies = [0.5, 0.95].map((share) => quantile(latencyMs, share).toFixed(1).padStart(9));
    console.log(`  ${name.padEnd(32)}${inWords(cpuUs).padStart(24)}${ratio.padStart(8)}${latencies.join("")}`);
  }
}

/** Of the same round, so that a busy minute does not count. */
function ratios(ours: readonly number[], theirs: readonly number[]): number[] {
  return ours.map((one, round) => one / (theirs[round] ?? Number.NaN));
}

function inWords(figures: readonly number[]): string {
  const digits = quantile(figures, 0.5) < 10 ? 2 : 1;
  const [median, least, most] = [0.5, 0, 1].map((share) => quantile(figures, share).toFixed(digits));
  return `${median} [${least}..${most}]`;
}

function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
