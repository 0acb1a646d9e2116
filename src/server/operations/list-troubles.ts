import { spanInWords } from "../../core/intake/span-in-words.ts";
import type { Trouble } from "../../core/model/overview.ts";
import { shownScopes } from "./metric/shown-scopes.ts";
import {
  callTroubles,
  diskTroubles,
  lagTroubles,
  quietTroubles,
  refusalTroubles,
  serviceTroubles,
  storeLagMs,
} from "./pressing-troubles.ts";
import type { Product } from "./product.ts";
import { undeliveredTroubles } from "./undelivered-troubles.ts";

/** Rows that are to be brought to the store wait for about a second when all is well. */
const CATCHING_UP_MS = 15_000;
/** More than this share of records late is worth a word. */
const LATE_SHARE = 0.01;

/** Every part that is not as it should be, with what to do about it; empty when all is well. */
export function listTroubles(product: Product): Trouble[] {
  const { pipeline } = product;
  return [
    ...journalTroubles(pipeline),
    ...diskTroubles(pipeline),
    ...storeTroubles(pipeline),
    ...serviceTroubles(pipeline),
    ...quietTroubles(product),
    ...lagTroubles(pipeline),
    ...judgingTroubles(pipeline.engine.judging),
    ...undeliveredTroubles(pipeline, "notable"),
    ...heartbeatTroubles(pipeline),
    ...metricTroubles(product),
  ];
}

function journalTroubles(pipeline: Product["pipeline"]): Trouble[] {
  const { engine, journal, keeper, recoveryNotes, sequencer } = pipeline;
  const troubles = journal.damages
    .filter(({ isHarmless }) => !isHarmless)
    .map(({ text }) => ({ part: "journal", text }));
  troubles.push(...recoveryNotes.map((text) => ({ part: "journal", text })));
  troubles.push(...refusalTroubles(pipeline));
  if (keeper.trouble !== null) {
    const text = `no snapshot could be written: ${keeper.trouble}. Nothing is lost, but the next start takes longer. Check the disk that holds the data directory.`;
    troubles.push({ part: "journal", text });
  }
  if (engine.seenIds.isShortened) {
    const since = new Date(engine.seenIds.coveredFrom ?? 0).toISOString();
    const text = `more ids came than can be remembered for 24 hours: a record that was first sent before ${since} would be counted again`;
    troubles.push({ part: "intake", text });
  }
  if (sequencer.unjudged > 0) {
    const text = `${sequencer.unjudged} journal entries could not be judged, a defect of ours: counts and incidents may be wrong since then. Please report it.`;
    troubles.push({ part: "judge", text });
  }
  return troubles;
}

/** History is not on the way of an alert: what is wrong with it is told, and no more. */
function storeTroubles(pipeline: Product["pipeline"]): Trouble[] {
  const { historian, store, unarchived } = pipeline;
  const texts: string[] = [];
  if (store.trouble !== null) texts.push(store.trouble);
  if (historian !== null && historian.loss !== null) texts.push(historian.loss);
  const waitedMs = storeLagMs(pipeline);
  if (waitedMs > CATCHING_UP_MS) {
    texts.push(
      `history is catching up: what came in the last ${spanInWords(waitedMs + 60_000)} may not be in SQL yet. Alerts are not concerned.`,
    );
  }
  if (unarchived > 0) {
    texts.push(
      `${unarchived} journal entries could not be turned into rows, a defect of ours: history lacks them. Please report it.`,
    );
  }
  return texts.map((text) => ({ part: "store", text }));
}

/** Where nobody asks for metrics, nothing is missed in them. */
function metricTroubles(product: Product): Trouble[] {
  const { leftOut } = shownScopes(product);
  if (leftOut === 0 || !product.isScraped) return [];
  const text = `${leftOut} series are left out of /metrics: the limit of ${product.metricsSeries} is reached. Raise metricsSeries, or lower the limit of a monitor.`;
  return [{ part: "metrics", text }];
}

function judgingTroubles(judging: Product["pipeline"]["engine"]["judging"]): Trouble[] {
  if (judging === null) return [];
  const { rollup } = judging;
  const troubles: Trouble[] = rollup.scopes.overflow().map(({ dimension, limit, left }) => ({
    part: "scopes",
    text: `${left === 1 ? `1 value of ${dimension} is` : `${left} values of ${dimension} are`} counted but not judged alone: the limit of ${limit} is reached. Raise limit in the monitor, or break down by a coarser dimension.`,
  }));
  for (const { monitor, rule, times, text } of judging.ruleTroubles) {
    const often = times === 1 ? "" : `, ${times} times so far`;
    const what = `rule "${rule}" of monitor "${monitor}" could not be evaluated${often}, and does not alert: ${text}. Mend it in the configuration.`;
    troubles.push({ part: "rules", text: what });
  }
  if (rollup.watermark.clockBehindMs > 0) {
    const seconds = Math.round(rollup.watermark.clockBehindMs / 1000);
    const text = `was set back by ${seconds} s: until it has caught up, transactions are counted but not judged`;
    troubles.push({ part: "clock", text });
  }
  if (rollup.late > 100 && rollup.late > LATE_SHARE * rollup.received) {
    const percent = Math.round((100 * rollup.late) / rollup.received);
    const text = `${percent} % of all transactions came after their tick was judged. Send them sooner, or use a longer tick.`;
    troubles.push({ part: "intake", text });
  }
  return troubles;
}

/** The calls stop so that somebody outside looks; whoever looks here should find why. */
function heartbeatTroubles(pipeline: Product["pipeline"]): Trouble[] {
  const reason = pipeline.heartbeat?.withheld ?? null;
  const withheld =
    reason === null ? [] : [{ part: "heartbeat", text: `heartbeatUrl is not called, because of ${reason}` }];
  return [...callTroubles(pipeline), ...withheld];
}
