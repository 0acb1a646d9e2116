import { createRandom, type Random } from "../stats/random.ts";
import { issuers, merchants } from "./company.ts";
import type { Fault, FaultKind } from "./fault.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

const FIRST_AFTER_MS = 40 * SECOND_MS;
const FIRST_LASTS_MS = 3 * MINUTE_MS;

/** From the start of one fault to that of the next, and how long one lasts: between two there is time to recover. */
const APART_MS = { least: 7 * MINUTE_MS, most: 10 * MINUTE_MS };
const LASTING_MS = { least: 2 * MINUTE_MS, most: 3 * MINUTE_MS };

/** Merchants large enough for a fault of theirs to be seen within a minute at 30 transactions a second. */
const LARGE_SHARE = 0.1;

function oneOf<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("nothing to choose from");
  return item;
}

function largeMerchant(random: Random): string {
  return oneOf(
    merchants.filter((merchant) => merchant.share >= LARGE_SHARE),
    random,
  ).name;
}

/** Where each kind strikes in the demonstration, and how hard. */
const appearances: Record<FaultKind, (random: Random) => Pick<Fault, "where" | "strength">> = {
  "issuer-outage": (random) => ({
    where: { issuer: oneOf(issuers, random).name },
    strength: 0.95,
  }),
  "gateway-failures": (random) => ({ where: random() < 0.5 ? {} : { merchant: largeMerchant(random) }, strength: 20 }),
  "reversal-storm": () => ({ where: {}, strength: 0.12 }),
  "volume-drop": () => ({ where: {}, strength: 0.6 }),
  silence: () => ({ where: {}, strength: 1 }),
  "card-testing": (random) => ({ where: { merchant: oneOf(merchants, random).name }, strength: 0.15 }),
  promotion: () => ({ where: {}, strength: 2 }),
};

const kinds: readonly FaultKind[] = [
  "issuer-outage",
  "gateway-failures",
  "reversal-storm",
  "volume-drop",
  "silence",
  "card-testing",
  "promotion",
];

/** All kinds once, in a random order that does not begin with the one that came last. */
function roundAfter(last: FaultKind, random: Random): FaultKind[] {
  const left = [...kinds];
  const order: FaultKind[] = [];
  while (left.length > 0) {
    const allowed = order.length === 0 ? left.filter((kind) => kind !== last) : left;
    const kind = oneOf(allowed, random);
    left.splice(left.indexOf(kind), 1);
    order.push(kind);
  }
  return order;
}

function between(range: { least: number; most: number }, random: Random): number {
  return Math.round((range.least + random() * (range.most - range.least)) / SECOND_MS) * SECOND_MS;
}

/**
 * The faults of the demonstration, without end: the largest issuer cannot be reached from 40 seconds after the start for three
 * minutes; from then on every 7 to 10 minutes another kind for 2 to 3 minutes, each kind once a round. One of the kinds,
 * the promotion, is harmless.
 */
export function* demonstrationFaults(startedAt: number, seed: number): Generator<Fault, never> {
  const random = createRandom(seed);
  let from = startedAt + FIRST_AFTER_MS;
  let last: FaultKind = "issuer-outage";
  const largest = issuers.reduce((best, issuer) => (issuer.share > best.share ? issuer : best));
  yield { kind: last, from, to: from + FIRST_LASTS_MS, where: { issuer: largest.name }, strength: 0.95 };
  for (;;) {
    for (const kind of roundAfter(last, random)) {
      from += between(APART_MS, random);
      yield { kind, from, to: from + between(LASTING_MS, random), ...appearances[kind](random) };
      last = kind;
    }
  }
}
