import { describe, expect, test } from "vitest";
import type { LiveEvent } from "../../core/model/live-event.ts";
import { createMemoryFeed } from "./memory.ts";

const tick = (scope: string): LiveEvent => ({ kind: "tick", at: 0, scope, verdicts: [] });
const pulse: LiveEvent = {
  kind: "pulse",
  now: 0,
  state: "calm",
  received: 0,
  ticksSeen: 0,
  openTick: null,
  troubles: [],
};

describe("the feed", () => {
  test("gives each viewer the ticks of its scope, and all that belongs to none", () => {
    const feed = createMemoryFeed();
    const seen: Record<string, LiveEvent[]> = { all: [], "issuer=aurora": [] };
    for (const [scope, events] of Object.entries(seen)) feed.subscribe(scope, (event) => events.push(event));
    for (const event of [tick("all"), tick("issuer=aurora"), tick("issuer=borealis"), pulse]) feed.publish(event);
    expect(seen).toEqual({ all: [tick("all"), pulse], "issuer=aurora": [tick("issuer=aurora"), pulse] });
  });

  test("knows which scopes are watched, until the last viewer left", () => {
    const feed = createMemoryFeed();
    const ends = ["all", "all", "issuer=aurora"].map((scope) => feed.subscribe(scope, () => undefined));
    expect(feed.watched()).toEqual(new Set(["all", "issuer=aurora"]));
    ends[0]?.();
    expect(feed.watched()).toEqual(new Set(["all", "issuer=aurora"]));
    for (const end of ends) end();
    expect(feed.watched()).toEqual(new Set());
    feed.publish(pulse);
  });

  test("lets a viewer leave while it is told", () => {
    const feed = createMemoryFeed();
    const seen: string[] = [];
    const end = feed.subscribe("all", () => {
      seen.push("once");
      end();
    });
    feed.subscribe("all", () => seen.push("always"));
    feed.publish(pulse);
    feed.publish(pulse);
    expect(seen).toEqual(["once", "always", "always"]);
  });
});
