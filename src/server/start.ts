import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { pino, type Logger } from "pino";
import type { Channel } from "./channel/channel.ts";
import { createTeamsChannel } from "./channel/teams/teams.ts";
import { type Configuration, defaultPublicUrl, engineSettings } from "./config/configuration.ts";
import { createMemoryFeed } from "./feed/memory.ts";
import { createApp } from "./http/app.ts";
import { createFilesJournal } from "./journal/files/files.ts";
import type { Damage, Journal } from "./journal/journal.ts";
import { createMemoryJournal } from "./journal/memory.ts";
import { AnalysisBook } from "./operations/analysis-book.ts";
import { IntakeMeter } from "./operations/intake-meter.ts";
import type { Product } from "./operations/product.ts";
import { showPulse } from "./operations/show-overview.ts";
import { type Clock, systemClock } from "./pipeline/clock.ts";
import { Pipeline } from "./pipeline/pipeline.ts";
import { createChdbEngine } from "./store/chdb/chdb.ts";
import { createClickHouseStore } from "./store/clickhouse/clickhouse.ts";
import { createRemoteEngine } from "./store/clickhouse/remote-engine.ts";
import { createFileTables } from "./store/clickhouse/file-space.ts";
import type { FileTables } from "./store/file-tables.ts";
import { createNoStore } from "./store/none.ts";
import type { Store } from "./store/store.ts";

export { DirectoryInUse, DirectoryUnusable } from "./journal/directory-lock.ts";
export { backUpJournal, FolderInUse, NothingToBackUp } from "./journal/files/backup.ts";
export { ForeignJournal } from "./journal/files/files.ts";
export { ManualClock, systemClock, type Clock } from "./pipeline/clock.ts";
export { PipelineFault } from "./pipeline/pipeline-fault.ts";
export { Failure } from "./operations/failure.ts";
export { type ReadFiles, readReport, tablesOf, unreadText } from "./operations/read-report.ts";
export { type ReportFormat, reportText } from "./operations/show-analysis.ts";
export { QueryRefused, StoreUnavailable } from "./store/store.ts";
export type { Pipeline } from "./pipeline/pipeline.ts";
export type { Product } from "./operations/product.ts";
export { freePort } from "./free-port.ts";

export interface StartOptions {
  configuration: Configuration;
  /** Time of the pipeline; a replay brings its own. */
  clock?: Clock;
  isDemo?: boolean;
  log?: Logger;
  /** False: nothing closes ticks but what comes in, until `pipeline.startClock`; for a replay or to learn history first. */
  marksClock?: boolean;
  /** How much of what is older than the start is brought to the store; as much as it keeps, if left out. */
  storesHistoryMs?: number;
  /** A service could not be kept running: the process should end. */
  onGiveUp?: (service: string) => void;
}

export interface Running {
  product: Product;
  pipeline: Pipeline;
  /** Journal entries that were replayed. */
  replayed: number;
  /** Begins to answer; returns the address. */
  listen(): Promise<string>;
  /** Stops answering, finishes what is under way, closes the journal. */
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const LARGEST_PART_BYTES = 32 * 1_048_576;
/** The journal is given up part by part: with few of them, much at once. */
const LEAST_PARTS = 16;

/** The version of this package. */
export const version: string = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }
).version;

/** The whole product in this process. The only place that names technologies together. */
export async function startProduct(options: StartOptions): Promise<Running> {
  const { configuration, clock = systemClock, isDemo = false, marksClock = true } = options;
  const log = options.log ?? createLog(configuration.logLevel);
  const channels = configuration.channels.map((channel) => createChannel(channel, configuration));
  const journal = openJournal(configuration, ({ text, isHarmless = false }) => {
    log[isHarmless ? "warn" : "error"]({ part: "journal" }, text);
  });
  const store = createStore(configuration);
  const pipeline = new Pipeline({
    settings: engineSettings(configuration),
    journal,
    retention: {
      bytes: configuration.journalMaxBytes,
      days: configuration.journalDays,
      snapshotEveryMs: configuration.snapshotEveryMs,
    },
    store,
    keepsHistoryMs: options.storesHistoryMs ?? storedMs(configuration),
    feed: createMemoryFeed(),
    channels,
    clock,
    marksClock,
    random: Math.random,
    onRefusal: ({ id, channel }, { state, detail }) => {
      const next = state === "planned" ? "it is tried again" : "it is given up";
      log.warn({ delivery: id, channel, answer: detail }, `a message was not delivered, ${next}`);
    },
    onServiceFault: (service, error, restarts) => {
      log.error({ err: error, service: service.name, restarts }, "a service failed and is started again");
    },
    onServiceGiveUp: (service) => {
      log.fatal({ service: service.name }, "a service cannot be kept running");
      options.onGiveUp?.(service.name);
    },
    pulse: () => showPulse(product),
  });
  const product: Product = {
    pipeline,
    store,
    version,
    isDemo,
    timeZone: configuration.timeZone,
    dimensions: new Set(configuration.dimensions),
    statuses: new Set(configuration.statuses.map(({ name }) => name)),
    maxBodyBytes: configuration.maxBodyBytes,
    metricsSeries: configuration.metricsSeries,
    isScraped: false,
    intake: new IntakeMeter(),
    analyses: new AnalysisBook(openFileTables(configuration)),
  };
  const replayed = await pipeline.start().catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  for (const text of pipeline.recoveryNotes) log.warn({ part: "journal" }, text);
  let app: FastifyInstance | null = null;
  return {
    product,
    pipeline,
    replayed,
    listen: async () => {
      const dashboardDirectory = fileURLToPath(new URL("../dashboard", import.meta.url));
      app = await createApp({ product, token: configuration.token, dashboardDirectory, log });
      await app.listen({ host: configuration.host, port: configuration.port });
      const [address] = app.addresses();
      const port = typeof address === "object" ? address.port : configuration.port;
      return defaultPublicUrl(configuration.host, port);
    },
    stop: async () => {
      await app?.close();
      await pipeline.stop();
      await Promise.all([store.close(), product.analyses.close()]);
    },
  };
}

function storedMs({ keepDays }: Configuration): number {
  return Math.max(keepDays.minutes, keepDays.verdicts) * DAY_MS;
}

function createLog(level: Configuration["logLevel"]): Logger {
  const redact = ["req.headers.authorization", "req.headers.cookie", "url", "*.url", "token", "*.token"];
  return pino({ level, redact, base: null }, pino.destination({ dest: 2, sync: true }));
}

function openJournal(
  { journal, dataDir, journalMaxBytes }: Configuration,
  onDamage: (damage: Damage) => void,
): Journal {
  if (journal === "memory") return createMemoryJournal();
  return createFilesJournal(dataDir, {
    partBytes: Math.min(LARGEST_PART_BYTES, journalMaxBytes / LEAST_PARTS),
    onDamage,
  });
}

/** It opens in the background: neither transactions nor alerts wait for it. */
function createStore({ store, journal, dataDir, ...configuration }: Configuration): Store {
  if (store === "none") return createNoStore();
  // What is forgotten at the end must not be found at the next start.
  const isPassing = journal === "memory";
  const directory = isPassing ? mkdtempSync(join(tmpdir(), "smokewatch-store-")) : join(dataDir, "store");
  const { clickhouseUrl = "", dimensions, timeZone, keepDays, queryLimits } = configuration;
  const engine = store === "chdb" ? createChdbEngine({ directory, isPassing }) : createRemoteEngine(clickhouseUrl);
  return createClickHouseStore({ engine, dimensions, timeZone, keep: keepDays, limits: queryLimits });
}

/** On this machine whatever the store is: nothing of a file leaves it. */
export function openFileTables({ queryLimits, timeZone }: Configuration): FileTables {
  return createFileTables({
    createEngine: () => {
      const directory = mkdtempSync(join(tmpdir(), "smokewatch-files-"));
      return createChdbEngine({ directory, isPassing: true });
    },
    limits: queryLimits,
    timeZone,
  });
}

function createChannel(channel: Configuration["channels"][number], configuration: Configuration): Channel {
  return createTeamsChannel({
    name: channel.name,
    url: channel.url,
    publicUrl: configuration.publicUrl,
    allowPrivateAddresses: configuration.allowPrivateWebhooks,
  });
}
