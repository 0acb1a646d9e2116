import { spanInWords } from "../../core/intake/span-in-words.ts";
import type { Delivery } from "../../core/model/delivery.ts";
import type { Trouble } from "../../core/model/overview.ts";
import type { Product } from "./product.ts";

const RECENT_MS = 3_600_000;
/** A message that waits for this long is worth a word; one that waits for longer must be heard of. */
const NOTABLE_MS = 60_000;
const PRESSING_MS = 5 * 60_000;

/**
 * Channels whose messages do not arrive: `notable` from the first attempt that failed, `pressing` when people may have missed
 * something.
 */
export function undeliveredTroubles(
  { engine, channels, clock }: Product["pipeline"],
  degree: "notable" | "pressing",
): Trouble[] {
  const { deliveries } = engine;
  const now = clock.now();
  const done = deliveries.all().filter(({ state }) => state !== "planned");
  return channels.flatMap(({ name }) => {
    const { count, oldestAt } = deliveries.backlog(name);
    const ageMs = oldestAt === null ? 0 : now - oldestAt;
    const [oldest] = deliveries.plannedFor(name);
    const isWaiting = degree === "pressing" ? ageMs > PRESSING_MS : ageMs > NOTABLE_MS || (oldest?.attempts ?? 0) > 0;
    const own = done.filter(({ channel }) => channel === name);
    const failed = givenUp(own, now);
    const isBroken = own[0]?.state === "failed";
    const isLost = degree === "pressing" ? isBroken : failed.length > 0;
    if (!isWaiting && !isLost) return [];
    const words: string[] = [];
    if (isWaiting) words.push(`${messages(count)} undelivered for ${spanInWords(ageMs)}`);
    if (isLost) words.push(`${messages(failed.length)} given up${isBroken ? ", none has arrived since" : " lately"}`);
    const answer = (isWaiting ? oldest : failed[0])?.detail ?? "none";
    return [{ part: `channel ${name}`, text: `${words.join("; ")}. Last answer: ${answer}` }];
  });
}

/** Since the last that arrived, or, where one did, in the last hour: it works again, and the rest is in the inbox. Newest first. */
function givenUp(own: readonly Delivery[], now: number): Delivery[] {
  const arrived = own.findIndex(({ state }) => state !== "failed");
  if (arrived !== 0) return own.slice(0, arrived < 0 ? own.length : arrived);
  return own.filter(({ state, plannedAt }) => state === "failed" && now - plannedAt < RECENT_MS);
}

function messages(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}
