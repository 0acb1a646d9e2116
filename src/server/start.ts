import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { pino, type Logger } from "pino";
import { createThreadBacktester } from "./backtest/thread.ts";
import { callAddress } from "./channel/call-address.ts";
import type { LinksFor } from "./channel/channel.ts";
import { channelKind, channelKindNames } from "./config/channel/channel-kinds.ts";
import { type Configuration, defaultPublicUrl, engineSettings } from "./config/configuration.ts";
import { configurationTable } from "./config/configuration-table.ts";
import { createChannel } from "./create-channel.ts";
import { createMemoryFeed } from "./feed/memory.ts";
import { createApp } from "./http/app.ts";
import { roomIn } from "./journal/files/disk-room.ts";
import { createFilesJournal } from "./journal/files/files.ts";
import type { Damage, Journal } from "./journal/journal.ts";
import { createMemoryJournal } from "./journal/memory.ts";
import { ActionLinks } from "./link/action-links.ts";
import { keptLinkKey, passingLinkKey } from "./link/link-key.ts";
import { linksForMessages } from "./link/message-links.ts";
import { AnalysisBook } from "./operations/analysis-book.ts";
import { IntakeMeter } from "./operations/intake-meter.ts";
import type { Product } from "./operations/product.ts";
import { pressingTroubles, vitalTrouble } from "./operations/pressing-troubles.ts";
import { showPulse } from "./operations/show-overview.ts";
import { type Clock, systemClock } from "./pipeline/clock.ts";
import { Pipeline, type PipelineParts } from "./pipeline/pipeline.ts";
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
const HEARTBEAT_TIMEOUT_MS = 10_000;
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
  const linksFor: LinksFor = (message) => linksForMessages(links, () => clock.now())(message);
  const channels = configuration.channels.map((channel) =>
    createChannel(channel, { publicUrl: configuration.publicUrl, linksFor }),
  );
  const journal = openJournal(configuration, ({ text, isHarmless = false }) => {
    log[isHarmless ? "warn" : "error"]({ part: "journal" }, text);
  });
  const links = new ActionLinks(linkKey(configuration, log), configuration.publicUrl);
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
    onDefect: ({ id, channel }, error) => {
      // Without its message, which could hold an address and with it a secret.
      const frames = error instanceof Error ? error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) : [];
      log.error({ delivery: id, channel, frames }, "a channel failed on a message, a defect; please report it");
    },
    onServiceFault: (service, error, restarts) => {
      log.error({ err: error, service: service.name, restarts }, "a service failed and is started again");
    },
    onServiceGiveUp: (service) => {
      log.fatal({ service: service.name }, "a service cannot be kept running");
      options.onGiveUp?.(service.name);
    },
    pulse: () => showPulse(product),
    pressing: () => pressingTroubles(product),
    onTold: ({ part, text }, isOver) => log[isOver ? "info" : "warn"]({ part }, text),
    readDisk: async () => (configuration.journal === "memory" ? null : await roomIn(configuration.dataDir)),
    heartbeat: heartbeatOf(configuration, () => vitalTrouble(product)),
  });
  const product: Product = {
    pipeline,
    store,
    links,
    version,
    isDemo,
    settings: configurationTable(configuration),
    timeZone: configuration.timeZone,
    dimensions: new Set(configuration.dimensions),
    statuses: new Set(configuration.statuses.map(({ name }) => name)),
    maxBodyBytes: configuration.maxBodyBytes,
    metricsSeries: configuration.metricsSeries,
    isScraped: false,
    intake: new IntakeMeter(),
    backtests: { backtester: createThreadBacktester(), running: 0 },
    quietAfterMs: configuration.quietAfterMs,
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

function heartbeatOf(
  { heartbeatUrl, heartbeatEveryMs, allowPrivateWebhooks }: Configuration,
  ailing: () => string | null,
): PipelineParts["heartbeat"] {
  if (heartbeatUrl === undefined) return null;
  const url = new URL(heartbeatUrl);
  const call = (signal: AbortSignal) =>
    callAddress({ url, signal, timeoutMs: HEARTBEAT_TIMEOUT_MS, allowPrivateAddresses: allowPrivateWebhooks });
  return { everyMs: heartbeatEveryMs, call, ailing };
}

function storedMs({ keepDays }: Configuration): number {
  return Math.max(keepDays.minutes, keepDays.verdicts) * DAY_MS;
}

function createLog(level: Configuration["logLevel"]): Logger {
  const secrets = new Set(["token", ...channelKindNames.flatMap((name) => channelKind(name).secrets)]);
  const redact = [
    "req.headers.authorization",
    "req.headers.cookie",
    ...[...secrets].flatMap((name) => [name, `*.${name}`]),
  ];
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

function linkKey({ journal, dataDir }: Configuration, log: Logger): Buffer {
  if (journal === "memory") return passingLinkKey();
  return keptLinkKey(dataDir, (text) => log.warn({ part: "links" }, text));
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
