import { describe, expect, test } from "vitest";
import type { Delivered, MonitorReport } from "../../core/model/monitor-report.ts";
import {
  allowedInShort,
  budgetText,
  judgedInShort,
  learningNote,
  phaseInShort,
  raisedInShort,
  whatIsWatched,
} from "./monitor-in-words.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const week: Delivered = { days: 7, alarms: 2, incidents: 1, watchedMs: 7 * DAY, allowed: 1 };

function monitorWith(changes: Partial<MonitorReport> = {}): MonitorReport {
  return {
    name: "all traffic",
    definition: { name: "all traffic" },
    source: "configuration",
    revision: 0,
    by: null,
    statuses: ["approved", "denied"],
    scopes: 1,
    series: 2,
    budget: "1/week",
    budgetPerWeek: 1,
    since: 0,
    totalAlarms: 2,
    delivered: [{ ...week, days: 1, alarms: 0 }, week],
    alarmsPerWeek: 2,
    text: "",
    learning: { phase: "learned", scopes: { warmingUp: 0, firstDays: 0, learned: 1 }, text: "" },
    detectable: [],
    ...changes,
  };
}

const firstDays = { phase: "first-days", scopes: { warmingUp: 0, firstDays: 1, learned: 0 }, text: "" } as const;

function findable(status: string, side: "above" | "below", factor: number | null) {
  const reach = factor === null ? null : { factor, events: 10 };
  return { status, side, within: [{ minutes: 5, typical: reach, worst: reach }], text: "" };
}

describe("a monitor in few words", () => {
  test.each([
    ["1/week", "at most 1 a week"],
    ["0.5/day", "at most 0.5 a day"],
  ])("its budget %s", (budget, words) => {
    expect(budgetText(budget)).toBe(words);
  });

  test.each([
    [{}, "2 alarms in 1 incident · 7 days"],
    [{ alarms: 1, watchedMs: 7 * DAY - HOUR }, "1 alarm in 1 incident · 7 days"],
    [{ alarms: 0, watchedMs: 3 * HOUR }, "no alarm · 3 h judged"],
    [{ alarms: 0, watchedMs: 0 }, "nothing judged yet"],
  ])("what it raised in a week, not called a week when it was less: %o", (changes, words) => {
    expect(raisedInShort(monitorWith({ delivered: [{ ...week, ...changes }] }))).toBe(words);
  });

  test("what it watches, and how far it is", () => {
    expect(whatIsWatched(monitorWith())).toBe("all traffic");
    expect(whatIsWatched(monitorWith({ by: "entry_mode", scopes: 4 }))).toBe("each entry mode, 4 seen so far");
    expect(phaseInShort(monitorWith())).toBeNull();
    expect(phaseInShort(monitorWith({ learning: firstDays }))).toBe("first days: larger changes only");
  });

  test("how much was judged and what the budget allows in it", () => {
    expect(judgedInShort(week)).toBe("all");
    expect(judgedInShort({ ...week, watchedMs: 26 * HOUR })).toBe("1 d 2 h");
    expect([0, 0.02, 0.43, 4.34].map((allowed) => allowedInShort({ ...week, allowed }))).toEqual([
      "0.0",
      "under 0.1",
      "0.4",
      "4.3",
    ]);
  });
});

describe("the note while all traffic is being learned", () => {
  test("names the status of which the smallest rise is found", () => {
    const detectable = [
      findable("approved", "below", 0.4),
      findable("failed", "above", 3),
      findable("denied", "above", 1.9),
    ];
    const monitors = [
      monitorWith({ by: "issuer", learning: firstDays }),
      monitorWith({ learning: firstDays, detectable }),
    ];
    expect(learningNote(monitors)).toBe(
      "Still learning this time of day; a rise of denied to 1.9 times the usual is found already.",
    );
  });

  test("promises nothing that is not found, and ends when it is learned", () => {
    const detectable = [findable("denied", "above", null)];
    expect(learningNote([monitorWith({ learning: firstDays, detectable })])).toBe("Still learning this time of day.");
    expect(learningNote([monitorWith()])).toBeNull();
    expect(learningNote([])).toBeNull();
  });
});
