import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { channelLike, messageLike } from "../../../test/support/examples.ts";
import type { AnnouncedEvent } from "./announcer.ts";
import { ChannelQueue } from "./channel-queue.ts";

const MINUTE = 60_000;
const channel = channelLike("team", { burst: 4, perMinute: 2 });
const pager = channelLike("pager", { burst: 4, perMinute: 2, digests: false });

/** A queue with its channel; what goes out is `event id`, or the ids of a digest. */
class Play {
  readonly queue: ChannelQueue;
  readonly critical = new Set<string>();
  readonly channel: typeof channel;

  constructor(of = channel) {
    this.channel = of;
    this.queue = new ChannelQueue(of, 0);
  }

  put(event: AnnouncedEvent, ids: readonly (string | number)[], minute = 0): this {
    for (const id of ids) {
      const announcement = { event, incidentId: String(id), channel: this.channel.name, route: "rest" };
      this.queue.put(announcement, this.channel, minute * MINUTE);
    }
    return this;
  }

  at(minute: number): string[] {
    return this.queue
      .release(this.channel, minute * MINUTE, (id) => this.critical.has(id))
      .map((released) => {
        if (released.kind === "written") return released.written.message.event;
        if (released.kind === "alone") return `${released.waiting.event} ${released.waiting.incidentId}`;
        const { waiting, stillOpen } = released;
        return `digest ${waiting.map(({ incidentId, isOver }) => `${incidentId}${isOver ? "!" : ""}`).join(" ")} / ${stillOpen}`;
      });
  }
}

const many = [1, 2, 3, 4, 5, 6];

describe("what is told at once", () => {
  test("goes out alone while there is little of it", () => {
    expect(new Play().put("opened", [1, 2, 3]).at(0)).toEqual(["opened 1", "opened 2", "opened 3"]);
  });

  test("is one message when it is more than three", () => {
    expect(new Play().put("opened", many).at(0)).toEqual(["digest 1 2 3 4 5 6 / 0"]);
  });

  test("goes out one by one to a receiver that wants to hear of each, as its budget allows", () => {
    const play = new Play(pager).put("opened", many).put("resolved", [6]);
    expect(play.at(0)).toEqual(["opened 1", "opened 2", "opened 3", "opened 4"]);
    expect(play.at(0.25)).toEqual([]);
    expect(play.at(0.5)).toEqual(["opened 5"]);
    expect(play.at(1)).toEqual(["opened 6"]);
    expect(play.at(1.5)).toEqual(["resolved 6"]);
  });
});

describe("when the budget is spent", () => {
  const spent = (): Play => {
    const play = new Play();
    for (let id = 100; id < 104; id++) play.put("opened", [id]).at(0);
    return play;
  };

  test("what is to be told waits, and goes out in one message", () => {
    const play = spent().put("opened", [1], 0.1).put("opened", [2], 0.2);
    expect(play.at(0.3)).toEqual([]);
    expect(play.at(0.5)).toEqual(["digest 1 2 / 0"]);
  });

  test("one that waits alone goes out as itself, with the last word on it", () => {
    const play = spent()
      .put("opened", [1], 0.1)
      .put("updated", [1], 0.2)
      .put("updated", [100], 0.2)
      .put("reminder", [100], 0.3);
    expect(play.at(0.4)).toEqual([]);
    expect(play.at(1)).toEqual(["opened 1", "reminder 100"]);
  });

  test("what was over before it was told is only mentioned", () => {
    const play = spent().put("opened", [1, 2], 0.1).put("resolved", [1], 0.2);
    expect(play.at(0.5)).toEqual(["digest 1! 2 / 0"]);
  });

  test("a critical incident does not drown among what has been waiting", () => {
    const play = spent().put("opened", many, 0.1).put("opened", ["worst"], 0.4);
    play.critical.add("worst");
    expect(play.at(0.5)).toEqual(["opened worst"]);
    expect(play.at(1)).toEqual(["digest 1 2 3 4 5 6 / 0"]);
  });

  test("the monitor's own messages come first", () => {
    const play = spent().put("opened", [1], 0.1);
    play.queue.putWritten({ message: messageLike({ event: "trouble" }), route: null, insteadOf: null });
    expect(play.at(0.5)).toEqual(["trouble"]);
    expect(play.at(1)).toEqual(["opened 1"]);
  });
});

describe("the ends of incidents that were told in one message", () => {
  test("are gathered until the last, or for five minutes", () => {
    const play = new Play().put("opened", many);
    play.at(0);
    expect(play.put("resolved", [1], 10).at(10)).toEqual([]);
    expect(play.put("resolved", [2], 14).at(14)).toEqual([]);
    expect(play.at(15)).toEqual(["digest 1 2 / 4"]);
    play.put("resolved", [3, 4, 5], 16);
    expect(play.at(16)).toEqual([]);
    expect(play.put("resolved", [6], 17).at(17)).toEqual(["digest 3 4 5 6 / 0"]);
  });

  test("do not hold up one that comes back, or what is new", () => {
    const play = new Play().put("opened", many);
    play.at(0);
    play.put("resolved", [1], 1);
    expect(play.put("reopened", [1], 2).put("opened", [9], 2).at(2)).toEqual(["reopened 1", "opened 9"]);
  });

  test("are not waited for when nobody wants to hear of them", () => {
    const play = new Play().put("opened", many);
    play.at(0);
    for (const id of many.slice(1)) play.queue.forget(String(id));
    expect(play.put("resolved", [1], 1).at(1)).toEqual(["resolved 1"]);
  });
});

describe("the budget", () => {
  const step = fc.record({
    passedMs: fc.nat(90_000),
    event: fc.constantFrom<AnnouncedEvent>("opened", "updated", "resolved", "reopened", "escalated"),
    ids: fc.array(fc.nat(30), { maxLength: 12 }),
  });

  test("property: is never exceeded, and whatever was put goes out in the end", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(channel, pager), (steps, of) => {
        const queue = new ChannelQueue(of, 0);
        const sentAt: number[] = [];
        let now = 0;
        const release = (): void => {
          sentAt.push(...queue.release(of, now, () => false).map(() => now));
        };
        for (const { passedMs, event, ids } of steps) {
          now += passedMs;
          for (const id of ids) queue.put({ event, incidentId: String(id), channel: of.name, route: "rest" }, of, now);
          release();
        }
        for (let minute = 0; minute < 300 && !queue.isEmpty; minute++) {
          now += MINUTE;
          release();
        }
        expect(queue.isEmpty).toBe(true);
        for (const [first, from] of sentAt.entries()) {
          for (const [last, to] of sentAt.entries()) {
            if (last < first) continue;
            const most = of.burst + ((to - from) / MINUTE) * of.perMinute;
            expect(last - first + 1).toBeLessThanOrEqual(most + 1e-6);
          }
        }
      }),
    );
  });

  test("a clock that is set back neither fills nor empties it", () => {
    const play = new Play();
    for (let id = 0; id < 4; id++) play.put("opened", [id], 60).at(60);
    expect(play.put("opened", [9], 30).at(30)).toEqual([]);
    expect(play.at(30.5)).toEqual(["opened 9"]);
  });

  test("a queue goes on from what was saved", () => {
    const play = new Play().put("opened", many);
    play.at(0);
    play.put("resolved", [1], 10);
    const other = new Play();
    other.queue.load(play.queue.save());
    expect(other.at(15)).toEqual(play.at(15));
    expect(other.queue.save()).toEqual(play.queue.save());
  });
});
