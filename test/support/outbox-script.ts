import { Engine } from "../../src/core/engine/engine.ts";
import type { Delivery } from "../../src/core/model/delivery.ts";
import type { ChannelReference } from "../../src/core/model/engine-settings.ts";
import type { JournalEntry } from "../../src/core/model/journal-entry.ts";
import type { MessageEvent } from "../../src/core/model/message.ts";
import type { Channel } from "../../src/server/channel/channel.ts";
import { createTeamsChannel } from "../../src/server/channel/teams/teams.ts";
import { createMemoryJournal } from "../../src/server/journal/memory.ts";
import { ManualClock } from "../../src/server/pipeline/clock.ts";
import { Outbox } from "../../src/server/pipeline/outbox.ts";
import { Sequencer } from "../../src/server/pipeline/sequencer.ts";
import { channelLike, messageLike } from "./examples.ts";
import { settingsWith, START } from "./engine-play.ts";
import type { Behaviour, FailingReceiver } from "./failing-receiver.ts";

const STEP_MS = 500;
const MARK_MS = 5000;
/** Real time that a receiver may take; the script's own clock stands still meanwhile. */
const ATTEMPT_LIMIT_MS = 200;

/**
 * The real outbox and channels against real receivers, on a clock of its own, driven by a time script.
 *
 *   script.at(0, () => ops.behaviour = "hangs");
 *   script.plan(1, "ops", "1", "opened");
 *   script.at(60, () => ops.behaviour = "well");
 *   await script.playTo(200);
 */
export class OutboxScript {
  readonly clock = new ManualClock(START);
  readonly engine = new Engine();
  readonly #journal = createMemoryJournal();
  readonly #sequencer = new Sequencer({ journal: this.#journal, engine: this.engine, onApplied: () => undefined });
  readonly #deeds: { at: number; act: () => void | Promise<unknown> }[] = [];
  #underWay = 0;
  #stop: () => Promise<void> = () => Promise.resolve();
  #outbox: Outbox | null = null;

  /** Seconds since the script began. */
  readonly second = (): number => (this.clock.now() - START) / 1000;

  /** `changes` are to what the engine knows of a channel. */
  async start(
    receivers: Readonly<Record<string, FailingReceiver | string>>,
    changes: Readonly<Record<string, Partial<ChannelReference>>> = {},
  ): Promise<void> {
    const channels = Object.entries(receivers).map(([name, receiver]) =>
      this.#counted(
        createTeamsChannel({
          name,
          url: typeof receiver === "string" ? receiver : receiver.url,
          linksFor: () => ({ open: "http://localhost/" }),
          allowPrivateAddresses: true,
          timeoutMs: ATTEMPT_LIMIT_MS,
        }),
      ),
    );
    const settings = settingsWith({ channels: Object.keys(receivers).map((name) => channelLike(name, changes[name])) });
    await this.#sequencer.submit({ kind: "configured", at: this.clock.now(), settings });
    this.#run(channels);
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  at(second: number, act: () => void | Promise<unknown>): void {
    this.#deeds.push({ at: second, act });
    this.#deeds.sort((one, other) => one.at - other.at);
  }

  /** A message of an incident is planned. */
  plan(second: number, channel: string, incident: string, event: MessageEvent): void {
    this.at(second, () => {
      const title = `${event} ${incident}`;
      const message = messageLike({ at: this.clock.now(), event, title, thread: `incident-${incident}` });
      this.engine.deliveries.plan(message, { name: "everything", channels: [channel] });
    });
  }

  /** Something is written to the journal. */
  enter(second: number, entry: (at: number) => JournalEntry): void {
    this.at(second, () => this.#sequencer.submit(entry(this.clock.now())));
  }

  setting(second: number, receiver: FailingReceiver, behaviour: Behaviour): void {
    this.at(second, () => {
      receiver.behaviour = behaviour;
    });
  }

  /** What became of the messages of a channel, oldest first. */
  deliveries(channel: string): Delivery[] {
    return this.engine.deliveries
      .all()
      .filter((delivery) => delivery.channel === channel)
      .toReversed();
  }

  /** Lets time pass; whoever waits for a real answer gets it before the clock goes on. */
  async playTo(second: number): Promise<void> {
    for (;;) {
      while ((this.#deeds[0]?.at ?? Infinity) <= this.second()) await this.#deeds.shift()?.act();
      if (this.second() % (MARK_MS / 1000) === 0) {
        await this.#sequencer.submit({ kind: "clock", at: this.clock.now() });
      }
      this.#outbox?.nudge();
      await this.#settled();
      if (this.second() >= second) return;
      const left = second - this.second();
      this.clock.set(this.clock.now() + (left > 3600 ? 60_000 : STEP_MS));
    }
  }

  #run(channels: readonly Channel[]): void {
    const outbox = new Outbox({
      clock: this.clock,
      now: () => this.clock.now(),
      engine: this.engine,
      sequencer: this.#sequencer,
      channels,
      random: () => 0,
      onRefusal: () => undefined,
      onDefect: (_delivery, error) => {
        throw error;
      },
    });
    const abort = new AbortController();
    const done = outbox.run(abort.signal);
    this.#outbox = outbox;
    this.#stop = async () => {
      abort.abort();
      await done;
    };
  }

  async #settled(): Promise<void> {
    for (let quiet = 0; quiet < 6; quiet = this.#underWay === 0 ? quiet + 1 : 0) {
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  /** The channel, and how many of its attempts are under way. */
  #counted(channel: Channel): Channel {
    return {
      ...channel,
      send: async (rendered, options) => {
        this.#underWay += 1;
        try {
          return await channel.send(rendered, options);
        } finally {
          this.#underWay -= 1;
        }
      },
    };
  }
}
