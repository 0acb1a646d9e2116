import { Command } from "commander";
import type { Monitor } from "../core/model/monitor.ts";
import { Transactions } from "../core/model/transactions.ts";
import { faultDescription } from "../core/simulate/fault.ts";
import { demonstrationFaults } from "../core/simulate/fault-schedule.ts";
import { createTraffic, type Traffic } from "../core/simulate/traffic.ts";
import { createRandom, type Random } from "../core/stats/random.ts";
import { type Configuration, loadConfiguration } from "../server/config/configuration.ts";
import { registerSettingFlags } from "../server/config/setting-flags.ts";
import { type Pipeline, startProduct } from "../server/start.ts";
import { say } from "./say.ts";
import { announce, withFreePort } from "./serve.ts";
import { stopSignal, untilAskedToStop } from "./until-asked-to-stop.ts";

const TICK_MS = 10_000;
/** Long enough that the judge knows every time of day well enough to look for small effects too. */
const HISTORY_DAYS = 3;
const HISTORY_MS = HISTORY_DAYS * 24 * 3_600_000;
/** How much of it can be asked in SQL; more would keep a small machine busy for long. */
const STORED_MS = 6 * 3_600_000;
/** Ticks of history handed over at once. */
const GROUP = 60;
const LIVE_STEP_MS = 500;
const SEED = 20_261;

const demoMonitors: readonly Monitor[] = [
  { name: "all traffic" },
  { name: "issuers", by: "issuer" },
  { name: "merchants", by: "merchant" },
];

export function demoCommand(): Command {
  const command = new Command("demo")
    .description("serve with live demonstration traffic; nothing is kept")
    .action(async (flags: Record<string, unknown>) => {
      const signal = stopSignal();
      const configuration = await withFreePort(demoConfiguration(loadConfiguration(flags, process.env)));
      const running = await startProduct({
        configuration,
        isDemo: true,
        storesHistoryMs: STORED_MS,
        marksClock: false,
        onGiveUp: () => process.exit(1),
      });
      await announce(running, configuration);
      const startedAt = Math.floor(Date.now() / TICK_MS) * TICK_MS;
      const traffic = createTraffic(
        {
          rateAt: startedAt,
          utcOffsetMinutes: -new Date().getTimezoneOffset(),
          faults: demonstrationFaults(startedAt, SEED),
        },
        SEED,
      );
      await learnHistory(running.pipeline, traffic, startedAt, signal);
      const live = sendLive(running.pipeline, traffic, startedAt, signal);
      tellIncidents(running.pipeline);
      const [first] = traffic.faultsBetween(startedAt, startedAt + 3_600_000);
      if (first !== undefined) {
        const seconds = Math.max(0, Math.round((first.from - Date.now()) / 1000));
        say(`in ${seconds} seconds the first fault begins: ${faultDescription(first)}`);
      }
      await untilAskedToStop({ stop: () => live.then(() => running.stop()) }, signal);
    });
  registerSettingFlags(command);
  return command;
}

function demoConfiguration(configuration: Configuration): Configuration {
  const monitors = configuration.sources.monitors === "default" ? demoMonitors : configuration.monitors;
  const logLevel = configuration.sources.logLevel === "default" ? "warn" : configuration.logLevel;
  return { ...configuration, journal: "memory", tickMs: TICK_MS, monitors, logLevel };
}

async function learnHistory(pipeline: Pipeline, traffic: Traffic, until: number, signal: AbortSignal): Promise<void> {
  const began = Date.now();
  const random = createRandom(SEED);
  say(`learning from ${HISTORY_DAYS} days of made-up history ...`);
  for (let from = until - HISTORY_MS; from < until && !signal.aborted; from += GROUP * TICK_MS) {
    const entries = [];
    for (let at = from; at < Math.min(until, from + GROUP * TICK_MS); at += TICK_MS) {
      const records = traffic.tallyBetween(at, at + TICK_MS, random);
      entries.push(
        pipeline.submit({
          kind: "transactions",
          at: at + TICK_MS,
          records: Transactions.of(records),
          origin: "history",
        }),
      );
    }
    await Promise.all(entries);
    // The engine is busy for seconds here: the dashboard gets its turn in between.
    await new Promise(setImmediate);
  }
  say(`learned them in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** Sends what has come since `from`, dated as it came, so that nothing is late; returns until when. */
async function sendUntilNow(pipeline: Pipeline, traffic: Traffic, from: number, random: Random): Promise<number> {
  let sentUntil = from;
  while (pipeline.clock.now() > sentUntil) {
    const at = Math.min(pipeline.clock.now(), sentUntil + LIVE_STEP_MS);
    const records = traffic.transactionsBetween(sentUntil, at, random);
    if (records.length > 0)
      await pipeline.submit({ kind: "transactions", at, records: Transactions.of(records), origin: "live" });
    sentUntil = at;
  }
  return sentUntil;
}

async function sendLive(pipeline: Pipeline, traffic: Traffic, from: number, signal: AbortSignal): Promise<void> {
  const random = createRandom(SEED + 1);
  let sentUntil = await sendUntilNow(pipeline, traffic, from, random);
  pipeline.startClock();
  while (!signal.aborted) {
    await pipeline.clock.wait(LIVE_STEP_MS, signal);
    sentUntil = await sendUntilNow(pipeline, traffic, sentUntil, random);
  }
}

/** A line on the terminal for each incident that opens or ends. */
function tellIncidents(pipeline: Pipeline): void {
  const told = new Map<string, string>();
  pipeline.feed.subscribe("", (event) => {
    if (event.kind !== "incident" || told.get(event.incident.id) === event.incident.state) return;
    const { id, state, title } = event.incident;
    told.set(id, state);
    say(`${new Date().toTimeString().slice(0, 8)} incident ${id} ${state === "firing" ? "opened" : state}: ${title}`);
  });
}
