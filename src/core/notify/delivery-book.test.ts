import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageLike } from "../../../test/support/examples.ts";
import type { DeliveryState } from "../model/delivery.ts";
import type { Message } from "../model/message.ts";
import { DeliveryBook } from "./delivery-book.ts";

const ROUTE = { name: "everything", channels: ["inbox", "team"] };
const INBOX = { name: "everything", channels: ["inbox"] };

function message(at: number): Message {
  return messageLike({ at, thread: "incident-1" });
}

describe("DeliveryBook", () => {
  test("plans one delivery per channel, each with an id of its own", () => {
    const book = new DeliveryBook();
    const planned = book.plan(message(5), ROUTE);
    expect(planned.map(({ id, channel }) => [id, channel])).toEqual([
      ["incident-1-1-inbox", "inbox"],
      ["incident-1-2-team", "team"],
    ]);
    expect(planned[0]).toMatchObject({ incidentId: "1", state: "planned", plannedAt: 5, attempts: 0, detail: null });
    expect(book.plan(message(6), ROUTE)[0]?.id).toBe("incident-1-3-inbox");
  });

  test("keeps what became of every attempt", () => {
    const book = new DeliveryBook();
    const [first] = book.plan(message(0), ROUTE);
    const deliveryId = first?.id ?? "";
    book.settle({ deliveryId, state: "planned", detail: "503" });
    expect(book.planned().map(({ id }) => id)).toContain(deliveryId);
    expect(book.settle({ deliveryId, state: "delivered", detail: null })).toMatchObject({ attempts: 2, detail: null });
    expect(book.planned().map(({ id }) => id)).not.toContain(deliveryId);
    expect(first).toMatchObject({ state: "planned", attempts: 0 });
  });

  test("an outcome of something unknown changes nothing", () => {
    expect(new DeliveryBook().settle({ deliveryId: "7-1-team", state: "failed", detail: null })).toBeNull();
  });

  test("lists the newest first, and what is to be sent the oldest first", () => {
    const book = new DeliveryBook();
    for (const at of [1, 2, 3]) book.plan(message(at), INBOX);
    expect(book.all().map(({ plannedAt }) => plannedAt)).toEqual([3, 2, 1]);
    expect(book.planned().map(({ plannedAt }) => plannedAt)).toEqual([1, 2, 3]);
  });

  test("forgets the oldest of 500 that arrived, but nothing that is still to be sent", () => {
    const book = new DeliveryBook();
    const [waiting] = book.plan(message(0), INBOX);
    for (let at = 1; at <= 600; at++) end(book, at, "kept");
    expect(book.all()).toHaveLength(501);
    expect(book.find(waiting?.id ?? "")?.state).toBe("planned");
    expect(book.find("incident-1-101-inbox")).toBeNull();
    expect(book.find("incident-1-102-inbox")).not.toBeNull();
    expect(book.all()[0]?.plannedAt).toBe(600);
  });

  test("keeps what was given up although many others arrive, and forgets the oldest of 500 of it", () => {
    const book = new DeliveryBook();
    const first = end(book, 1, "failed");
    for (let at = 2; at <= 700; at++) end(book, at, "delivered");
    expect(book.find(first)?.state).toBe("failed");
    for (let at = 701; at <= 1200; at++) end(book, at, "failed");
    expect(book.find(first)).toBeNull();
    expect(book.all()).toHaveLength(1000);
  });

  test("what was given up can be tried again, in its old place", () => {
    const book = new DeliveryBook();
    const first = end(book, 1, "failed");
    const [second] = book.plan(message(2), INBOX);
    expect(book.retry(first)).toMatchObject({ id: first, state: "planned", attempts: 1, detail: "why" });
    expect(Array.from(book.plannedFor("inbox"), ({ id }) => id)).toEqual([first, second?.id]);
    expect(book.plannedCount).toBe(2);
    book.settle({ deliveryId: first, state: "delivered", detail: null });
    expect(book.find(first)).toMatchObject({ state: "delivered", attempts: 2 });
  });

  test("only what was given up can be tried again", () => {
    const book = new DeliveryBook();
    const [waiting] = book.plan(message(1), INBOX);
    const arrived = end(book, 2, "delivered");
    for (const id of [waiting?.id ?? "", arrived, "unknown"]) expect(book.retry(id)).toBeNull();
    expect(book.plannedCount).toBe(1);
  });

  test("what is done with stays as it is, whatever comes later", () => {
    const book = new DeliveryBook();
    const id = end(book, 1, "delivered");
    expect(book.settle({ deliveryId: id, state: "planned", detail: "503" })).toBeNull();
    expect(book.find(id)).toMatchObject({ state: "delivered", attempts: 1 });
  });

  test("tells what waits for each channel, and since when", () => {
    const book = new DeliveryBook();
    book.plan(message(5), ROUTE);
    book.plan(message(7), ROUTE);
    end(book, 9, "delivered");
    expect(book.backlog("inbox")).toEqual({ count: 2, oldestAt: 5 });
    expect(book.backlog("none")).toEqual({ count: 0, oldestAt: null });
    expect(book.waitingChannels()).toEqual(["inbox", "team"]);
  });

  test("property: goes on from what was saved as if nothing had happened", () => {
    const step = fc.record({
      act: fc.constantFrom("plan", "plan", "settle", "retry", "reload"),
      pick: fc.nat(50),
      state: fc.constantFrom<DeliveryState>("planned", "delivered", "failed", "kept"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const whole = new DeliveryBook();
        let stopped = new DeliveryBook();
        for (const [at, { act, pick, state }] of steps.entries()) {
          if (act === "reload") {
            const before = structuredClone(stopped.save());
            stopped = new DeliveryBook();
            stopped.load(before);
          }
          for (const book of [whole, stopped]) {
            const all = book.all();
            const id = all[pick % Math.max(1, all.length)]?.id ?? "";
            if (act === "plan") book.plan(message(at), pick % 2 === 0 ? ROUTE : INBOX);
            else if (act === "settle") book.settle({ deliveryId: id, state, detail: null });
            else if (act === "retry") book.retry(id);
          }
          expect(stopped.save()).toEqual(whole.save());
          for (const channel of ["inbox", "team"]) {
            const expected = whole.planned().filter((delivery) => delivery.channel === channel);
            expect([...whole.plannedFor(channel)]).toEqual(expected);
            expect([...stopped.plannedFor(channel)]).toEqual(expected);
          }
          expect(stopped.plannedCount).toBe(whole.planned().length);
        }
      }),
    );
  });
});

/** A message that was planned and ended so; its id. */
function end(book: DeliveryBook, at: number, state: DeliveryState): string {
  const [planned] = book.plan(message(at), INBOX);
  const id = planned?.id ?? "";
  book.settle({ deliveryId: id, state, detail: "why" });
  return id;
}
