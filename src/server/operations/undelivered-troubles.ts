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
    const failed = givenUp(
      done.filter(({ channel }) => channel === name),
      now,
      degree,
    );
    if (!isWaiting && failed.length === 0) return [];
    const words: string[] = [];
    if (isWaiting) words.push(`${messages(count)} undelivered for ${spanInWords(ageMs)}`);
    if (failed.length > 0) words.push(`${messages(failed.length)} given up in the last hour`);
    const answer = (isWaiting ? oldest : failed[0])?.detail ?? "none";
    return [{ part: `channel ${name}`, text: `${words.join(", ")}; last answer: ${answer}` }];
  });
}

/** The newest first. As soon as a later message arrives, the channel works: what was given up is in the inbox. */
function givenUp(own: readonly Delivery[], now: number, degree: "notable" | "pressing"): Delivery[] {
  if (degree === "pressing" && own[0]?.state !== "failed") return [];
  return own.filter(({ state, plannedAt }) => state === "failed" && now - plannedAt < RECENT_MS);
}

function messages(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}
