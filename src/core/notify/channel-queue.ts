import type { ChannelReference } from "../model/engine-settings.ts";
import type { Message } from "../model/message.ts";
import type { Announcement, AnnouncedEvent } from "./announcer.ts";
import { ChannelBudget, type ChannelBudgetState } from "./channel-budget.ts";

/** More than this at once are one message. */
const MOST_ALONE = 3;
/** The ends of incidents that were told in one message are gathered for this long. */
const GATHER_MS = 5 * 60_000;

/** An announcement that waits for its turn; what it says is written when it goes out, as things then stand. */
export interface Waiting extends Pick<Announcement, "event" | "incidentId" | "route"> {
  since: number;
  /** The channel has not heard of the incident yet. */
  isFirst: boolean;
  /** It was over before the channel had heard of it. */
  isOver: boolean;
  /** Gathered with others of its kind. */
  isHeld: boolean;
}

/** A message that is written already. */
export interface Written {
  message: Message;
  route: string | null;
  insteadOf: string | null;
}

export type Released =
  | { kind: "written"; written: Written }
  | { kind: "alone"; waiting: Waiting }
  /** `stillOpen`: others that were told in one message, and go on. */
  | { kind: "digest"; waiting: readonly Waiting[]; stillOpen: number };

export interface ChannelQueueState {
  budget: ChannelBudgetState;
  waiting: readonly Readonly<Waiting>[];
  written: readonly Written[];
  inDigest: readonly string[];
}

/** What is to be told on one channel, within its budget: alone while there is little, in one message when there is much. */
export class ChannelQueue {
  readonly #budget: ChannelBudget;
  #waiting: Waiting[] = [];
  #written: Written[] = [];
  /** Incidents that the channel heard of in a digest only, and that go on. */
  readonly #inDigest = new Set<string>();

  constructor(channel: Pick<ChannelReference, "burst">, now: number) {
    this.#budget = new ChannelBudget(channel, now);
  }

  save(): ChannelQueueState {
    return {
      budget: this.#budget.save(),
      waiting: this.#waiting.map((one) => ({ ...one })),
      written: [...this.#written],
      inDigest: [...this.#inDigest],
    };
  }

  load({ budget, waiting, written, inDigest }: ChannelQueueState): void {
    this.#budget.load(budget);
    this.#waiting = waiting.map((one) => ({ ...one }));
    this.#written = [...written];
    this.#inDigest.clear();
    for (const id of inDigest) this.#inDigest.add(id);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#written.length === 0;
  }

  putWritten(written: Written): void {
    this.#written.push(written);
  }

  /** Adds an announcement to what waits; of one incident only the last word is told, unless the receiver wants to hear each. */
  put({ event, incidentId, route }: Announcement, channel: Pick<ChannelReference, "digests">, now: number): void {
    const isFirst = FIRST_EVENTS.has(event);
    const waiting: Waiting = { event, incidentId, route, since: now, isFirst, isOver: false, isHeld: false };
    const before = this.#waiting.findLast((one) => one.incidentId === incidentId);
    if (before === undefined) {
      if (event === "resolved" && this.#inDigest.delete(incidentId)) waiting.isHeld = true;
      this.#waiting.push(waiting);
    } else if (channel.digests) join(before, waiting);
    else if (!FOLLOWING_EVENTS.has(event)) this.#waiting.push(waiting);
  }

  /** An incident is over, and the channel is not to hear of that. */
  forget(incidentId: string): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting.incidentId !== incidentId);
    this.#inDigest.delete(incidentId);
  }

  /** What may go out at `now`. */
  release(channel: ChannelReference, now: number, isCritical: (incidentId: string) => boolean): Released[] {
    if (this.isEmpty || this.#budget.fill(channel, now) === 0) return [];
    const released: Released[] = [];
    while (this.#written.length > 0 && this.#budget.left > 0) {
      for (const written of this.#written.splice(0, 1)) released.push(this.#spent({ kind: "written", written }));
    }
    const ready = this.#ready(now);
    if (!channel.digests) return [...released, ...this.#alone(ready.slice(0, this.#budget.left))];
    const urgent = ready.filter(({ isFirst, isOver, incidentId }) => isFirst && !isOver && isCritical(incidentId));
    // One critical incident must not drown among what has been waiting.
    if (ready.length > MOST_ALONE && urgent.length === 1 && ready.some(({ since }) => since < now)) {
      released.push(...this.#alone(urgent.slice(0, this.#budget.left)));
      return [...released, ...this.#together(ready.filter((one) => !urgent.includes(one)))];
    }
    const isFew = ready.length <= Math.min(MOST_ALONE, this.#budget.left) && !ready.some(({ isHeld }) => isHeld);
    return [...released, ...(isFew || ready.length === 1 ? this.#alone(ready) : this.#together(ready))];
  }

  /** Ends that are gathered are ready when all are in, or the first has waited for long enough. */
  #ready(now: number): Waiting[] {
    const held = this.#waiting.filter(({ isHeld }) => isHeld);
    const isGathered = this.#inDigest.size === 0 || held.some(({ since }) => now - since >= GATHER_MS);
    return isGathered ? [...this.#waiting] : this.#waiting.filter(({ isHeld }) => !isHeld);
  }

  #alone(waiting: readonly Waiting[]): Released[] {
    return waiting.slice(0, this.#budget.left).map((one) => {
      this.#remove([one]);
      this.#inDigest.delete(one.incidentId);
      return this.#spent({ kind: "alone", waiting: one });
    });
  }

  #together(waiting: readonly Waiting[]): Released[] {
    if (waiting.length === 0 || this.#budget.left === 0) return [];
    if (waiting.length === 1) return this.#alone(waiting);
    this.#remove(waiting);
    const stillOpen = this.#inDigest.size;
    for (const { incidentId, isFirst, isOver } of waiting) if (isFirst && !isOver) this.#inDigest.add(incidentId);
    return [this.#spent({ kind: "digest", waiting, stillOpen })];
  }

  #spent(released: Released): Released {
    this.#budget.take();
    return released;
  }

  #remove(gone: readonly Waiting[]): void {
    const set = new Set(gone);
    this.#waiting = this.#waiting.filter((one) => !set.has(one));
  }
}

const FIRST_EVENTS: ReadonlySet<AnnouncedEvent> = new Set(["opened", "reopened"]);
/** Worth nothing beside another word on the same incident. */
const FOLLOWING_EVENTS: ReadonlySet<AnnouncedEvent> = new Set(["updated", "reminder", "flapping"]);

/** How much an announcement says: a lesser one does not take the place of a greater. */
const WEIGHT: Record<AnnouncedEvent, number> = {
  acknowledged: 0,
  updated: 1,
  flapping: 2,
  reminder: 2,
  opened: 3,
  reopened: 3,
  escalated: 4,
  resolved: 5,
};

function join(before: Waiting, later: Waiting): void {
  if (before.isFirst && later.event === "resolved") {
    before.isOver = true;
    return;
  }
  if (later.event === "reopened") {
    before.isOver = false;
    before.isHeld = false;
    // Whoever has not heard of it the first time hears of all of it now.
    if (!before.isFirst) Object.assign(before, { event: "reopened", route: later.route, isFirst: true });
    return;
  }
  if (WEIGHT[later.event] >= WEIGHT[before.event]) Object.assign(before, { event: later.event, route: later.route });
}
