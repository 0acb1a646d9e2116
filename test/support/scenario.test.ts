import { describe, expect, test } from "vitest";
import { instantOf, Scenario } from "./scenario.ts";

const quiet = { perSecond: 0, historyHours: 0, tickMs: 60_000 };

describe("Scenario", () => {
  test("tells every want that was not met, when it was looked at and what there was", async () => {
    const script = new Scenario({ ...quiet, from: "14:00", to: "14:03" });
    script.pushAt("14:01", [{ status: "approved", count: 3 }]);
    script.wantBetween("14:00", "14:02", "something burns", ({ firing }) => firing.length > 0);
    script.wantBetween("14:02", "14:03", "the answer comes late", ({ answer }) => answer !== null);
    script.wantThroughout("14:00", "14:03", "no answer at all", ({ answer }) => answer === null);
    script.wantBetween("14:01", "14:04", "it goes on", () => false);
    await expect(script.run()).rejects.toThrow(
      [
        "not as wanted",
        "14:00:00 to 14:02:00: something burns: not so until then; incidents: none; messages: none; last answer ok, 0 late",
        "14:02:00 to 14:03:00: the answer comes late: so already at 14:01:01; incidents: none; messages: none; last answer ok, 0 late",
        "14:00:00 to 14:03:00, all the time: no answer at all: not so at 14:01:01; incidents: none; messages: none; last answer ok, 0 late",
        "14:01:00 to 14:04:00: it goes on: the script ends before",
      ].join("\n"),
    );
  });

  test("pushes repeat until their end, and the answer is that of the last", async () => {
    const script = new Scenario({ ...quiet, from: "14:00", to: "14:02" });
    const sent: number[] = [];
    script.pushEvery(30, "14:00", "14:01:30", (at) => {
      sent.push(at);
      return [{ status: "approved" }];
    });
    const { answer } = await script.run();
    expect(sent).toEqual(["14:00:00", "14:00:30", "14:01:00"].map(instantOf));
    expect(answer?.accepted).toBe(1);
  });

  test("a time that is none is refused", () => {
    expect(() => instantOf("25:00")).toThrow(RangeError);
  });
});
