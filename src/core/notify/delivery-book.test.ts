import { describe, expect, test } from "vitest";
import { messageLike } from "../../../test/support/examples.ts";
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

  test("forgets the oldest beyond 500, but never what is still to be sent", () => {
    const book = new DeliveryBook();
    const [waiting] = book.plan(message(0), INBOX);
    for (let at = 1; at <= 600; at++) {
      for (const { id } of book.plan(message(at), INBOX)) {
        book.settle({ deliveryId: id, state: "kept", detail: null });
      }
    }
    expect(book.all()).toHaveLength(500);
    expect(book.find(waiting?.id ?? "")?.state).toBe("planned");
    expect(book.find("7-2-inbox")).toBeNull();
    expect(book.all()[0]?.plannedAt).toBe(600);
  });
});
