import type { Delivery, DeliveryOutcome } from "../../core/model/delivery.ts";
import type { EngineSettings } from "../../core/model/engine-settings.ts";
import type { Archive } from "../../core/archive/archive.ts";
import type { JournalEntry } from "../../core/model/journal-entry.ts";
import type { LiveEvent } from "../../core/model/live-event.ts";
import type { Trouble } from "../../core/model/overview.ts";
import { ALL_TRAFFIC } from "../../core/model/scope.ts";
import type { Channel } from "../channel/channel.ts";
import type { Feed } from "../feed/feed.ts";
import type { Journal, Placed } from "../journal/journal.ts";
import type { Store } from "../store/store.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Applied, Engine } from "../../core/engine/engine.ts";
import { type Call, Heartbeat } from "./heartbeat.ts";
import { Historian } from "./historian.ts";
import { Keeper, type Retention } from "./keeper.ts";
import { Outbox } from "./outbox.ts";
import { createPulse } from "./pulse.ts";
import { recovered } from "./recovery.ts";
import { verdictsAt } from "../../core/engine/read-verdicts.ts";
import { Sequencer } from "./sequencer.ts";
import type { Service } from "./service.ts";
import { Supervisor } from "./supervisor.ts";
import { createTicker } from "./ticker.ts";
import { type DiskRoom, Watchman } from "./watchman.ts";

/** More is not held in memory while the store is away. */
const MOST_ROWS_WAITING = 300_000;

export interface PipelineParts {
  settings: EngineSettings;
  journal: Journal;
  retention: Retention;
  store: Store;
  /** What is older need not be brought to the store. */
  keepsHistoryMs: number;
  feed: Feed;
  channels: readonly Channel[];
  clock: Clock;
  marksClock: boolean;
  random: () => number;
  /** A message was not taken by its receiver. */
  onRefusal: (delivery: Delivery, outcome: DeliveryOutcome) => void;
  /** A channel threw. */
  onDefect: (delivery: Delivery, error: unknown) => void;
  onServiceFault: (service: Service, error: unknown, restarts: number) => void;
  onServiceGiveUp: (service: Service) => void;
  /** The line that `/v1/live` sends once a second. */
  pulse: () => LiveEvent;
  /** What is wrong with the monitor itself that people must hear of. */
  pressing: () => readonly Trouble[];
  /** People are told of it, or of its end. */
  onTold: (trouble: Trouble, isOver: boolean) => void;
  /** Null where nothing is kept on a disk. */
  readDisk: () => Promise<DiskRoom | null>;
  /** The outside watcher that is called while all is well, and what keeps it from being called; null for none. */
  heartbeat: { everyMs: number; call: Call; ailing: () => string | null } | null;
}

/** The moving parts between the journal and the people: one engine and the services that keep it going. */
export class Pipeline {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly channels: readonly Channel[];
  readonly feed: Feed;
  readonly journal: Journal;
  readonly sequencer: Sequencer;
  readonly outbox: Outbox;
  readonly supervisor: Supervisor;
  readonly keeper: Keeper;
  readonly store: Store;
  readonly historian: Historian | null;
  readonly watchman: Watchman;
  readonly heartbeat: Heartbeat | null;
  /** What people have to know of how the state was found at the start. */
  readonly recoveryNotes: readonly string[];
  /** Entries whose rows for the store could not be worked out: a defect of ours. */
  unarchived = 0;
  /** When the clock began to be watched; null while it is not, as in a replay. */
  startedAt: number | null = null;
  /** When transactions came in last, as far as this process has seen. */
  heardAt: number | null = null;
  readonly #archive: Archive | null;
  readonly #archiveFrom: number;
  readonly #parts: PipelineParts;

  constructor(parts: PipelineParts) {
    this.#parts = parts;
    this.clock = parts.clock;
    this.channels = parts.channels;
    this.feed = parts.feed;
    this.journal = parts.journal;
    this.store = parts.store;
    const archives = parts.store.state !== "absent";
    const { engine, archive, archiveFrom, position, notes } = recovered(parts.journal, parts.settings, { archives });
    this.engine = engine;
    this.recoveryNotes = notes;
    this.#archive = archive;
    if (archive !== null) {
      archive.keepsSince = parts.clock.now() - parts.keepsHistoryMs;
      archive.mostRows = MOST_ROWS_WAITING;
    }
    this.#archiveFrom = archiveFrom;
    this.sequencer = new Sequencer({
      journal: parts.journal,
      engine,
      position,
      mostBytes: parts.retention.bytes,
      onApplied: (applied, placed) => this.#onApplied(applied, placed),
    });
    this.outbox = new Outbox({
      clock: systemClock,
      now: () => parts.clock.now(),
      engine,
      sequencer: this.sequencer,
      channels: parts.channels,
      random: parts.random,
      onRefusal: parts.onRefusal,
      onDefect: parts.onDefect,
    });
    this.historian =
      archive === null
        ? null
        : new Historian({
            clock: systemClock,
            now: () => parts.clock.now(),
            journal: parts.journal,
            archive,
            sequencer: this.sequencer,
            store: parts.store,
            settings: parts.settings,
          });
    this.keeper = new Keeper({
      clock: systemClock,
      journal: parts.journal,
      engine,
      archive,
      sequencer: this.sequencer,
      retention: parts.retention,
      neededFrom: () => this.historian?.neededFrom ?? Infinity,
    });
    this.watchman = new Watchman({
      clock: systemClock,
      now: () => parts.clock.now(),
      engine,
      sequencer: this.sequencer,
      pressing: parts.pressing,
      readDisk: parts.readDisk,
      onTold: parts.onTold,
    });
    this.heartbeat = parts.heartbeat === null ? null : new Heartbeat({ clock: systemClock, ...parts.heartbeat });
    this.supervisor = new Supervisor({
      clock: systemClock,
      onFault: parts.onServiceFault,
      onGiveUp: parts.onServiceGiveUp,
    });
  }

  /** Brings the engine to where the journal ends, then starts the services. Returns how many entries were replayed. */
  async start(): Promise<number> {
    const isFirst = this.journal.next === 0;
    let replayed = 0;
    for (const { position, entry } of this.journal.read(this.sequencer.position)) {
      this.sequencer.replay(position, entry);
      replayed++;
    }
    this.sequencer.position = this.journal.next;
    const { settings, clock, feed, pulse, marksClock } = this.#parts;
    if (!isFirst) await this.sequencer.submit({ kind: "resumed", at: clock.now() });
    if (JSON.stringify(this.engine.configured) !== JSON.stringify(settings)) {
      await this.sequencer.submit({ kind: "configured", at: clock.now(), settings });
    }
    if (this.historian !== null) this.supervisor.start(this.historian);
    if (this.journal.kind !== "memory") this.supervisor.start(this.keeper);
    this.supervisor.start(this.outbox);
    if (marksClock) this.startClock();
    this.supervisor.start(createPulse({ clock: systemClock, feed, pulse }));
    return replayed;
  }

  /** From now on the clock closes ticks too, not only what comes in, and the monitor watches itself. */
  startClock(): void {
    this.startedAt = this.clock.now();
    this.supervisor.start(createTicker({ clock: this.clock, engine: this.engine, sequencer: this.sequencer }));
    this.supervisor.start(this.watchman);
    if (this.heartbeat !== null) this.supervisor.start(this.heartbeat);
  }

  submit(entry: JournalEntry): Promise<Applied> {
    return this.sequencer.submit(entry);
  }

  /** Finishes what is under way; nothing is accepted any more. */
  async stop(): Promise<void> {
    await this.supervisor.stop();
    await this.sequencer.close();
    if (this.journal.kind !== "memory") await this.keeper.snapshot();
    await this.journal.close();
  }

  #onApplied(applied: Applied, { position, entry }: Placed): void {
    if (entry.kind === "transactions") this.heardAt = entry.at;
    if (this.#archive !== null && position >= this.#archiveFrom) {
      try {
        this.#archive.note(position, entry, applied, this.engine);
      } catch {
        // History is not worth an alert: what waits for the alert goes on, and the defect is told.
        this.unarchived += 1;
      }
    }
    if (entry.kind === "acted" && (entry.action.do === "retry" || entry.action.do === "test-channel")) {
      for (const effect of applied.effects) if (effect.kind === "delivery") this.outbox.hurry(effect.delivery.channel);
    }
    this.#show(applied);
  }

  #show(applied: Applied): void {
    const { feed, engine } = this;
    const watched = feed.watched();
    let isPlanned = false;
    for (const effect of applied.effects) {
      if (effect.kind === "delivery") isPlanned ||= effect.delivery.state === "planned";
      if (watched.size === 0) continue;
      if (effect.kind !== "tick") feed.publish(effect);
      else if (engine.judging !== null) {
        for (const scope of watched) {
          const verdicts = verdictsAt(engine.judging, scope, effect.at);
          if (verdicts.length > 0) feed.publish({ kind: "tick", at: effect.at, scope, verdicts });
        }
      }
    }
    if (isPlanned) this.outbox.nudge();
  }
}

/** True when the scope is one that is judged. */
export function isKnownScope({ engine }: Pipeline, scope: string): boolean {
  return scope === ALL_TRAFFIC || (engine.judging?.rollup.scopes.keys.includes(scope) ?? false);
}
