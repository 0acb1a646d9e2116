import type { AddressInfo } from "node:net";
import { Check } from "typebox/value";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  learnSteadyHour,
  NOON,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import { LiveEvent } from "../../core/model/live-event.ts";

let served: ProductWithoutPort;
let address: string;
const leave = new Set<AbortController>();

beforeEach(async () => {
  served = await startWithoutPort({ tickMs: TICK_MS, monitors: [{ name: "all" }, { name: "issuers", by: "issuer" }] });
  await learnSteadyHour(served);
  served.clock.set(NOON + 8000);
  await served.app.listen({ host: "127.0.0.1", port: 0 });
  address = `http://127.0.0.1:${(served.app.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const one of leave) one.abort();
  leave.clear();
  await served.close();
});

interface Reader {
  reply: Response;
  /** All events up to the first that fits; fails when the stream ends before. */
  until: (fits: (event: LiveEvent) => boolean) => Promise<LiveEvent[]>;
  /** Resolves with what was left when the stream ends. */
  ended: () => Promise<LiveEvent[]>;
  leave: () => void;
}

/** Opens the stream as a browser would; every event has to be what the schema says, under its own name. */
async function look(question = ""): Promise<Reader> {
  const stop = new AbortController();
  leave.add(stop);
  const reply = await fetch(`${address}/v1/live${question}`, { signal: stop.signal });
  const decoder = new TextDecoder();
  const body = reply.body?.getReader();
  let text = "";
  const next = async (): Promise<LiveEvent | null> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end < 0) {
        const piece = await body?.read();
        if (piece === undefined || piece.done) return null;
        text += decoder.decode(piece.value, { stream: true });
        continue;
      }
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      if (block.startsWith("retry: ")) continue;
      const [, name, data = ""] = /^event: ([a-z]+)\ndata: (.*)$/.exec(block) ?? [];
      const event: unknown = JSON.parse(data);
      expect(Check(LiveEvent, event), data).toBe(true);
      expect((event as LiveEvent).kind).toBe(name);
      return event as LiveEvent;
    }
  };
  const until = async (fits: (event: LiveEvent) => boolean) => {
    const events: LiveEvent[] = [];
    for (;;) {
      const event = await next();
      if (event === null) throw new Error("the stream ended too early");
      events.push(event);
      if (fits(event)) return events;
    }
  };
  const ended = async () => {
    const events: LiveEvent[] = [];
    for (let event = await next(); event !== null; event = await next()) events.push(event);
    return events;
  };
  return { reply, until, ended, leave: () => stop.abort() };
}

async function post(records: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  const reply = await fetch(`${address}/v1/transactions`, { method: "POST", headers, body: JSON.stringify(records) });
  expect(reply.status, await reply.text()).toBe(200);
}

/** Resolves once as many look as expected: the server learns of a closed connection a moment later. */
async function expectWatchers(expected: number): Promise<void> {
  const { feed } = served.running.pipeline;
  await expect.poll(() => feed.watched().size, { interval: 5 }).toBe(expected);
}

describe("/v1/live", () => {
  test("is a stream of events that no one keeps, and begins with a pulse", async () => {
    const { reply, until } = await look();
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(reply.headers.get("cache-control")).toBe("no-store");
    const [first] = await until(() => true);
    expect(first).toMatchObject({ kind: "pulse", now: NOON + 8000, received: 360 * 33, state: "calm", troubles: [] });
  });

  test("tells of closed ticks, of the incident and of the message about it", async () => {
    const { until } = await look();
    await post({ status: "denied", count: 60, issuer: "aurora" });
    const events = await until(({ kind }) => kind === "delivery");
    const ticks = events.filter((event) => event.kind === "tick");
    expect(ticks.every(({ scope }) => scope === "all")).toBe(true);
    expect(events).toContainEqual(
      expect.objectContaining({ kind: "incident", incident: expect.objectContaining({ id: "1", state: "firing" }) }),
    );
    served.clock.set(NOON + 2 * TICK_MS + 3000);
    await post({ status: "approved", count: 30 });
    const later = await until((event) => event.kind === "tick" && event.at === NOON);
    const tick = later.find((event) => event.kind === "tick");
    expect(tick?.verdicts.find(({ status }) => status === "denied")).toMatchObject({ value: 60, alert: true });
  });

  test("tells each viewer of the ticks of its own scope only", async () => {
    const viewer = await look("?scope=issuer%3Dborealis");
    await post({ status: "approved", count: 30, issuer: "borealis" });
    served.clock.set(NOON + TICK_MS + 3000);
    await post({ status: "approved", count: 30, issuer: "borealis" });
    const events = await viewer.until((event) => event.kind === "tick" && event.at === NOON);
    const scopes = events.flatMap((event) => (event.kind === "tick" ? [event.scope] : []));
    expect(new Set(scopes)).toEqual(new Set(["issuer=borealis"]));
  });

  test("forgets a viewer that left", async () => {
    const one = await look("?scope=issuer%3Daurora");
    const other = await look();
    await one.until(() => true);
    await other.until(() => true);
    await expectWatchers(2);
    one.leave();
    await expectWatchers(1);
  });

  test("ends when the server stops, and what is told in the meantime harms nobody", async () => {
    const { until, ended } = await look();
    await until(() => true);
    const closing = served.app.close();
    served.running.pipeline.feed.publish({
      kind: "pulse",
      now: NOON,
      state: "calm",
      received: 0,
      ticksSeen: 0,
      openTick: null,
      troubles: [],
    });
    await ended();
    await closing;
    await expectWatchers(0);
  });
});
