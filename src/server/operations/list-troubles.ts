import type { Trouble } from "../../core/model/overview.ts";
import type { Product } from "./product.ts";

const RECENT_MS = 3_600_000;
const STUCK_MS = 60_000;
/** More than this share of records late is worth a word. */
const LATE_SHARE = 0.01;

/** Every part that is not as it should be, with what to do about it; empty when all is well. */
export function listTroubles({ pipeline, store }: Product): Trouble[] {
  const { engine, sequencer, supervisor } = pipeline;
  const troubles: Trouble[] = [];
  if (sequencer.trouble !== null) {
    const text = `cannot be written, transactions are refused: ${sequencer.trouble}. Check the disk that holds the data directory.`;
    troubles.push({ part: "journal", text });
  }
  if (sequencer.unjudged > 0) {
    const text = `${sequencer.unjudged} journal entries could not be judged, a defect of ours: counts and incidents may be wrong since then. Please report it.`;
    troubles.push({ part: "judge", text });
  }
  for (const [service, restarts] of supervisor.restarts) {
    troubles.push({ part: service, text: `failed and was started again, ${restarts} times so far; see the log` });
  }
  if (store.trouble !== null) troubles.push({ part: "store", text: store.trouble });
  troubles.push(...judgingTroubles(engine.judging), ...deliveryTroubles(pipeline));
  return troubles;
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
