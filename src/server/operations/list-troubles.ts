import { spanInWords } from "../../core/intake/span-in-words.ts";
import type { Trouble } from "../../core/model/overview.ts";
import { shownScopes } from "./metric/shown-scopes.ts";
import type { Product } from "./product.ts";

const RECENT_MS = 3_600_000;
const STUCK_MS = 60_000;
/** Rows that are to be brought to the store wait for about a second when all is well. */
const CATCHING_UP_MS = 15_000;
/** More than this share of records late is worth a word. */
const LATE_SHARE = 0.01;

/** Every part that is not as it should be, with what to do about it; empty when all is well. */
export function listTroubles(product: Product): Trouble[] {
  const { pipeline } = product;
  const { engine, supervisor } = pipeline;
  const troubles: Trouble[] = [];
  troubles.push(...journalTroubles(pipeline), ...storeTroubles(pipeline));
  for (const [service, restarts] of supervisor.restarts) {
    troubles.push({ part: service, text: `failed and was started again, ${restarts} times so far; see the log` });
  }
  troubles.push(...judgingTroubles(engine.judging), ...deliveryTroubles(pipeline), ...metricTroubles(product));
  return troubles;
}

function journalTroubles({ engine, journal, keeper, recoveryNotes, sequencer }: Product["pipeline"]): Trouble[] {
  const troubles = journal.damages
    .filter(({ isHarmless }) => !isHarmless)
    .map(({ text }) => ({ part: "journal", text }));
  troubles.push(...recoveryNotes.map((text) => ({ part: "journal", text })));
  if (sequencer.trouble !== null) {
    const text = `cannot be written, transactions are refused: ${sequencer.trouble}. Check the disk that holds the data directory.`;
    troubles.push({ part: "journal", text });
  }
  if (sequencer.isFull) {
    const text =
      "has all the room that journalMaxMb gives it, transactions are refused. Raise journalMaxMb, or lower journalDays.";
    troubles.push({ part: "journal", text });
  }
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
function storeTroubles({ historian, store, unarchived }: Product["pipeline"]): Trouble[] {
  const texts: string[] = [];
  if (store.trouble !== null) texts.push(store.trouble);
  if (historian !== null && historian.loss !== null) texts.push(historian.loss);
  const waitedMs = historian?.waitingSince ? Date.now() - historian.waitingSince : 0;
  if (waitedMs > CATCHING_UP_MS && store.state !== "absent") {
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

function deliveryTroubles({ engine, channels, clock }: Product["pipeline"]): Trouble[] {
  const now = clock.now();
  return channels.flatMap(({ name }) => {
    const own = engine.deliveries.all().filter(({ channel }) => channel === name);
    const waiting = own.filter(
      ({ state, attempts, plannedAt }) => state === "planned" && (attempts > 0 || now - plannedAt > STUCK_MS),
    );
    const failed = own.filter(({ state, plannedAt }) => state === "failed" && now - plannedAt < RECENT_MS);
    const troubled = waiting.length > 0 ? waiting : failed;
    if (troubled.length === 0) return [];
    const answer = troubled.find(({ detail }) => detail !== null)?.detail ?? "none";
    const what = [
      ...(waiting.length > 0
        ? [waiting.length === 1 ? "1 message waits to be sent" : `${waiting.length} messages wait to be sent`]
        : []),
      ...(failed.length > 0
        ? [`${failed.length} ${failed.length === 1 ? "message" : "messages"} could not be delivered`]
        : []),
    ].join(", ");
    return [{ part: `channel ${name}`, text: `${what}; last answer: ${answer}` }];
  });
}
