import type { IncidentChange } from "../incident/incident-book.ts";
import type { Action } from "../model/action.ts";
import type { Delivery } from "../model/delivery.ts";
import type { ChannelReference, EngineSettings } from "../model/engine-settings.ts";
import type { Incident } from "../model/incident.ts";
import type { JournalEntry } from "../model/journal-entry.ts";
import type { Message, TrailTick } from "../model/message.ts";
import { type Announcement, Announcer, type AnnouncerState } from "./announcer.ts";
import { BackupPlan } from "./backup-plan.ts";
import { ChannelQueue, type ChannelQueueState, type Released, type Waiting } from "./channel-queue.ts";
import type { DeliveryBook } from "./delivery-book.ts";
import { digestMessage } from "./digest-message.ts";
import { HeartbeatPlan, type HeartbeatPlanState } from "./heartbeat-plan.ts";
import { heartbeatMessage, insteadOf, testMessage, troubleMessage } from "./house-message.ts";
import { messageFor } from "./message-for.ts";
import { type Mute, mutedBy, mutesAt } from "./mute.ts";
import { catchAllChannels, routeNamed } from "./router.ts";
import { SilenceBook, type SilenceBookState } from "./silence-book.ts";

type TroubledEntry = Extract<JournalEntry, { kind: "troubled" }>;

/** Heartbeats and undelivered messages are looked after this often at most. */
const CHORES_MS = 1000;

export interface NotifierParts {
  deliveries: DeliveryBook;
  incidentOf: (id: string) => Incident | null;
  /** All that are kept. */
  incidents: () => readonly Incident[];
  /** The last ticks of the series that the incident began with, oldest first. */
  trailOf: (incident: Incident) => TrailTick[];
}

export interface NotifierState {
  announcer: AnnouncerState;
  silences: SilenceBookState;
  /** By the channel's name. */
  queues: ReadonlyMap<string, ChannelQueueState>;
  handed: readonly string[];
  heartbeats: HeartbeatPlanState;
  choresAt: number;
}

/** What keeps an incident quiet has changed. */
export interface Muting {
  incidentId: string;
  mutedBy: string[];
}

/** From what became of incidents to what is planned for which channel. Everything it decides follows from what it was given. */
export class Notifier {
  readonly silences = new SilenceBook();
  readonly #parts: NotifierParts;
  readonly #announcer = new Announcer();
  readonly #queues = new Map<string, ChannelQueue>();
  readonly #backup = new BackupPlan();
  readonly #heartbeats = new HeartbeatPlan();
  #settings: EngineSettings | null = null;
  #now = 0;
  #choresAt = 0;
  #hasNews = false;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  save(): NotifierState {
    return {
      announcer: this.#announcer.save(),
      silences: this.silences.save(),
      queues: new Map(Array.from(this.#queues, ([name, queue]) => [name, queue.save()])),
      handed: this.#backup.save(),
      heartbeats: this.#heartbeats.save(),
      choresAt: this.#choresAt,
    };
  }

  load(state: NotifierState, settings: EngineSettings | null, now: number): void {
    this.#now = now;
    this.#announcer.load(state.announcer);
    this.silences.load(state.silences);
    this.#backup.load(state.handed);
    this.#heartbeats.load(state.heartbeats);
    this.#choresAt = state.choresAt;
    if (settings !== null) this.configure(settings);
    for (const [name, queue] of state.queues) this.#queues.get(name)?.load(queue);
  }

  /** Something happened since openings were last looked for. */
  get hasNews(): boolean {
    return this.#hasNews;
  }

  /** The clock of the entry that is applied: everything here goes by it. */
  setClock(now: number): void {
    this.#now = now;
  }

  configure(settings: EngineSettings): void {
    this.#settings = settings;
    const names = new Set(settings.channels.map(({ name }) => name));
    for (const name of this.#queues.keys()) if (!names.has(name)) this.#queues.delete(name);
    for (const channel of settings.channels) {
      if (!this.#queues.has(channel.name)) this.#queues.set(channel.name, new ChannelQueue(channel, this.#now));
    }
  }

  /** An incident changed; `move` or `flush` tells of it, as it stands by then. */
  note(change: IncidentChange): void {
    const settings = this.#settings;
    if (settings === null) return;
    this.#hasNews = true;
    this.#put(this.#announcer.announce(change, { settings }));
  }

  /** A tick is over: what happened in it, and what is due, is told. */
  move(): Delivery[] {
    const settings = this.#settings;
    if (settings === null) return [];
    this.#hasNews = false;
    const mutes = this.#mutes(settings);
    const { incidentOf } = this.#parts;
    const isMuted = (incident: Incident): boolean => mutedBy(incident, mutes).length > 0;
    this.#put(this.#announcer.due({ now: this.#now, settings, incidentOf, isMuted }));
    return this.#release(settings);
  }

  /** An entry is over. */
  flush(): Delivery[] {
    const settings = this.#settings;
    if (settings === null) return [];
    this.#doChores(settings);
    return this.#hasNews ? this.move() : this.#release(settings);
  }

  /** Which of these incidents are kept quiet by something else than they say. */
  mutings(incidents: readonly Incident[]): Muting[] {
    if (this.#settings === null) return [];
    const mutes = this.#mutes(this.#settings);
    return incidents.flatMap((incident) => {
      const names = mutedBy(incident, mutes);
      return names.join() === incident.mutedBy.join() ? [] : [{ incidentId: incident.id, mutedBy: names }];
    });
  }

  /** Somebody did something that is not about an incident alone. */
  act(action: Action): Delivery[] {
    const now = this.#now;
    this.#hasNews = true;
    switch (action.do) {
      case "silence":
        this.silences.add(action.silence, now);
        return [];
      case "end-silence":
        this.silences.end(action.silenceId, now);
        return [];
      case "retry": {
        const delivery = this.#parts.deliveries.retry(action.deliveryId);
        return delivery === null ? [] : [delivery];
      }
      case "test-channel": {
        // Whoever waits for it does not want to hear of a budget.
        if (this.#settings === null || !this.#queues.has(action.channel)) return [];
        const message = testMessage(action.channel, now, this.#settings.timeZone);
        return this.#parts.deliveries.plan(message, { name: null, channels: [action.channel] });
      }
      default:
        return [];
    }
  }

  /** A part of the monitor itself is not as it should be, or is again: told where everything falls to. */
  tellTrouble(trouble: TroubledEntry): Delivery[] {
    const settings = this.#settings;
    if (settings === null) return [];
    const message = troubleMessage(trouble, this.#now, settings.timeZone);
    const all = catchAllChannels(settings);
    // Nobody hears on a channel that it is down, unless there is no other.
    const others = all.filter((name) => trouble.part !== `channel ${name}`);
    for (const name of others.length > 0 ? others : all) this.#write(name, message);
    return this.#release(settings);
  }

  #mutes({ maintenance, timeZone }: EngineSettings): Mute[] {
    return mutesAt(this.silences.active(this.#now), maintenance, this.#now, timeZone);
  }

  #put(announcements: readonly Announcement[]): void {
    for (const announcement of announcements) {
      const channel = this.#settings?.channels.find(({ name }) => name === announcement.channel);
      if (channel !== undefined) this.#queues.get(channel.name)?.put(announcement, channel, this.#now);
    }
    for (const { channel, incidentId } of this.#announcer.takeDropped()) this.#queues.get(channel)?.forget(incidentId);
  }

  #write(channel: string, message: Message, from: { route: string | null; insteadOf: string | null } = NOBODY): void {
    this.#queues.get(channel)?.putWritten({ message, ...from });
  }

  #doChores(settings: EngineSettings): void {
    const { channels, timeZone } = settings;
    if (this.#now >= this.#choresAt && this.#now - this.#choresAt < CHORES_MS) return;
    this.#choresAt = this.#now;
    const { deliveries, incidents } = this.#parts;
    for (const name of this.#heartbeats.due(settings, this.#now)) {
      this.#write(name, heartbeatMessage(incidents(), deliveries.all(), this.#now, timeZone));
    }
    if (!channels.some(({ backup }) => backup !== undefined)) return;
    // Oldest first: those of a thread keep their order on the other channel.
    for (const { delivery, channel } of this.#backup.due(deliveries.all().toReversed(), channels, this.#now)) {
      this.#write(channel, insteadOf(delivery), { route: delivery.route, insteadOf: delivery.id });
    }
  }

  #release(settings: EngineSettings): Delivery[] {
    const isCritical = (id: string): boolean => this.#parts.incidentOf(id)?.severity === "critical";
    return settings.channels.flatMap((channel) => {
      const queue = this.#queues.get(channel.name);
      if (queue === undefined || queue.isEmpty) return [];
      return queue
        .release(channel, this.#now, isCritical)
        .flatMap((released) => this.#plan(channel, released, settings));
    });
  }

  #plan({ name }: ChannelReference, released: Released, settings: EngineSettings): Delivery[] {
    const { deliveries } = this.#parts;
    const channels = [name];
    switch (released.kind) {
      case "written": {
        const { message, route, insteadOf: replaced } = released.written;
        return deliveries.plan(message, { name: route, channels }, replaced);
      }
      case "alone": {
        const message = this.#messageOf(released.waiting, settings);
        return message === null ? [] : deliveries.plan(message, { name: released.waiting.route, channels });
      }
      case "digest": {
        const lines = released.waiting.flatMap((waiting) => {
          const incident = this.#parts.incidentOf(waiting.incidentId);
          if (incident === null) return [];
          const mentions = waiting.isFirst ? (routeNamed(waiting.route, settings)?.mention ?? []) : [];
          return [{ incident, isOver: waiting.isOver || waiting.event === "resolved", mentions }];
        });
        const [first] = released.waiting;
        if (lines.length === 0) return [];
        const message = digestMessage(lines, released.stillOpen, this.#now, settings.timeZone);
        return deliveries.plan(message, { name: first?.route ?? null, channels });
      }
    }
  }

  #messageOf({ event, incidentId, route, isOver }: Waiting, settings: EngineSettings): Message | null {
    const incident = this.#parts.incidentOf(incidentId);
    if (incident === null) return null;
    const telling = { event: isOver ? ("resolved" as const) : event, incident, route: routeNamed(route, settings) };
    return messageFor(telling, this.#parts.trailOf(incident), this.#now, settings.timeZone);
  }
}

const NOBODY = { route: null, insteadOf: null };
