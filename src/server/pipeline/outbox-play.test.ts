import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Transactions } from "../../core/model/transactions.ts";
import { EnginePlay, recordsOf, settingsWith, STEADY, TICK_MS } from "../../../test/support/engine-play.ts";
import { channelLike } from "../../../test/support/examples.ts";
import { Engine } from "../../core/engine/engine.ts";
import type { EngineState } from "../../core/engine/engine-state.ts";
import type { JournalEntry } from "../../core/model/journal-entry.ts";
import type { Channel, Receipt } from "../channel/channel.ts";
import { createMemoryJournal } from "../journal/memory.ts";
import { ManualClock } from "./clock.ts";
import { Outbox } from "./outbox.ts";
import { Sequencer } from "./sequencer.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

type Answer = "accepts" | "down" | "busy" | "refuses" | "hangs" | "throws";

const receipts: Record<Exclude<Answer, "hangs" | "throws">, Receipt> = {
  accepts: { kind: "accepted", detail: null },
  down: { kind: "retry", detail: "answered 503" },
  busy: { kind: "retry", detail: "answered 429", retryAfterMs: 20_000 },
  refuses: { kind: "refused", detail: "answered 404" },
};

/** What the world outside saw; it outlives every process. */
interface World {
  answers: Record<string, Answer>;
  /** In the order in which receivers took them; what was sent and not answered may have been taken too. */
  attempts: { channel: string; key: string; thread: string; title: string; answer: Answer }[];
}

function channelIn(world: World, name: string): Channel {
  return {
    name,
    kind: "scripted",
    sends: true,
    render: (message) => ({ contentType: "text/plain", body: message }),
    send: ({ body }, { idempotencyKey: key }) => {
      const { thread, title } = body as { thread: string; title: string };
      const answer = world.answers[name] ?? "accepts";
      world.attempts.push({ channel: name, key, thread, title, answer });
      if (answer === "throws") throw new TypeError("a defect");
      return answer === "hangs" ? new Promise(() => undefined) : Promise.resolve(receipts[answer]);
    },
  };
}

const CHANNELS = ["first", "second"];
const settings = settingsWith({
  monitors: [{ name: "issuers", by: "issuer", budget: "5/day" }],
  channels: [
    channelLike("first", { burst: 3, perMinute: 6, backup: { channel: "second", afterMs: 60_000 } }),
    channelLike("second", { burst: 50, perMinute: 60, digests: false }),
  ],
});
const ISSUERS = ["aurora", "borealis", "cirrus"];

/** What every run begins with: a stream that has been learnt. */
const learnt = new EnginePlay(settings);
for (let tick = 0; tick < 40; tick++) tickOf(learnt.at, STEADY, (entry) => learnt.give(entry));

function tickOf(at: number, bad: Record<string, number>, give: (entry: JournalEntry) => void, burning = -1): void {
  const records = ISSUERS.flatMap((issuer, index) =>
    recordsOf(index === burning ? { ...STEADY, ...bad } : STEADY, at, { issuer }),
  );
  give({ kind: "transactions", at: at + TICK_MS - 1000, origin: "live", records: Transactions.of(records) });
  learnt.at = Math.max(learnt.at, at + TICK_MS);
}

const learntState = learnt.engine.save();
const learntUntil = learnt.at;

/** A process: the engine that was saved or begins anew from the journal, and an outbox of its own. */
class Life {
  readonly world: World;
  readonly clock: ManualClock;
  engine = Engine.load(structuredClone(learntState));
  readonly #journal = createMemoryJournal();
  #sequencer = this.#newSequencer(0);
  #snapshot: { state: EngineState; position: number } = { state: learntState, position: 0 };
  #abort = new AbortController();
  #outbox: Outbox;
  #done: Promise<void>;

  constructor(world: World) {
    this.world = world;
    this.clock = new ManualClock(learntUntil);
    this.#outbox = this.#newOutbox();
    this.#done = this.#outbox.run(this.#abort.signal);
  }

  submit(entry: JournalEntry): Promise<unknown> {
    return this.#sequencer.submit(entry);
  }

  snapshot(): void {
    this.#snapshot = { state: structuredClone(this.engine.save()), position: this.#journal.next };
  }

  /** Ticks of traffic, of which one issuer may burn; the clock goes with them. */
  async ticks(count: number, burning: number, status: string): Promise<void> {
    for (let tick = 0; tick < count; tick++) {
      const at = this.clock.now();
      const entries: JournalEntry[] = [];
      tickOf(at, { [status]: 60 }, (entry) => entries.push(entry), burning);
      await this.pass(TICK_MS - 1000);
      for (const entry of entries) await this.submit(entry);
      await this.pass(1000);
    }
  }

  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    for (;;) {
      this.#outbox.nudge();
      for (let i = 0; i < 6; i++) await turn();
      if (this.clock.now() >= until) return;
      this.clock.set(Math.min(until, this.clock.now() + 1000));
    }
  }

  async retryAll(): Promise<void> {
    for (const { id, state } of this.engine.deliveries.all()) {
      if (state !== "failed") continue;
      const action = { do: "retry" as const, deliveryId: id };
      await this.submit({ kind: "acted", at: this.clock.now(), by: "Ana", via: "api", action });
    }
  }

  /** `crash`: nothing of what was under way is noted, as after a kill -9; else as after a stop. */
  async restart(kind: "stop" | "crash"): Promise<void> {
    const closing = this.#sequencer.close();
    this.#abort.abort();
    if (kind === "stop") await this.pass(6000);
    await closing;
    this.engine = Engine.load(structuredClone(this.#snapshot.state));
    for (const { entry } of this.#journal.read(this.#snapshot.position)) this.engine.apply(entry);
    this.#sequencer = this.#newSequencer(this.#journal.next);
    this.#abort = new AbortController();
    this.#outbox = this.#newOutbox();
    this.#done = this.#outbox.run(this.#abort.signal);
  }

  async end(): Promise<void> {
    this.#abort.abort();
    await this.pass(6000);
    await this.#done;
  }

  #newSequencer(position: number): Sequencer {
    return new Sequencer({ journal: this.#journal, engine: this.engine, position, onApplied: () => undefined });
  }

  #newOutbox(): Outbox {
    return new Outbox({
      clock: this.clock,
      now: () => this.clock.now(),
      engine: this.engine,
      sequencer: this.#sequencer,
      channels: CHANNELS.map((name) => channelIn(this.world, name)),
      random: () => 0.5,
      onRefusal: () => undefined,
      onDefect: () => undefined,
    });
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("burn" as const), issuer: fc.nat(2), ticks: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("calm" as const), ticks: fc.nat(30) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("answer" as const),
      channel: fc.constantFrom(...CHANNELS),
      answer: fc.constantFrom<Answer>("accepts", "down", "busy", "refuses", "hangs", "throws"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("restart" as const), kind: fc.constantFrom("stop", "crash") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("snapshot" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("retry" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("trouble" as const), isOver: fc.boolean() }) },
);

test("property: every message ends, under one key, in the order of its thread, whatever receivers and processes do", async () => {
  let messages = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const life = new Life({ answers: {}, attempts: [] });
      for (const each of steps) {
        if (each.do === "burn") await life.ticks(each.ticks + 1, each.issuer, "denied");
        else if (each.do === "calm") await life.ticks(each.ticks, -1, "denied");
        else if (each.do === "answer") life.world.answers[each.channel] = each.answer;
        else if (each.do === "restart") await life.restart(each.kind);
        else if (each.do === "snapshot") life.snapshot();
        else if (each.do === "retry") await life.retryAll();
        else if (each.do === "trouble") {
          const { isOver } = each;
          await life.submit({ kind: "troubled", at: life.clock.now(), part: "disk", text: "is full", isOver });
        }
      }
      life.world.answers = {};
      await life.ticks(30, -1, "denied");
      await life.retryAll();
      await life.pass(200_000);
      const deliveries = life.engine.deliveries.all().toReversed();
      messages += deliveries.length;
      expect(deliveries.filter(({ state }) => state === "planned")).toEqual([]);
      const { attempts } = life.world;
      // Every attempt was of a delivery that is in the book, with its own key and its own channel.
      for (const { key, channel, title } of attempts) {
        const delivery = deliveries.find(({ id }) => id === key);
        expect(delivery?.channel).toBe(channel);
        expect(delivery?.message.title).toBe(title);
      }
      const accepted = attempts.filter(({ answer }) => answer === "accepts");
      for (const { id, state } of deliveries) {
        if (state === "delivered") expect(accepted.map(({ key }) => key)).toContain(id);
      }
      for (const channel of CHANNELS) expectOrder(channel, deliveries, attempts);
      await life.end();
    }),
    { numRuns: 20 },
  );
  // With no messages nothing would be out of order.

  expect(messages).toBeGreaterThan(100);
}, 120_000);

/** Between two messages of a thread the later one is not tried before the earlier one is done with for the first time. */
function expectOrder(
  channel: string,
  deliveries: readonly { id: string; channel: string; message: { thread: string } }[],
  attempts: World["attempts"],
): void {
  for (const thread of new Set(attempts.map((attempt) => attempt.thread))) {
    const keys = deliveries
      .filter((delivery) => delivery.channel === channel && delivery.message.thread === thread)
      .map(({ id }) => id);
    const firsts = keys.map((key) => attempts.findIndex((attempt) => attempt.key === key)).filter((at) => at >= 0);
    expect(firsts).toEqual(firsts.toSorted((one, other) => one - other));
    for (const [index, key] of keys.entries()) {
      const begun = attempts.findIndex((attempt) => attempt.key === keys[index + 1]);
      if (begun < 0) continue;
      const before = attempts.slice(0, begun).filter((attempt) => attempt.key === key);
      const isDone = before.some(({ answer }) => answer !== "down" && answer !== "busy" && answer !== "hangs");
      expect(isDone).toBe(true);
    }
  }
}
