import { Command, InvalidArgumentError } from "commander";
import type { Delivery } from "../core/model/delivery.ts";
import type { Incident } from "../core/model/incident.ts";
import type { Transaction } from "../core/model/transaction.ts";
import { Transactions } from "../core/model/transactions.ts";
import { type Configuration, loadConfiguration } from "../server/config/configuration.ts";
import { registerSettingFlags } from "../server/config/setting-flags.ts";
import { ManualClock, type Pipeline, startProduct, systemClock } from "../server/start.ts";
import { incidentTable } from "./incident-table.ts";
import { createProgress } from "./progress.ts";
import { readTransactionFiles } from "./read-transaction-files.ts";
import { say } from "./say.ts";
import { announce, withFreePort } from "./serve.ts";
import { stopSignal, untilAskedToStop } from "./until-asked-to-stop.ts";

const TALLY_STEP_MS = 60_000;
const EVENT_STEP_MS = 1000;
/** Records of a step arrive this long after its end, and the step's tick is closed after its patience. */
const ARRIVAL_MS = 1000;
const CLOSING_MS = 5000;
/** Longer stretches without a record are jumped over after this long: silence has been told by then. */
const LONGEST_GAP_MS = 3 * 3_600_000;
const STEPS_PER_TURN = 100;
const DELIVERY_LIMIT_MS = 60_000;

interface ReplayFlags {
  date?: string;
  speed?: number;
  json?: boolean;
  port?: number;
}

/** What a replay found, as `--json` prints it. */
export interface ReplayResult {
  transactions: number;
  refused: number;
  from: number;
  to: number;
  seconds: number;
  incidents: Incident[];
  deliveries: Delivery[];
}

export function replayCommand(): Command {
  const command = new Command("replay")
    .description("run past transactions through the same pipeline; ends with a table of incidents")
    .argument("<file...>", "CSV, JSON or NDJSON; several files whose times have no date are consecutive days")
    .option("--date <day>", "day of the first file when its times have none, such as `00h 01` (YYYY-MM-DD)")
    .option("--speed <factor>", "times real time: 1, 60, ...; as fast as it goes if left out", speedFrom)
    .option("--json", "print the result as JSON")
    .action(async (paths: string[], flags: Record<string, unknown>) => {
      const options = flags as unknown as ReplayFlags;
      const configuration = loadConfiguration(flags, process.env);
      const result = await replayFiles(paths, options, configuration);
      if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    });
  registerSettingFlags(command);
  return command;
}

async function replayFiles(paths: string[], flags: ReplayFlags, loaded: Configuration): Promise<ReplayResult> {
  const progress = createProgress(flags.json === true);
  const isServed = loaded.sources.port !== "default";
  const memory: Configuration = { ...loaded, journal: "memory", store: "none" };
  const configuration = isServed ? await withFreePort(memory) : memory;
  const { transactions, refused, notes } = await readTransactionFiles(paths, configuration, flags.date);
  for (const note of notes) progress.line(note);
  const first = transactions[0]?.at ?? 0;
  const last = transactions.at(-1)?.at ?? first;
  const clock = new ManualClock(first);
  const running = await startProduct({ configuration, clock, marksClock: false });
  if (isServed) await announce(running, configuration);
  const signal = stopSignal();
  const ended = followIncidents(running.pipeline, progress.line, configuration.timeZone);
  const began = Date.now();
  const played = await playBack(
    running.pipeline,
    clock,
    { transactions, speed: flags.speed ?? Infinity, signal },
    (at) => {
      progress.show((at - first) / Math.max(1, last - first), at, configuration.timeZone);
    },
  );
  const seconds = (Date.now() - began) / 1000;
  progress.end();
  if (played < transactions.length) progress.line(`stopped after ${played} of ${transactions.length} records`);
  ended();
  const { incidents, deliveries } = running.pipeline.engine;
  if (!(await running.pipeline.outbox.drained(DELIVERY_LIMIT_MS, new AbortController().signal))) {
    progress.line("some messages could not be sent within a minute");
  }
  const result: ReplayResult = {
    transactions: played,
    refused,
    from: first,
    to: transactions[played - 1]?.at ?? first,
    seconds,
    incidents: incidents.all().toSorted((one, other) => Number(one.id) - Number(other.id)),
    deliveries: deliveries.all(),
  };
  if (flags.json !== true) say(incidentTable(result, configuration.timeZone));
  if (isServed) await untilAskedToStop(running, signal);
  else await running.stop();
  return result;
}

/** Hands the transactions over as they would have come, step by step of the pipeline's own clock, until asked to stop. Returns how many. */
async function playBack(
  pipeline: Pipeline,
  clock: ManualClock,
  { transactions, speed, signal }: { transactions: readonly Transaction[]; speed: number; signal: AbortSignal },
  onStep: (at: number) => void,
): Promise<number> {
  const stepMs = transactions.every(({ isTally }) => isTally === true) ? TALLY_STEP_MS : EVENT_STEP_MS;
  const start = Math.floor((transactions[0]?.at ?? 0) / stepMs) * stepMs;
  const began = Date.now();
  let next = 0;
  let steps = 0;
  let quietMs = 0;
  for (let step = start; next < transactions.length && !signal.aborted; step += stepMs) {
    const end = step + stepMs;
    const from = next;
    while (next < transactions.length && (transactions[next]?.at ?? Infinity) < end) next++;
    quietMs = from === next ? quietMs + stepMs : 0;
    const nextAt = transactions[next]?.at ?? end;
    if (quietMs > LONGEST_GAP_MS && nextAt >= end + stepMs) step = Math.floor(nextAt / stepMs - 1) * stepMs;
    // Signals and the dashboard get their turn.
    if (++steps % STEPS_PER_TURN === 0) await new Promise(setImmediate);
    clock.set(end + ARRIVAL_MS);
    const records = transactions.slice(from, next);
    if (records.length > 0) {
      await pipeline.submit({
        kind: "transactions",
        at: clock.now(),
        records: Transactions.of(records),
        origin: "live",
      });
    }
    clock.set(end + Math.min(CLOSING_MS, stepMs));
    await pipeline.submit({ kind: "clock", at: clock.now() });
    onStep(end);
    const dueMs = (end - start) / speed - (Date.now() - began);
    if (dueMs > 0) await systemClock.wait(dueMs, signal);
  }
  return next;
}

/** A line for each incident that people would be told of, and for each state that it comes to. */
function followIncidents(pipeline: Pipeline, line: (text: string) => void, timeZone: string): () => void {
  const told = new Map<string, string>();
  const clockText = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return pipeline.feed.subscribe("", (event) => {
    if (event.kind !== "incident") return;
    const { id, state, title, openedAt, resolvedAt, members, reopened } = event.incident;
    if (told.get(id) === state) return;
    told.set(id, state);
    const when = clockText.format(resolvedAt ?? openedAt);
    if (state === "pending") return;
    if (state !== "firing") return line(`${when}  ${state} ${id}: ${title}`);
    line(`${when}  ${reopened > 0 ? "reopened" : "opened"} ${id}: ${members[0]?.reason ?? title}`);
  });
}

function speedFrom(text: string): number {
  if (text === "max") return Infinity;
  const speed = Number(text);
  if (!(speed > 0)) throw new InvalidArgumentError("expected a number above 0, or max");
  return speed;
}
