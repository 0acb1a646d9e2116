import { describe, expect, test } from "vitest";
import { deliveryLike, messageLike } from "../../../test/support/examples.ts";
import { Lane } from "./lane.ts";

const one = deliveryLike({ id: "a-1", message: messageLike({ thread: "a" }) });
const two = deliveryLike({ id: "a-2", message: messageLike({ thread: "a" }) });
const other = deliveryLike({ id: "b-1", message: messageLike({ thread: "b" }) });
const third = deliveryLike({ id: "c-1", message: messageLike({ thread: "c" }) });

const idAt = (lane: Lane, now: number, planned = [one, two, other]) => lane.next(planned, now).delivery?.id ?? null;

describe("Lane", () => {
  test("gives the oldest, and says how long to sleep when nothing is due", () => {
    const lane = new Lane();
    expect(idAt(lane, 0)).toBe("a-1");
    lane.failed("a-1", 0, undefined, 0);
    expect(lane.next([one], 400)).toEqual({ delivery: null, pauseMs: 600 });
    expect(lane.next([], 5000)).toEqual({ delivery: null, pauseMs: Infinity });
  });

  test("a message waits for the one before it in its thread, not for others", () => {
    const lane = new Lane();
    lane.failed("a-1", 0, undefined, 0);
    expect(idAt(lane, 1000)).toBe("b-1");
    expect(idAt(lane, 1000, [one, two])).toBe("a-1");
  });

  test("the more messages the receiver does not take, the longer all of them wait", () => {
    const lane = new Lane();
    lane.failed("a-1", 0, undefined, 0);
    lane.failed("b-1", 1000, undefined, 0);
    expect(idAt(lane, 5999, [third])).toBeNull();
    expect(idAt(lane, 6000, [third])).toBe("c-1");
    lane.failed("c-1", 6000, undefined, 0);
    expect(idAt(lane, 20_999, [third])).toBeNull();
  });

  test("one that is never taken makes no other wait for more than a moment", () => {
    const lane = new Lane();
    for (let tries = 0; tries < 50; tries++) lane.failed("a-1", tries * 200_000, undefined, 0);
    expect(idAt(lane, 49 * 200_000 + 1000)).toBe("b-1");
  });

  test("the first that arrives ends the waiting of all, once", () => {
    const lane = new Lane();
    for (const { id } of [one, other, third]) lane.failed(id, 0, undefined, 0);
    lane.arrived("a-1");
    expect(idAt(lane, 1, [other, third])).toBe("b-1");
    lane.failed("b-1", 1, undefined, 0);
    expect(idAt(lane, 1, [other])).toBeNull();
    expect(idAt(lane, 1, [other, third])).toBe("c-1");
    lane.arrived("c-1");
    expect(idAt(lane, 5000, [other])).toBeNull();
    expect(idAt(lane, 5001, [other])).toBe("b-1");
  });

  test("a receiver that asks for time gets it from all, an hour at most", () => {
    const lane = new Lane();
    lane.failed("a-1", 0, 7_200_000, 0);
    expect(idAt(lane, 3_599_999)).toBeNull();
    expect(idAt(lane, 3_600_000)).toBe("b-1");
  });

  test("who tries it by hand does not wait, unless the receiver asked for it", () => {
    const lane = new Lane();
    for (const { id } of [one, other]) lane.failed(id, 0, undefined, 0);
    expect(idAt(lane, 1, [third])).toBeNull();
    lane.hurry();
    expect(idAt(lane, 1, [third])).toBe("c-1");
    lane.failed("c-1", 1, 30_000, 0);
    lane.hurry();
    expect(idAt(lane, 30_000, [third])).toBeNull();
    expect(idAt(lane, 30_001, [third])).toBe("c-1");
  });

  test("gives up after a day, and a message that comes back begins anew", () => {
    const lane = new Lane();
    expect(lane.failed("a-1", 0, undefined, 0)).toBe(true);
    expect(lane.failed("a-1", 86_400_000, undefined, 0)).toBe(true);
    expect(lane.failed("a-1", 86_400_001, undefined, 0)).toBe(false);
    expect(lane.failed("a-1", 90_000_000, undefined, 0)).toBe(true);
  });
});
