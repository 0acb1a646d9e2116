import { spanInWords } from "../../core/intake/span-in-words.ts";
import type { Trouble } from "../../core/model/overview.ts";
import type { Product } from "./product.ts";
import { undeliveredTroubles } from "./undelivered-troubles.ts";

type Pipeline = Product["pipeline"];

/** Beyond the tick and what it waits for stragglers. */
const LONGEST_LAG_MS = 30_000;
/** A disk that takes longer hangs. */
const LONGEST_APPEND_MS = 30_000;
const LONGEST_STORE_LAG_MS = 5 * 60_000;
/** A disk is nearly full with less than 2 GB left, on one of less than 40 GB with less than a twentieth. */
const LEAST_FREE_SHARE = 0.05;
const ENOUGH_FREE_BYTES = 2e9;

/** Troubles that somebody must hear of, wherever they are: without these parts, what burns is seen late or not at all. */
export function pressingTroubles(product: Product): Trouble[] {
  return [...vitalTroubles(product), ...otherTroubles(product)];
}

/** Why the outside watcher is not called; null while all that the monitor is there for works. */
export function vitalTrouble(product: Product): string | null {
  const troubles = [...vitalTroubles(product), ...silence(product.pipeline)];
  return troubles.length === 0 ? null : troubles.map(({ part, text }) => `${part}: ${text}`).join("; ");
}

function vitalTroubles(product: Product): Trouble[] {
  const { pipeline } = product;
  return [
    ...quietTroubles(product),
    ...lagTroubles(pipeline),
    ...refusalTroubles(pipeline),
    ...undeliveredTroubles(pipeline, "pressing"),
  ];
}

function otherTroubles({ pipeline }: Product): Trouble[] {
  const waitedMs = storeLagMs(pipeline);
  const store =
    waitedMs <= LONGEST_STORE_LAG_MS
      ? []
      : [{ part: "store", text: `has been catching up for ${spanInWords(waitedMs)}; alerts are not concerned` }];
  return [...serviceTroubles(pipeline), ...diskTroubles(pipeline), ...callTroubles(pipeline), ...store];
}

/** How long rows have waited for the store. */
export function storeLagMs({ historian, store }: Pipeline): number {
  return historian?.waitingSince && store.state !== "absent" ? Date.now() - historian.waitingSince : 0;
}

/** Nothing comes in, and the judge cannot know yet whether that is usual. Later it is an incident of its own. */
export function quietTroubles({ pipeline, quietAfterMs }: Product): Trouble[] {
  const { clock, engine, heardAt, startedAt } = pipeline;
  if (startedAt === null) return [];
  const { judging, troubles } = engine;
  const hasReceived = judging !== null && judging.rollup.received > 0;
  // A stream of the past ends where it ends.
  if (hasReceived && (!judging.rollup.watermark.isLive || !judging.judge.isLearning(0))) return [];
  const quietMs = clock.now() - Math.max(heardAt ?? startedAt, startedAt);
  const wasTold = troubles.told.has("intake") && (heardAt ?? 0) < startedAt;
  if (quietMs < quietAfterMs && !wasTold) return [];
  const text = hasReceived
    ? `no transaction has come in for ${spanInWords(quietMs)}, and it is too early to know whether that is usual. Look at what sends them.`
    : `no transaction has come in since the start, ${spanInWords(quietMs)} ago. Look at what should send them, and at its answers.`;
  return [{ part: "intake", text }];
}

/** The clock of a live stream should have closed ticks that it has not. */
export function lagTroubles({ engine, clock }: Pipeline): Trouble[] {
  const rollup = engine.judging?.rollup;
  if (!rollup?.watermark.isLive || Number.isNaN(rollup.nextTick)) return [];
  const lagMs = clock.now() - rollup.nextTick - rollup.tickMs - rollup.watermark.patienceMs;
  if (lagMs <= LONGEST_LAG_MS) return [];
  const text = `lags by ${spanInWords(lagMs)}: alarms come late. Look whether the processor or the disk is busy, and whether more is sent than it takes.`;
  return [{ part: "judge", text }];
}

export function refusalTroubles({ sequencer }: Pipeline): Trouble[] {
  const texts: string[] = [];
  const appendingMs = sequencer.appendingSince === null ? 0 : Date.now() - sequencer.appendingSince;
  if (appendingMs > LONGEST_APPEND_MS) {
    texts.push(`has been writing for ${spanInWords(appendingMs)}. Check the disk that holds the data directory.`);
  }
  if (sequencer.trouble !== null) {
    texts.push(
      `cannot be written, transactions are refused: ${sequencer.trouble}. Check the disk that holds the data directory.`,
    );
  }
  if (sequencer.isFull) {
    texts.push(
      "has all the room that journalMaxMb gives it, transactions are refused. Raise journalMaxMb, or lower journalDays.",
    );
  }
  return texts.map((text) => ({ part: "journal", text }));
}

export function serviceTroubles({ supervisor }: Pipeline): Trouble[] {
  return supervisor.unsteady().map(({ service, restarts }) => ({
    part: service,
    text: `failed and was started again, ${restarts === 1 ? "once" : `${restarts} times`} so far; see the log`,
  }));
}

export function diskTroubles({ watchman }: Pipeline): Trouble[] {
  if (watchman.disk === null) return [];
  const { freeBytes, totalBytes } = watchman.disk;
  if (freeBytes >= Math.min(ENOUGH_FREE_BYTES, LEAST_FREE_SHARE * totalBytes)) return [];
  const text = `has ${Math.round(freeBytes / 1e6)} MB left; transactions are refused when it is full. Make room, or lower journalMaxMb, journalDays or what the store keeps.`;
  return [{ part: "disk", text }];
}

/** The outside watcher cannot be reached: it will alarm although all is well here. */
export function callTroubles({ heartbeat }: Pipeline): Trouble[] {
  if (heartbeat === null || heartbeat.failure === null) return [];
  return [{ part: "heartbeat", text: `heartbeatUrl does not hear us: ${heartbeat.failure}` }];
}

function silence({ engine }: Pipeline): Trouble[] {
  if (engine.judging?.isSilent !== true) return [];
  return [{ part: "intake", text: "no transaction comes in although some are expected" }];
}
