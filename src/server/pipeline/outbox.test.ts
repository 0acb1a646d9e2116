import { afterEach, describe, expect, test } from "vitest";
import { EnginePlay, settingsWith, START } from "../../../test/support/engine-play.ts";
import { entriesOf } from "../../../test/support/entries-of.ts";
import { messageLike } from "../../../test/support/examples.ts";
import type { Message } from "../../core/model/message.ts";
import type { Channel, Receipt, SendOptions } from "../channel/channel.ts";
import type { Journal } from "../journal/journal.ts";
import { createMemoryJournal } from "../journal/memory.ts";
import { ManualClock } from "./clock.ts";
import { Engine } from "../../core/engine/engine.ts";
import { Outbox } from "./outbox.ts";
import { Sequencer } from "./sequencer.ts";

const accepted: Receipt = { kind: "accepted", detail: "answered 202" };
const down: Receipt = { kind: "retry", detail: "answered 503" };

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A receiver that answers as told, the last answer for good, and remembers what came. */
class ScriptedChannel implements Channel {
  readonly name: string;
  readonly kind = "scripted";
  readonly sends: boolean;
  readonly received: { title: string; key: string; at: number }[] = [];
  answers: Receipt[] = [accepted];
  readonly #clock: ManualClock;

  constructor(name: string, clock: ManualClock, sends = true) {
    this.name = name;
    this.sends = sends;
    this.#clock = clock;
  }

  render(message: Message) {
    return { contentType: "text/plain", body: message.title };
  }

  send({ body }: { body: unknown }, { idempotencyKey }: SendOptions): Promise<Receipt> {
    this.received.push({ title: String(body), key: idempotencyKey, at: this.#clock.now() });
    const [answer = accepted] = this.answers;
    if (this.answers.length > 1) this.answers.shift();
    return Promise.resolve(answer);
  }
}

function messageOf(title: string, incidentId = "1"): Message {
  return messageLike({ at: START, title, thread: `incident-${incidentId}` });
}

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

function start(
  names: readonly string[] = ["ops"],
  { sends = true, journal = createMemoryJournal(), clock = new ManualClock(START) } = {},
) {
  const engine = new Engine();
  for (const entry of entriesOf(journal)) engine.apply(entry);
  const sequencer = new Sequencer({ journal, engine, onApplied: () => undefined });
  const channels = names.map((name) => new ScriptedChannel(name, clock, sends));
  const now = () => clock.now();
  const defects: unknown[] = [];
  const onDefect = (_delivery: unknown, error: unknown) => void defects.push(error);
  const outbox = new Outbox({
    clock,
    now,
    engine,
    sequencer,
    channels,
    random: () => 0,
    onRefusal: () => undefined,
    onDefect,
  });
  const abort = new AbortController();
  let done: Promise<void> = Promise.resolve();
  const run = async () => {
    done = outbox.run(abort.signal);
    await pass(0);
  };
  const stop = async () => {
    abort.abort();
    await done;
  };
  running.push(stop);
  /** Lets the clock go on, step by step, and everything happen that is due. */
  const pass = async (ms: number) => {
    const until = clock.now() + ms;
    for (;;) {
      for (let i = 0; i < 8; i++) await turn();
      if (clock.now() >= until) return;
      clock.set(Math.min(until, clock.now() + (ms < 3_600_000 ? 500 : ms / 100)));
    }
  };
  const plan = (...titles: string[]) => {
    for (const title of titles) {
      engine.deliveries.plan(messageOf(title), { name: "everything", channels: [...names] });
    }
    outbox.nudge();
  };
  const states = () => engine.deliveries.all().map(({ state, attempts, detail }) => ({ state, attempts, detail }));
  const outcomes = () =>
    entriesOf(journal).flatMap((entry) => (entry.kind === "delivery" ? [entry.outcome.state] : []));
  const [channel = new ScriptedChannel("none", clock)] = channels;
  return { clock, engine, channels, channel, run, stop, pass, plan, states, outcomes, journal, outbox, defects };
}

describe("the outbox", () => {
  test("counts attempts by how they ended, and how old a message was when it arrived", async () => {
    const box = start();
    box.channel.answers = [down, down, accepted, { kind: "refused", detail: "answered 404" }];
    await box.run();
    box.plan("first", "second");
    await box.pass(60_000);
    expect(box.outbox.attempts.get("ops")).toEqual({ planned: 2, delivered: 1, failed: 1, kept: 0 });
    expect(box.outbox.ages.counts.reduce((sum, count) => sum + count)).toBe(1);
    expect(box.outbox.ages.sum).toBeGreaterThan(0);
  });

  test("does not let a new incident wait behind another's message that is tried again", async () => {
    const box = start();
    box.channel.answers = [down, down, accepted];
    await box.run();
    box.plan("first of 1", "second of 1");
    await box.pass(0);
    box.engine.deliveries.plan(messageOf("first of 2", "2"), { name: "everything", channels: ["ops"] });
    box.outbox.nudge();
    await box.pass(1000);
    expect(box.channel.received.map(({ title }) => title)).toEqual(["first of 1", "first of 2"]);
    await box.pass(20_000);
    const tried = box.channel.received.map(({ title }) => title);
    expect(tried.slice(2)).toEqual(["first of 1", "second of 1", "first of 2"]);
  });

  test("sends what is planned, one after the other, and notes that each was delivered", async () => {
    const box = start();
    await box.run();
    box.plan("first", "second", "third");
    await box.pass(0);
    expect(box.channel.received.map(({ title }) => title)).toEqual(["first", "second", "third"]);
    expect(new Set(box.channel.received.map(({ key }) => key)).size).toBe(3);
    const delivered = { state: "delivered", attempts: 1, detail: "answered 202" };
    expect(box.states()).toEqual([delivered, delivered, delivered]);
    expect(box.outcomes()).toEqual(["delivered", "delivered", "delivered"]);
  });

  test("tries again after growing pauses with the same key, and keeps the order of the channel", async () => {
    const box = start();
    box.channel.answers = [down, down, down, accepted];
    await box.run();
    box.plan("first", "second");
    await box.pass(60_000);
    const [{ key, at } = { key: "", at: 0 }] = box.channel.received;
    expect(box.channel.received.map(({ title }) => title)).toEqual(["first", "first", "first", "first", "second"]);
    expect(box.channel.received.slice(0, 4).map((one) => one.key)).toEqual([key, key, key, key]);
    expect(box.channel.received.slice(0, 4).map((one) => Math.round((one.at - at) / 1000))).toEqual([0, 1, 6, 21]);
    expect(box.outcomes()).toEqual(["planned", "planned", "planned", "delivered", "delivered"]);
    expect(box.states()[1]).toEqual({ state: "delivered", attempts: 4, detail: "answered 202" });
  });

  test("waits as long as the receiver asked for", async () => {
    const box = start();
    box.channel.answers = [{ kind: "retry", detail: "too many", retryAfterMs: 90_000 }, accepted];
    await box.run();
    box.plan("first");
    await box.pass(89_000);
    expect(box.channel.received).toHaveLength(1);
    expect(box.states()).toEqual([{ state: "planned", attempts: 1, detail: "too many" }]);
    await box.pass(2000);
    expect(box.channel.received).toHaveLength(2);
    expect(box.states()).toMatchObject([{ state: "delivered", attempts: 2 }]);
  });

  test("gives up on what is refused at once, and goes on with the next", async () => {
    const box = start();
    box.channel.answers = [{ kind: "refused", detail: "answered 404" }, accepted];
    await box.run();
    box.plan("first", "second");
    await box.pass(0);
    expect(box.states()).toEqual([
      { state: "delivered", attempts: 1, detail: "answered 202" },
      { state: "failed", attempts: 1, detail: "answered 404" },
    ]);
  });

  test("gives up on a receiver that is down for more than a day", async () => {
    const box = start();
    box.channel.answers = [down];
    await box.run();
    box.plan("first");
    for (let hour = 0; hour < 26; hour++) await box.pass(3_600_000);
    expect(box.states()).toMatchObject([{ state: "failed", detail: "given up after a day: answered 503" }]);
    const { length } = box.channel.received;
    await box.pass(3_600_000);
    expect(box.channel.received).toHaveLength(length);
  });

  test("keeps the messages of a channel that sends nothing", async () => {
    const box = start(["ops"], { sends: false });
    await box.run();
    box.plan("first");
    await box.pass(0);
    expect(box.channel.received).toEqual([]);
    expect(box.states()).toEqual([{ state: "kept", attempts: 1, detail: null }]);
  });

  test("lets no channel wait for another", async () => {
    const box = start(["slow", "quick"]);
    box.channel.answers = [down];
    await box.run();
    box.plan("first", "second");
    await box.pass(0);
    expect(box.channels[1]?.received.map(({ title }) => title)).toEqual(["first", "second"]);
    expect(box.channel.received.map(({ title }) => title)).toEqual(["first"]);
  });

  test("sends a message once although the journal cannot note it for a while", async () => {
    const memory = createMemoryJournal();
    let failures = 3;
    const journal: Journal = {
      ...memory,
      append: (entries) => (failures-- > 0 ? Promise.reject(new Error("full")) : memory.append(entries)),
    };
    const box = start(["ops"], { journal });
    await box.run();
    box.plan("first");
    await box.pass(5000);
    expect(box.channel.received).toHaveLength(1);
    expect(box.states()).toMatchObject([{ state: "delivered", attempts: 1 }]);
  });

  test("stops while a receiver is down, and while the journal is", async () => {
    const box = start();
    box.channel.answers = [down];
    await box.run();
    box.plan("first");
    await box.pass(0);
    await box.stop();
    const broken = start(["ops"], {
      journal: { ...createMemoryJournal(), append: () => Promise.reject(new Error("full")) },
    });
    await broken.run();
    broken.plan("first");
    await broken.pass(2000);
    await broken.stop();
    expect(broken.states()).toMatchObject([{ state: "planned" }]);
  });

  test("goes on after a restart with what was not done, under the same key", async () => {
    const play = new EnginePlay(settingsWith()).ticks(40).ticks(2, { approved: 30, denied: 90 });
    const journal = createMemoryJournal();
    await journal.append(play.entries);
    const clock = new ManualClock(play.at);
    const before = start(["ops"], { journal, clock });
    before.channel.answers = [down];
    await before.run();
    expect(before.states()).toMatchObject([{ state: "planned", attempts: 1 }]);
    await before.stop();
    const after = start(["ops"], { journal, clock });
    await after.run();
    expect(after.states()).toEqual([{ state: "delivered", attempts: 2, detail: "answered 202" }]);
    expect(after.channel.received[0]?.key).toBe(before.channel.received[0]?.key);
    await after.stop();
    const third = start(["ops"], { journal, clock });
    await third.run();
    expect(third.channel.received).toEqual([]);
  });

  test("tells when everything is sent, or that it was not in time", async () => {
    const box = start();
    box.channel.answers = [down, accepted];
    await box.run();
    box.plan("first");
    const { signal } = new AbortController();
    const early = box.outbox.drained(400, signal);
    await box.pass(500);
    expect(await early).toBe(false);
    const late = box.outbox.drained(10_000, signal);
    await box.pass(2000);
    expect(await late).toBe(true);
  });

  test("a receiver that has too much is left alone by the whole channel", async () => {
    const box = start();
    box.channel.answers = [{ kind: "retry", detail: "answered 429", retryAfterMs: 30_000 }, accepted];
    await box.run();
    box.plan("first of 1");
    await box.pass(0);
    box.engine.deliveries.plan(messageOf("first of 2", "2"), { name: "everything", channels: ["ops"] });
    box.outbox.nudge();
    await box.pass(29_500);
    expect(box.channel.received).toHaveLength(1);
    await box.pass(1000);
    expect(box.channel.received.map(({ title }) => title)).toEqual(["first of 1", "first of 2", "first of 1"]);
  });

  test("many messages do not run against a receiver that is down, and all go out when it is well again", async () => {
    const box = start();
    box.channel.answers = [down];
    await box.run();
    for (let incident = 0; incident < 1000; incident++) {
      box.engine.deliveries.plan(messageOf("opened", String(incident)), { name: "everything", channels: ["ops"] });
    }
    box.outbox.nudge();
    await box.pass(600_000);
    expect(box.channel.received.length).toBeLessThan(15);
    box.channel.answers = [accepted];
    await box.pass(121_000);
    await untilSent(box);
    expect(new Set(box.states().map(({ state }) => state))).toEqual(new Set(["delivered"]));
  });

  test("gets through ten thousand messages without going through all of them for each", async () => {
    const box = start();
    for (let incident = 0; incident < 10_000; incident++) {
      box.engine.deliveries.plan(messageOf("opened", String(incident)), { name: "everything", channels: ["ops"] });
    }
    const began = performance.now();
    await box.run();
    await untilSent(box);
    expect(box.channel.received).toHaveLength(10_000);
    // About a second here; with every attempt looking at every message it took minutes.
    expect(performance.now() - began).toBeLessThan(15_000);
  }, 60_000);

  test("a receiver that never answers is cut off, and others do not wait for it", async () => {
    const box = start(["hung", "quick"]);
    const cut: boolean[] = [];
    box.channel.send = (_rendered, { signal }) =>
      new Promise(() => signal.addEventListener("abort", () => cut.push(true)));
    await box.run();
    box.plan("first", "second");
    await box.pass(0);
    expect(box.channels[1]?.received).toHaveLength(2);
    await box.pass(60_500);
    expect(cut).toEqual([true]);
    expect(box.states()).toContainEqual({ state: "planned", attempts: 1, detail: "no answer" });
  });

  test("a stop does not wait long for an answer, and the message goes out after the start", async () => {
    const box = start();
    box.channel.send = () => new Promise(() => undefined);
    await box.run();
    box.plan("first");
    await box.pass(0);
    const stopped = box.stop();
    await box.pass(5500);
    await stopped;
    expect(box.states()).toMatchObject([{ state: "planned", attempts: 1 }]);
  });

  test("a channel that fails on a message gives up that message alone, without telling what it knew", async () => {
    const box = start();
    box.channel.send = ({ body }) => {
      if (body === "first") throw new TypeError("https://hooks.example.com/?sig=secret");
      return Promise.resolve(accepted);
    };
    await box.run();
    box.plan("first", "second");
    await box.pass(0);
    const detail = "a defect of ours kept it from being sent (TypeError); the log has more";
    expect(box.states()).toMatchObject([{ state: "delivered" }, { state: "failed", detail }]);
    expect(box.defects).toHaveLength(1);
  });

  test("what waits for a channel that is not configured any more is given up", async () => {
    const box = start();
    box.engine.deliveries.plan(messageOf("first"), { name: "everything", channels: ["ops", "former"] });
    await box.run();
    const detail = "there is no channel of this name in the configuration any more";
    expect(box.states()).toMatchObject([{ state: "failed", detail }, { state: "delivered" }]);
  });

  test("what was given up goes out again when somebody wants it to, under the same key, with a day of its own", async () => {
    const box = start();
    box.channel.answers = [down];
    await box.run();
    box.plan("first");
    for (let hour = 0; hour < 26; hour++) await box.pass(3_600_000);
    const [given] = box.engine.deliveries.all();
    expect(given?.state).toBe("failed");
    const before = box.channel.received.length;
    box.engine.deliveries.retry(given?.id ?? "");
    box.outbox.nudge();
    await box.pass(1500);
    expect(box.channel.received.length - before).toBe(2);
    box.channel.answers = [accepted];
    await box.pass(10_000);
    expect(box.states()).toMatchObject([{ state: "delivered" }]);
    expect(new Set(box.channel.received.map(({ key }) => key)).size).toBe(1);
  });
});

/** Lets everything happen that needs no time. */
async function untilSent({ engine }: ReturnType<typeof start>): Promise<void> {
  while (engine.deliveries.plannedCount > 0) await turn();
}
