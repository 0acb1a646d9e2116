import { describe, expect, test } from "vitest";
import { normalBounds } from "../bounds.ts";
import type { JudgeOutput } from "../series-tests.ts";
import { RuleAnswers } from "./rule-answers.ts";
import { ALL_STATUSES, type RuleInput } from "./rule-input.ts";

const STATUSES = 2;
const value: RuleInput = { kind: "count", status: 1, windowMs: null };
const total: RuleInput = { kind: "count", status: ALL_STATUSES, windowMs: null };
const expected: RuleInput = { kind: "expected", status: 1, windowMs: null };

/** A tick of one scope: counts of approved and failed, of which the judge expected 90 and 10. */
function tickOf(approved: number, failed: number, score = 1): JudgeOutput {
  return {
    value: new Float64Array([approved, failed]),
    expected: new Float64Array([90, 10]),
    shape: new Float64Array([50, 20]),
    score: new Float64Array([score, score]),
    isFlagged: new Float64Array(2),
  };
}

/** Answers after these ticks. */
function after(inputs: RuleInput[], tickMs: number, ticks: readonly JudgeOutput[]): (number | string)[] {
  const answers = new RuleAnswers(inputs, STATUSES, tickMs);
  for (const tick of ticks) answers.add([0], tick);
  return inputs.map((input) => answers.answer(input, 0, "all"));
}

describe("RuleAnswers", () => {
  test("counts per minute are those of the last minute, of one tick, or of a part of a longer one", () => {
    const ticks = Array.from({ length: 12 }, () => tickOf(90, 10));
    expect(after([value, total, expected], 10_000, ticks)).toEqual([60, 600, 60]);
    expect(after([value, total, expected], 60_000, ticks)).toEqual([10, 100, 10]);
    expect(after([value, total, expected], 300_000, ticks)).toEqual([2, 20, 2]);
    expect(after([value], 8000, ticks)).toEqual([75]);
  });

  test("sums are over the window, rounded up to whole ticks", () => {
    const sums: RuleInput[] = [
      { kind: "count", status: 1, windowMs: 600_000 },
      { kind: "count", status: ALL_STATUSES, windowMs: 90_000 },
      { kind: "expected", status: 1, windowMs: 600_000 },
    ];
    const ticks = Array.from({ length: 15 }, (_, index) => tickOf(90, index));
    expect(after(sums, 60_000, ticks)).toEqual([95, 180 + 13 + 14, 100]);
  });

  test("are not known before the window is full, nor after a gap", () => {
    const answers = new RuleAnswers([value], STATUSES, 10_000);
    const add = (ticks: number) => {
      for (let tick = 0; tick < ticks; tick++) answers.add([0], tickOf(90, 10));
      return answers.answer(value, 0, "all");
    };
    expect(add(5)).toBeNaN();
    expect(add(1)).toBe(60);
    answers.forget();
    expect(add(5)).toBeNaN();
    expect(add(1)).toBe(60);
  });

  test("what the judge expects is not known while it learns", () => {
    const inputs: RuleInput[] = [expected, ...(["lower", "upper", "usualShare", "score"] as const).map(own)];
    expect(after(inputs, 60_000, [tickOf(90, 10, Number.NaN)])).toEqual(inputs.map(() => Number.NaN));
    expect(after([value, own("share")], 60_000, [tickOf(90, 10, Number.NaN)])).toEqual([10, 0.1]);
  });

  test("shares are of the volume of the last minute; without any it is 0", () => {
    const shares = [own("share"), own("usualShare")];
    expect(after(shares, 60_000, [tickOf(60, 20)])).toEqual([0.25, 0.1]);
    expect(after(shares, 60_000, [tickOf(0, 0)])).toEqual([0, 0.1]);
  });

  test("bounds are the judge's, of a minute", () => {
    const { lower, upper } = normalBounds(10, 20);
    expect(after([own("lower"), own("upper"), own("score")], 60_000, [tickOf(90, 10)])).toEqual([lower, upper, 1]);
    const minute = normalBounds(60, 3600 / (6 * (100 / 20)));
    const ticks = Array.from({ length: 6 }, () => tickOf(90, 10));
    const [low, high] = after([own("lower"), own("upper")], 10_000, ticks);
    expect([low, high]).toEqual([minute.lower, minute.upper]);
  });
});

function own(kind: "lower" | "upper" | "share" | "usualShare" | "score"): RuleInput {
  return { kind, status: 1 };
}
