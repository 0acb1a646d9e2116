import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Certificate, selfSignedCertificate } from "../support/certificate.ts";
import { type Behaviour, FailingReceiver } from "../support/failing-receiver.ts";
import { sightingLike } from "../support/examples.ts";
import { OutboxScript } from "../support/outbox-script.ts";

let script: OutboxScript;
const receivers: FailingReceiver[] = [];

beforeEach(() => {
  script = new OutboxScript();
});
afterEach(async () => {
  await script.stop();
  for (const started of receivers.splice(0)) started.stop();
});

async function receiver(certificate?: Certificate): Promise<FailingReceiver> {
  const started = new FailingReceiver(script.second);
  receivers.push(started);
  await started.start(certificate);
  return started;
}

/** Every message that was to go out arrived once under its own key, and those of an incident in their order. */
function expectAllInOrder(channel: string, at: FailingReceiver): void {
  const deliveries = script.deliveries(channel);
  expect(deliveries.map(({ state }) => state)).toEqual(deliveries.map(() => "delivered"));
  expect(at.shown.toSorted()).toEqual(deliveries.map(({ id }) => id).toSorted());
  for (const thread of new Set(deliveries.map(({ message }) => message.thread))) {
    const ids = deliveries.filter(({ message }) => message.thread === thread).map(({ id }) => id);
    expect(at.shown.filter((key) => ids.includes(key))).toEqual(ids);
  }
}

describe("a receiver that fails for a minute gets everything once it is well, in order, each under one key", () => {
  const failures: [string, Behaviour, string][] = [
    ["answers 500", { status: 500 }, "answered 500"],
    ["answers 503", { status: 503 }, "answered 503"],
    ["answers 429", { status: 429 }, "too many messages for the workflow (429)"],
    ["hides a 429 in a 200", { status: 200, text: "HTTP error 429" }, "too many messages for the workflow (429)"],
    ["never answers", "hangs", "no answer within 0.2 s"],
    ["never ends its answer", "stalls", "no answer within 0.2 s"],
    ["closes the connection", "closes", "the connection was closed before an answer came"],
  ];
  test.each(failures)("that %s", async (_name, behaviour, detail) => {
    const ops = await receiver();
    await script.start({ ops });
    script.setting(0, ops, behaviour);
    script.plan(1, "ops", "1", "opened");
    script.plan(3, "ops", "2", "opened");
    script.plan(20, "ops", "1", "updated");
    script.plan(40, "ops", "1", "resolved");
    await script.playTo(59);
    expect(ops.shown).toEqual([]);
    expect(script.deliveries("ops").map(({ state }) => state)).toEqual(["planned", "planned", "planned", "planned"]);
    expect(script.deliveries("ops")[0]?.detail).toBe(detail);
    const triedBefore = ops.attempts.length;
    expect(triedBefore).toBeGreaterThanOrEqual(4);
    expect(triedBefore).toBeLessThanOrEqual(10);
    script.setting(60, ops, "well");
    await script.playTo(100);
    expectAllInOrder("ops", ops);
    for (const { id } of script.deliveries("ops")) expect(ops.shown.filter((key) => key === id)).toHaveLength(1);
  });
});

test("a receiver that asks for time is left alone by every message until then", async () => {
  const ops = await receiver();
  await script.start({ ops });
  script.setting(0, ops, { status: 429, headers: { "retry-after": "120" } });
  script.plan(1, "ops", "1", "opened");
  script.setting(2, ops, "well");
  for (let second = 3; second < 100; second += 10) script.plan(second, "ops", `other ${second}`, "opened");
  await script.playTo(120);
  expect(ops.attempts.map(({ at }) => at)).toEqual([1]);
  await script.playTo(130);
  expect(ops.attempts.slice(1).every(({ at }) => at >= 121 && at <= 123)).toBe(true);
  expectAllInOrder("ops", ops);
});

test("a slow receiver does not hold up another channel", async () => {
  const [slow, quick] = [await receiver(), await receiver()];
  await script.start({ slow, quick });
  script.setting(0, slow, "hangs");
  for (let incident = 0; incident < 20; incident++) {
    script.plan(1, "slow", String(incident), "opened");
    script.plan(1, "quick", String(incident), "opened");
  }
  await script.playTo(2);
  expect(quick.shown).toHaveLength(20);
  expect(slow.attempts.length).toBeLessThanOrEqual(2);
  script.setting(30, slow, "well");
  await script.playTo(90);
  expectAllInOrder("slow", slow);
});

test.each([
  [{ status: 404 }, "answered 404: there is no workflow at this address; it may have been deleted"],
  [
    { status: 307, headers: { location: "http://169.254.169.254/latest" } },
    "answered 307: it redirects; configure the address that it leads to",
  ],
  [{ status: 413 }, "answered 413: the card is too large for the workflow"],
] as [Behaviour, string][])(
  "what is refused (%j) is given up at once, told why, and goes out when it is tried again by hand",
  async (behaviour, detail) => {
    const ops = await receiver();
    await script.start({ ops });
    script.setting(0, ops, behaviour);
    script.plan(1, "ops", "1", "opened");
    script.plan(1, "ops", "1", "resolved");
    await script.playTo(5);
    expect(script.deliveries("ops")).toMatchObject([
      { state: "failed", attempts: 1, detail },
      { state: "failed", attempts: 1, detail },
    ]);
    script.at(10, () => {
      ops.behaviour = "well";
      // The later one first: they go out in their order all the same.
      for (const { id } of script.deliveries("ops").toReversed()) script.engine.deliveries.retry(id);
    });
    await script.playTo(15);
    expectAllInOrder("ops", ops);
  },
);

test("a receiver that is down for more than a day: given up, and not lost", async () => {
  const ops = await receiver();
  await script.start({ ops });
  script.setting(0, ops, { status: 503 });
  script.plan(1, "ops", "1", "opened");
  await script.playTo(86_300);
  expect(script.deliveries("ops")[0]?.state).toBe("planned");
  await script.playTo(87_000);
  expect(script.deliveries("ops")).toMatchObject([
    { state: "failed", detail: "given up after a day: answered 503", message: { title: "opened 1" } },
  ]);
  // One in two minutes: noticed soon when it is well again, and no burden for it.
  expect(ops.attempts.length).toBeGreaterThan(600);
  expect(ops.attempts.length).toBeLessThan(800);
  ops.behaviour = "well";
  script.engine.deliveries.retry(script.deliveries("ops")[0]?.id ?? "");
  await script.playTo(87_010);
  expectAllInOrder("ops", ops);
});

test("what a workflow accepts and never shows counts as delivered: only a daily message on the channel shows that it does not", async () => {
  const ops = await receiver();
  await script.start({ ops });
  script.setting(0, ops, "drops");
  script.plan(1, "ops", "1", "opened");
  await script.playTo(10);
  expect(script.deliveries("ops")).toMatchObject([{ state: "delivered", detail: "accepted by the workflow" }]);
  expect(ops.shown).toEqual([]);
});

test("a certificate that nobody trusts is never sent a message, and the reason is told without the address", async () => {
  const ops = await receiver(await selfSignedCertificate("localhost"));
  await script.start({ ops });
  script.plan(1, "ops", "1", "opened");
  await script.playTo(30);
  expect(ops.attempts).toEqual([]);
  expect(script.deliveries("ops")).toMatchObject([{ state: "planned", detail: "its certificate is not trusted" }]);
});

test("a name that cannot be looked up is tried again, and the reason is told without the address", async () => {
  await script.start({ ops: "https://no-such-host.invalid/workflow?sig=secret" });
  script.plan(1, "ops", "1", "opened");
  await script.playTo(30);
  const [delivery] = script.deliveries("ops");
  expect(delivery?.state).toBe("planned");
  expect(delivery?.attempts).toBeGreaterThan(1);
  expect(delivery?.detail).toMatch(/^its name (?:is unknown|could not be looked up)$/);
});

test("the second channel takes over while the first stays down, and the first gets its messages in the end", async () => {
  const [teams, mail] = [await receiver(), await receiver()];
  await script.start({ teams, mail }, { teams: { backup: { channel: "mail", afterMs: 120_000 } } });
  script.setting(0, teams, { status: 503 });
  script.plan(1, "teams", "1", "opened");
  script.plan(2, "teams", "1", "updated");
  await script.playTo(119);
  expect(mail.attempts).toEqual([]);
  await script.playTo(135);
  const titles = script.deliveries("mail").map(({ message, insteadOf }) => [message.title, insteadOf]);
  const [opened, updated] = script.deliveries("teams").map(({ id }) => id);
  expect(titles).toEqual([
    ["opened 1", opened],
    ["updated 1", updated],
  ]);
  expectAllInOrder("mail", mail);
  expect(mail.attempts[0]?.body).toContain("which has not taken this message since");
  script.setting(200, teams, "well");
  await script.playTo(330);
  expectAllInOrder("teams", teams);
  expect(mail.attempts).toHaveLength(2);
});

test("two hundred incidents at once are one message", async () => {
  const ops = await receiver();
  await script.start({ ops });
  script.at(1, () => {
    const { incidents, notifier } = script.engine;
    for (let issuer = 0; issuer < 200; issuer++) {
      // Long enough apart to be causes of their own.
      const at = script.clock.now() - issuer * 3_600_000;
      const change = incidents.begin(sightingLike({ scope: `issuer=${issuer}`, at }), script.clock.now());
      if (change !== null) notifier.note(change);
    }
  });
  await script.playTo(60);
  expect(script.engine.incidents.firingCount).toBe(200);
  expect(ops.attempts).toHaveLength(1);
  expect(ops.attempts[0]?.body).toContain("200 incidents");
  expectAllInOrder("ops", ops);
});

test("that a channel is down is told on the others, once, and that it is well again", async () => {
  const [teams, mail] = [await receiver(), await receiver()];
  await script.start({ teams, mail });
  const trouble = (isOver: boolean) => (at: number) => ({
    kind: "troubled" as const,
    at,
    part: "channel teams",
    text: isOver ? "is as it should be again" : "3 messages undelivered for 5 minutes",
    isOver,
  });
  script.enter(1, trouble(false));
  script.enter(2, trouble(false));
  script.enter(60, trouble(true));
  await script.playTo(70);
  expect(mail.attempts.map(({ body }) => /Well again|has a trouble/.exec(body)?.[0])).toEqual([
    "has a trouble",
    "Well again",
  ]);
  expect(teams.attempts).toEqual([]);
});
