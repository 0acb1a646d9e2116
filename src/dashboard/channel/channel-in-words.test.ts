import { describe, expect, test } from "vitest";
import type { ChannelReport } from "../../core/model/channel-report.ts";
import { countsInWords, healthOf } from "./channel-in-words.ts";

function channel(changes: Partial<ChannelReport> = {}): ChannelReport {
  return {
    name: "ops",
    kind: "teams",
    sends: true,
    messages: { planned: 0, delivered: 0, failed: 0, kept: 0 },
    lastDeliveredAt: null,
    lastAnswer: null,
    ...changes,
  };
}

describe("a channel in words", () => {
  test("counts what there is", () => {
    expect(countsInWords(channel())).toBe("no message yet");
    expect(countsInWords(channel({ messages: { planned: 1, delivered: 1200, failed: 2, kept: 0 } }))).toBe(
      "1,200 delivered \u00B7 1 waiting \u00B7 2 failed",
    );
  });

  test("is as well as its newest answer", () => {
    const answer = (state: "delivered" | "failed" | "planned") => ({ deliveryId: "1", state, text: null });
    expect(healthOf(channel({ sends: false }))).toBe("off");
    expect(healthOf(channel())).toBe("unknown");
    expect(healthOf(channel({ lastAnswer: answer("delivered") }))).toBe("well");
    expect(healthOf(channel({ lastAnswer: answer("planned") }))).toBe("ill");
    expect(healthOf(channel({ lastAnswer: answer("failed") }))).toBe("ill");
  });
});
