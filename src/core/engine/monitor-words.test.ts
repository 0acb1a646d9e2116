import { describe, expect, test } from "vitest";
import { budgetText, deliveredText, detectableText, learningText, reachText } from "./monitor-words.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("the budget in words", () => {
  test.each([
    ["1/week", "at most 1 false alarm a week"],
    ["2/month", "at most 2 false alarms a month"],
    ["0.5/day", "at most 0.5 false alarms a day"],
    ["1.0/day", "at most 1 false alarm a day"],
  ])("%s", (budget, words) => {
    expect(budgetText(budget)).toBe(words);
  });
});

describe("what was delivered, in words", () => {
  const week = { days: 7, alarms: 2, incidents: 1, watchedMs: 7 * DAY, allowed: 1 };

  test.each([
    [week, "Asked for at most 1 false alarm a week; 2 alarms in 1 incident, true and false alike, in the last 7 days."],
    [
      { ...week, watchedMs: 2 * HOUR, alarms: 1 },
      "Asked for at most 1 false alarm a week; 1 alarm in 1 incident, true and false alike, in the last 7 days, of which 2 h were judged.",
    ],
    [
      { ...week, watchedMs: 3 * DAY - 300_000, alarms: 0, incidents: 0 },
      "Asked for at most 1 false alarm a week; no alarm in the last 7 days, of which 3 d were judged.",
    ],
    [{ ...week, watchedMs: 0 }, "Asked for at most 1 false alarm a week; nothing has been judged yet."],
    [undefined, "Asked for at most 1 false alarm a week; nothing has been judged yet."],
    [
      { ...week, days: 1, watchedMs: DAY },
      "Asked for at most 1 false alarm a week; 2 alarms in 1 incident, true and false alike, in the last 24 hours.",
    ],
  ])("tells how much was watched, and not which alarms were false: %#", (delivered, words) => {
    expect(deliveredText("1/week", delivered)).toBe(words);
  });
});

describe("how far the judge is, in words", () => {
  const one = { warmingUp: 0, firstDays: 1, learned: 0 };

  test.each([
    [learningText("waiting"), "Nothing has come in yet."],
    [
      learningText("warming-up", { seen: 120_000, needed: 300_000 }, { ...one, warmingUp: 1, firstDays: 0 }),
      "Warming up: judging begins after 5 min, 2 min seen.",
    ],
    [
      learningText("first-days", { seen: 4 * HOUR, needed: 2 * DAY }, one),
      "First days: a change has to be larger to be told, until this time of day has been seen twice, in about 1 d 20 h.",
    ],
    [
      learningText("first-days", { seen: 3 * DAY, needed: 2 * DAY }, one),
      "First days: a change has to be larger to be told, until this time of day has been seen twice.",
    ],
    [
      learningText("learned", { seen: 3 * DAY, needed: 0 }, { warmingUp: 1, firstDays: 2, learned: 9 }),
      "Learned: this time of day has been seen at least twice, small changes are looked for too. Of 12: 9 learned, 2 in their first days, 1 warming up.",
    ],
    [
      learningText("learned", { seen: 3 * DAY, needed: 0 }, { warmingUp: 0, firstDays: 0, learned: 8 }),
      "Learned: this time of day has been seen at least twice, small changes are looked for too. All 8 are this far.",
    ],
  ])("%s", (words, expected) => {
    expect(words).toBe(expected);
  });
});

describe("what can be found, in words", () => {
  const reach = (factor: number) => ({ factor, events: factor * 3 });
  const within = (...pairs: [number, number | null, number | null][]) =>
    pairs.map(([minutes, typical, worst]) => ({
      minutes,
      typical: typical === null ? null : reach(typical),
      worst: worst === null ? null : reach(worst),
    }));

  test.each([
    [
      { status: "denied", side: "above" as const, within: within([5, 1.52, 1.52], [60, 1.25, 1.25]) },
      1,
      "denied: a rise to 1.6 times within 5 minutes, to 1.3 times within an hour",
    ],
    [
      { status: "approved", side: "below" as const, within: within([5, 0.649, 0.649], [60, 0.65, 0.65]) },
      1,
      "approved: a fall by 35 % within 5 minutes",
    ],
    [
      { status: "backend_reversed", side: "above" as const, within: within([5, 2, null], [60, 1.5, 40]) },
      9,
      "backend reversed: a rise to 2 times (not everywhere) within 5 minutes, to 1.5 times (everywhere to 120 transactions) within an hour",
    ],
    [
      { status: "approved", side: "below" as const, within: within([5, null, null], [60, 0, 0]) },
      1,
      "approved: a fall by 100 % within an hour",
    ],
    [
      { status: "approved", side: "below" as const, within: within([5, null, null], [60, null, null]) },
      1,
      "approved: a fall is not found within an hour at the volume of now",
    ],
  ])("%#", (detectable, scopes, words) => {
    expect(detectableText(detectable, scopes)).toBe(words);
  });

  test("is never told smaller than it is", () => {
    expect([1.2501, 1.31, 1.4999, 9.99].map((factor) => reachText(reach(factor), "above"))).toEqual([
      "to 1.3 times",
      "to 1.3 times",
      "to 1.5 times",
      "to 10 times",
    ]);
  });
});
