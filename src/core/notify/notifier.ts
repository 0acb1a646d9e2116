import type { IncidentChange } from "../incident/incident-book.ts";
import type { Action } from "../model/action.ts";
import type { Delivery } from "../model/delivery.ts";
import type { EngineSettings } from "../model/engine-settings.ts";
import type { Incident } from "../model/incident.ts";
import type { JournalEntry } from "../model/journal-entry.ts";
import type { TrailTick } from "../model/message.ts";
import { defaultRoute } from "../model/route.ts";
import { type Announcement, Announcer, type AnnouncerState } from "./announcer.ts";
import type { DeliveryBook } from "./delivery-book.ts";
import { messageFor } from "./message-for.ts";

type TroubledEntry = Extract<JournalEntry, { kind: "troubled" }>;

export interface NotifierParts {
  deliveries: DeliveryBook;
  /** The last ticks of the series that the incident began with, oldest first. */
  trailOf: (incident: Incident) => TrailTick[];
}

export interface NotifierState {
  announcer: AnnouncerState;
}

/** From what became of incidents to what is planned for which channel. Everything it decides follows from what it was given. */
export class Notifier {
  readonly #parts: NotifierParts;
  readonly #announcer = new Announcer();
  /** What opens in a tick is told as it stands at the end of that tick: nobody wants to hear of its statuses one by one. */
  readonly #opened = new Map<string, { announcement: Announcement; now: number }>();
  #settings: EngineSettings | null = null;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  save(): NotifierState {
    return { announcer: this.#announcer.save() };
  }

  load({ announcer }: NotifierState, settings: EngineSettings | null): void {
    this.#settings = settings;
    this.#announcer.load(announcer);
  }

  configure(settings: EngineSettings): void {
    this.#settings = settings;
  }

  /** An incident changed. Returns what is planned at once; more may follow at the end of the tick. */
  note(change: IncidentChange, now: number): Delivery[] {
    const { incident } = change;
    const announcement = this.#announcer.announce(change, now);
    const waiting = this.#opened.get(incident.id);
    if (waiting !== undefined) waiting.announcement = { ...waiting.announcement, incident };
    else if (announcement?.event === "opened") this.#opened.set(incident.id, { announcement, now });
    else if (announcement !== null) return this.#plan(announcement, now);
    return [];
  }

  /** Plans what waited for the end of a tick, or of an entry. */
  flush(): Delivery[] {
    const opened = [...this.#opened.values()];
    this.#opened.clear();
    return opened.flatMap(({ announcement, now }) => this.#plan(announcement, now));
  }

  /** Time has come to `now`, the end of a tick. */
  move(now: number): Delivery[] {
    return [...this.flush(), ...this.#announcer.due(now).flatMap((announcement) => this.#plan(announcement, now))];
  }

  /** Somebody did something that is not about an incident alone. */
  act(action: Action, now: number): Delivery[] {
    void action;
    void now;
    return [];
  }

  /** A part of the monitor itself is not as it should be, or is again. */
  tellTrouble(trouble: TroubledEntry): Delivery[] {
    void trouble;
    return [];
  }

  #plan(announcement: Announcement, now: number): Delivery[] {
    if (this.#settings === null) return [];
    const { channels, timeZone } = this.#settings;
    const { deliveries, trailOf } = this.#parts;
    const message = messageFor(announcement, trailOf(announcement.incident), now, timeZone);
    return deliveries.plan(message, defaultRoute(channels));
  }
}
