import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Direction } from "../model/status.ts";
import { createRandom, negativeBinomialDraw, poissonDraw } from "../stats/random.ts";
import type { AlarmChange } from "./alarm.ts";
import { Judge } from "./judge.ts";

const MINUTE = 60_000;
const DAY = 1440;
/** A Monday, so that the first weekend comes after five days. */
const START = Date.UTC(2025, 0, 6);
/** One false alarm a week, shared by seven statuses. */
const THRESHOLD = 70_560;

interface Past {
  alarms: AlarmChange[];
  /** Series flagged at any tick. */
  flagged: Set<number>;
}

/** One scope that lives minute by minute. */
class Life {
  readonly judge: Judge;
  minute = 0;

  constructor(directions: readonly Direction[], threshold = THRESHOLD) {
    this.judge = new Judge({ tickMs: MINUTE, directions });
    this.judge.addScope();
    for (const status of directions.keys()) this.judge.setThreshold(0, status, threshold, true);
  }

  tick(counts: readonly number[] | null): AlarmChange[] {
    const { minute } = this;
    this.minute += 1;
    const local = { minuteOfDay: minute % DAY, weekday: (1 + Math.floor(minute / DAY)) % 7 };
    return this.judge.closeTick(START + minute * MINUTE, local, counts === null ? null : new Float64Array(counts));
  }

  /** Lives through `minutes`, with the counts that `countsAt` says of each. */
  live(minutes: number, countsAt: (minute: number) => readonly number[]): Past {
    const past: Past = { alarms: [], flagged: new Set() };
    for (let k = 0; k < minutes; k++) {
      past.alarms.push(...this.tick(countsAt(this.minute)));
      for (const [series, flag] of this.judge.output.isFlagged.entries()) if (flag === 1) past.flagged.add(series);
    }
    return past;
  }

  said(): number[][] {
    const { value, expected, shape, score, isFlagged } = this.judge.output;
    return [[...value], [...expected], [...shape], [...score], [...isFlagged]];
  }
}

const DIRECTIONS = ["below", "above", "above"] as const;
const SHARES = [0.8, 0.16, 0.04] as const;
const [APPROVED, DENIED, FAILED] = [0, 1, 2];

/** Quiet at night, busy by day; a mean of 1. */
function dayShape(minute: number): number {
  return 1 + 0.7 * Math.sin((2 * Math.PI * (minute - 480)) / DAY);
}

/** Counts without any chance: equal shares of a steady volume, or of one that follows the day. */
function noiseFree(perMinute: number, factors: readonly number[] = [1, 1, 1], shape: typeof dayShape = () => 1) {
  return (minute: number): number[] =>
    SHARES.map((share, k) => Math.round(perMinute * shape(minute) * share) * (factors[k] ?? 1));
}

function poisson(perMinute: number, seed: number, factorAt: (minute: number, status: number) => number = () => 1) {
  const random = createRandom(seed);
  return (minute: number): number[] =>
    SHARES.map((share, k) => poissonDraw(perMinute * dayShape(minute) * share * factorAt(minute, k), random));
}

describe("a day as it should be", () => {
  test("is learnt: the expected counts follow the day's shape and shares", () => {
    const life = new Life(DIRECTIONS);
    const daily = noiseFree(100, [1, 1, 1], dayShape);
    life.live(4 * DAY + 300, daily);
    for (let hour = 0; hour < 20; hour += 3) {
      life.live(180, daily);
      const truth = daily(life.minute - 1);
      for (const k of [APPROVED, DENIED]) expect(life.judge.output.expected[k]! / truth[k]!).toBeCloseTo(1, 1);
    }
  });

  test("raises no alarm over three weeks of chance", () => {
    const life = new Life(DIRECTIONS);
    expect(life.live(21 * DAY, poisson(60, 5)).alarms).toEqual([]);
  });

  test("nor with more scatter than chance gives", () => {
    const life = new Life(DIRECTIONS);
    const random = createRandom(8);
    const scattered = (minute: number): number[] =>
      SHARES.map((share) => negativeBinomialDraw(120 * dayShape(minute) * share, 60, random));
    expect(life.live(7 * DAY, scattered).alarms).toEqual([]);
  });

  test("a weekend of 70 % is no fall at midnight, once it has been seen", () => {
    const life = new Life(DIRECTIONS);
    const random = createRandom(4);
    const weekly = (minute: number): number[] => {
      const isWeekend = Math.floor(minute / DAY) % 7 >= 5;
      return SHARES.map((share) => poissonDraw((isWeekend ? 0.7 : 1) * 200 * dayShape(minute) * share, random));
    };
    life.live(19 * DAY, weekly);
    expect(life.live(3 * DAY, weekly).alarms).toEqual([]);
  });

  test("is not tested in its first half hour, and says so", () => {
    const life = new Life(DIRECTIONS);
    life.live(29, noiseFree(100));
    expect(life.judge.isLearning(0)).toBe(true);
    expect(life.judge.output.score[DENIED]).toBeNaN();
    life.live(2, noiseFree(100));
    expect(life.judge.isLearning(0)).toBe(false);
    expect(life.judge.output.score[DENIED]).toBeGreaterThanOrEqual(0);
  });
});

describe("a promotion and an outage of approvals", () => {
  test.each([50, 500, 5000])(
    "twice %i a minute with equal shares flags no bad status, at any time of the day",
    (volume) => {
      const life = new Life(DIRECTIONS);
      life.live(14 * DAY, noiseFree(volume));
      for (const pause of [60, 500, 400, 300]) {
        life.live(pause, noiseFree(volume));
        const { flagged } = life.live(45, noiseFree(volume, [2, 2, 2]));
        expect(flagged.has(DENIED) || flagged.has(FAILED)).toBe(false);
      }
    },
  );

  test.each([50, 500, 5000])("approvals halved at %i a minute: approved is flagged, denied is not", (volume) => {
    const life = new Life(DIRECTIONS);
    life.live(14 * DAY + 700, noiseFree(volume));
    const { flagged } = life.live(60, noiseFree(volume, [0.5, 1, 1]));
    expect([...flagged]).toEqual([APPROVED]);
  });

  test("denied doubled is found within minutes and told once", () => {
    const life = new Life(DIRECTIONS);
    life.live(3 * DAY + 700, poisson(100, 6));
    const { alarms } = life.live(
      30,
      poisson(100, 7, (_, status) => (status === DENIED ? 2 : 1)),
    );
    expect(alarms.map(({ kind, series }) => [kind, series])).toEqual([["started", DENIED]]);
    expect(alarms[0]!.at).toBeLessThan(START + (3 * DAY + 710) * MINUTE);
  });
});

describe("an alarm", () => {
  test("property: is over four hours after it began or after its cause was gone, whatever that was", () => {
    const times = fc.constantFrom(0, 0.3, 3, 20);
    const trained = fc.integer({ min: 200, max: 2 * DAY });
    fc.assert(
      fc.property(trained, fc.integer({ min: 1, max: 400 }), times, fc.nat(2), (training, length, factor, status) => {
        const life = new Life(DIRECTIONS);
        const gone = training + length;
        const isBroken = (minute: number, one: number): boolean =>
          one === status && minute >= training && minute < gone;
        const source = poisson(50, training, (minute, one) => (isBroken(minute, one) ? factor : 1));
        const { alarms } = life.live(gone + 500, source);
        const startedAt = new Map<number, number>();
        const expectOver = (series: number, at: number): void => {
          const since = Math.max(startedAt.get(series) ?? at, START + gone * MINUTE);
          expect(at - since).toBeLessThanOrEqual(245 * MINUTE);
          startedAt.delete(series);
        };
        for (const { kind, series, at } of alarms) {
          if (kind === "started") startedAt.set(series, at);
          else expectOver(series, at);
        }
        for (const series of [...startedAt.keys()]) expectOver(series, START + life.minute * MINUTE);
      }),
      { numRuns: 40 },
    );
  });

  test("what was gone for an hour is not forgotten: its return is no alarm", () => {
    const life = new Life(DIRECTIONS);
    life.live(2 * DAY, noiseFree(50));
    expect(life.live(90, noiseFree(50, [1, 0, 1])).alarms).toEqual([]);
    expect(life.judge.output.expected[DENIED]).toBeGreaterThan(6);
    expect(life.live(90, noiseFree(50)).alarms).toEqual([]);
  });

  test("what was gone for hours may come back", () => {
    const life = new Life(DIRECTIONS);
    life.live(DAY, noiseFree(50));
    life.live(250, noiseFree(50, [1, 0, 1]));
    expect(life.live(250, noiseFree(50)).alarms).toEqual([]);
  });

  test("what was gone for days is an alarm when it comes back, which ends too", () => {
    const life = new Life(DIRECTIONS);
    life.live(DAY, noiseFree(50));
    life.live(3 * DAY + 60, noiseFree(50, [1, 0, 1]));
    const { alarms } = life.live(250, noiseFree(50));
    expect(alarms).toMatchObject([
      { kind: "started", series: DENIED, symptom: "above" },
      { kind: "ended", series: DENIED, end: "new normal" },
    ]);
  });

  test("a lasting change is the new normal after four hours", () => {
    const life = new Life(DIRECTIONS);
    life.live(4 * DAY, noiseFree(200));
    const { alarms } = life.live(300, noiseFree(200, [1, 3, 1]));
    expect(alarms).toMatchObject([
      { kind: "started", series: DENIED, symptom: "above" },
      { kind: "ended", series: DENIED, end: "new normal" },
    ]);
    expect(life.live(600, noiseFree(200, [1, 3, 1])).alarms).toEqual([]);
  });

  test("teaches no level and no day while it lasts, and of its hour no more than a little", () => {
    const [frozen, blind] = [new Life(["below"]), new Life(["below"])];
    for (const life of [frozen, blind]) life.live(4 * DAY + 100, () => [100]);
    for (let minute = 0; minute < 200; minute++) {
      frozen.tick([0]);
      blind.tick(null);
      expect(frozen.judge.output.isFlagged[0]).toBe(1);
    }
    const [{ columns: one }, { columns: other }] = [frozen.judge.save(), blind.judge.save()];
    for (const name of ["sum", "weight", "counted", "expected", "forecast", "levelAtStart"]) {
      expect(one["ownDays"]![name]).toEqual(other["ownDays"]![name]);
    }
    expect(one["ownLevels"]!["usualA"]).toEqual(other["ownLevels"]!["usualA"]);
    expect(frozen.judge.output.expected[0]! / 100).toBeCloseTo(1, 1);
  });
});

describe("rare things", () => {
  /** `days` without a single failure, then a minute with `burst` of them. */
  function burstAfter(
    days: number,
    burst: number,
    threshold = THRESHOLD,
  ): { before: AlarmChange[]; isFlagged: boolean } {
    const life = new Life(["below", "above", "above"], threshold);
    const counts = [90, 10, 0];
    const { alarms } = life.live(days * DAY, () => counts);
    life.tick([90, 10, burst]);
    return { before: alarms, isFlagged: life.judge.output.isFlagged[FAILED] === 1 };
  }

  test("ten events after months of none are flagged, three are not, and none at all never", () => {
    expect(burstAfter(75, 10)).toEqual({ before: [], isFlagged: true });
    expect(burstAfter(75, 3)).toEqual({ before: [], isFlagged: false });
  });

  test("months of none are no alarm for a tight budget either", () => {
    expect(burstAfter(40, 0, 1440)).toEqual({ before: [], isFlagged: false });
  });
});

describe("what is not known", () => {
  test("a missing tick leaves evidence and expectation, and has no score", () => {
    const life = new Life(DIRECTIONS);
    life.live(2 * DAY, noiseFree(100));
    life.live(3, noiseFree(100, [1, 1.5, 1]));
    const { score, expected } = life.judge.output;
    const [before, mean] = [score[DENIED]!, expected[DENIED]!];
    life.tick(null);
    expect(score[DENIED]).toBeNaN();
    life.tick(null);
    life.live(1, noiseFree(100));
    expect(score[DENIED]).toBeLessThan(before);
    expect(score[DENIED]).toBeGreaterThan(0.3 * before);
    expect(expected[DENIED]! / mean).toBeCloseTo(1, 1);
  });

  test("a long gap is passed over without an alarm on either side", () => {
    const life = new Life(DIRECTIONS);
    life.live(5 * DAY, poisson(100, 3));
    life.judge.skip(5 * DAY);
    life.minute += 5 * DAY;
    expect(life.live(DAY, poisson(100, 9)).alarms).toEqual([]);
  });

  test.each([
    [60, "goes on"],
    [180, "is dropped"],
  ])("evidence of before a gap of %i minutes %s", (gap, what) => {
    const life = new Life(DIRECTIONS);
    life.live(2 * DAY, noiseFree(50));
    life.live(6, noiseFree(50, [1, 1.8, 1]));
    const before = life.judge.output.score[DENIED]!;
    expect(before).toBeGreaterThan(1);
    life.judge.skip(gap);
    life.minute += gap;
    life.live(1, noiseFree(50, [1, 1.8, 1]));
    if (what === "goes on") expect(life.judge.output.score[DENIED]!).toBeGreaterThan(before);
    else expect(life.judge.output.score[DENIED]!).toBeLessThan(before);
  });

  test("the same weekday of another week is another day", () => {
    const life = new Life(DIRECTIONS);
    life.live(2 * DAY + 600, noiseFree(50));
    const countedToday = () => life.judge.save().columns["volumeDays"]!["counted"]![0]!;
    const before = countedToday();
    life.judge.skip(7 * DAY);
    life.minute += 7 * DAY;
    life.live(1, noiseFree(50));
    expect(before).toBeGreaterThan(10_000);
    expect(countedToday()).toBeLessThan(100);
  });

  test("a stream that stops gives evidence of silence, one record ends it", () => {
    const life = new Life(DIRECTIONS);
    life.live(DAY, noiseFree(100));
    expect(life.judge.silence(0)).toBe(0);
    life.live(2, () => [0, 0, 0]);
    expect(life.judge.silence(0)).toBeGreaterThan(THRESHOLD);
    life.tick([1, 0, 0]);
    expect(life.judge.silence(0)).toBe(0);
  });
});

describe("a count that is not known", () => {
  const unknown = [80, Number.NaN, 4];

  test("lets its whole scope pass: no score, no flag, nothing learnt, as if the tick were missing", () => {
    const [unsure, blind] = [new Life(DIRECTIONS), new Life(DIRECTIONS)];
    const source = poisson(100, 4);
    const past = Array.from({ length: 2 * DAY }, (_, minute) => source(minute));
    for (const life of [unsure, blind]) for (const counts of past) life.tick(counts);
    for (let minute = 0; minute < 20; minute++) {
      expect(unsure.tick(unknown)).toEqual([]);
      blind.tick(null);
      const { score, isFlagged } = unsure.judge.output;
      for (const status of DIRECTIONS.keys()) expect([score[status], isFlagged[status]]).toEqual([Number.NaN, 0]);
    }
    expect(unsure.judge.save()).toEqual(blind.judge.save());
    expect(unsure.judge.ticksSeen(0)).toBe(2 * DAY);
  });

  test("leaves other scopes to be judged as if they were alone", () => {
    const [alone, beside] = [new Life(DIRECTIONS), new Life(DIRECTIONS)];
    beside.judge.addScope();
    const source = poisson(100, 4);
    for (let minute = 0; minute < 200; minute++) {
      const counts = source(minute);
      const isUnknown = minute > 40 && minute % 3 > 0;
      expect(beside.tick([...counts, ...(isUnknown ? unknown : counts)])).toEqual(alone.tick(counts));
      expect(beside.said().map((column) => column.slice(0, 3))).toEqual(alone.said().map((c) => c.slice(0, 3)));
    }
    expect(beside.judge.ticksSeen(1)).toBeLessThan(100);
  });

  test("is none where the status was never seen", () => {
    const [absent, none] = [new Life(DIRECTIONS), new Life(DIRECTIONS)];
    for (let minute = 0; minute < 100; minute++) {
      absent.tick([80, 16, Number.NaN]);
      none.tick([80, 16, 0]);
    }
    expect(absent.said()).toEqual(none.said());
  });
});

describe("a scope with a single status", () => {
  /** Failures alone, or with approvals. */
  function failures(perMinute: number, seed: number, approvals = 0) {
    const random = createRandom(seed);
    return (): number[] => [poissonDraw(approvals, random), poissonDraw(perMinute, random), 0];
  }

  function startsOf({ alarms }: Past, series: number): number[] {
    return alarms.filter((change) => change.kind === "started" && change.series === series).map(({ at }) => at);
  }

  test("judges it by its own level: a stream of failures alone is learnt, and its rise alerts", () => {
    const life = new Life(DIRECTIONS);
    expect(life.live(3 * DAY, failures(10, 1)).alarms).toEqual([]);
    expect(life.judge.caution(DENIED).isShare).toBe(false);
    expect(Math.abs(life.judge.output.expected[DENIED]! / 10 - 1)).toBeLessThan(0.25);
    const roseAt = START + life.minute * MINUTE;
    const [toldAt] = startsOf(life.live(20, failures(25, 2)), DENIED);
    expect(toldAt! - roseAt).toBeLessThan(10 * MINUTE);
  });

  test.each([3 * 60, 3 * DAY])(
    "after %i minutes the second status makes it a share, which is judged again after half an hour",
    (alone) => {
      const life = new Life(DIRECTIONS);
      life.live(alone, failures(10, 1));
      const warmUp = life.live(30, failures(10, 3, 100));
      expect(life.judge.caution(DENIED).isShare).toBe(true);
      expect(life.judge.output.score[DENIED]).toBeNaN();
      const calm = life.live(90, failures(10, 4, 100));
      expect([...startsOf(warmUp, DENIED), ...startsOf(calm, DENIED)]).toEqual([]);
      expect(life.judge.output.score[DENIED]).toBeGreaterThanOrEqual(0);
      expect(Math.abs(life.judge.output.expected[DENIED]! / 10 - 1)).toBeLessThan(0.3);
      const roseAt = START + life.minute * MINUTE;
      const [toldAt] = startsOf(life.live(20, failures(40, 5, 100)), DENIED);
      expect(toldAt! - roseAt).toBeLessThan(10 * MINUTE);
    },
  );

  test("the second status of an open tick is not judged: its place in the volume is not known yet", () => {
    const life = new Life(DIRECTIONS);
    life.live(DAY, failures(10, 1));
    const at = START + life.minute * MINUTE;
    expect(life.judge.peekOpenTick(FAILED, at, 60, 70, 1)).toBeNull();
    expect(life.judge.peekOpenTick(DENIED, at, 60, 70, 1)).toBeNull();
    expect(life.judge.peekOpenTick(DENIED, at, 60, 60, 1)).toMatchObject({ kind: "started", series: DENIED });
  });

  test("where approvals were alone, the first failures are judged at once: ten are flagged, three are not", () => {
    for (const [burst, flag] of [
      [3, 0],
      [10, 1],
    ] as const) {
      const life = new Life(DIRECTIONS);
      life.live(14 * DAY, () => [90, 0, 0]);
      const at = START + life.minute * MINUTE;
      expect(life.judge.peekOpenTick(FAILED, at, burst, 90 + burst, 1)?.kind).toBe(flag === 1 ? "started" : undefined);
      life.tick([90, 0, burst]);
      expect(life.judge.output.isFlagged[FAILED]).toBe(flag);
      expect(life.judge.isLearning(0)).toBe(false);
    }
  });
});

describe("the open tick", () => {
  function trained(): Life {
    const life = new Life(DIRECTIONS);
    life.live(2 * DAY, poisson(100, 2));
    return life;
  }

  test("a rise is told before the tick closes, once", () => {
    const { judge, minute } = trained();
    const at = START + minute * MINUTE;
    expect(judge.peekOpenTick(DENIED, at, 3, 15, 0.3)).toBeNull();
    expect(judge.peekOpenTick(DENIED, at, 60, 75, 0.3)).toMatchObject({ kind: "started", series: DENIED, at });
    expect(judge.isOpenTickFlagged(DENIED)).toBe(true);
    expect(judge.peekOpenTick(DENIED, at, 90, 110, 0.4)).toBeNull();
  });

  test("a fall is not, and neither is more of everything", () => {
    const { judge, minute } = trained();
    const at = START + minute * MINUTE;
    expect(judge.peekOpenTick(APPROVED, at, 0, 0, 1)).toBeNull();
    expect(judge.peekOpenTick(DENIED, at, 40, 250, 0.5)).toBeNull();
  });

  test("looking does not change what the close says, unless it raised the alarm", () => {
    const [looked, plain] = [trained(), trained()];
    for (const elapsed of [0.2, 0.5, 0.9]) looked.judge.peekOpenTick(DENIED, 0, 20 * elapsed, 100 * elapsed, elapsed);
    for (const life of [looked, plain]) life.tick([80, 16, 4]);
    expect(looked.said()).toEqual(plain.said());
  });
});

describe("determinism", () => {
  const counts = fc.array(fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }), { minLength: 40, maxLength: 120 });

  test("property: the same input gives the same output, bit for bit, and the future does not change the past", () => {
    fc.assert(
      fc.property(counts, counts, (past, future) => {
        const [one, other] = [new Life(DIRECTIONS), new Life(DIRECTIONS)];
        const said = past.map((tick) => {
          const changes = one.tick(tick);
          return { changes, said: one.said() };
        });
        const whole = [...past, ...future].map((tick) => {
          const changes = other.tick(tick);
          return { changes, said: other.said() };
        });
        expect(whole.slice(0, past.length)).toEqual(said);
      }),
      { numRuns: 20 },
    );
  });

  test("property: the order of statuses does not matter", () => {
    fc.assert(
      fc.property(counts, (ticks) => {
        const [one, other] = [new Life(["below", "above", "both"]), new Life(["both", "below", "above"])];
        for (const [a = 0, b = 0, c = 0] of ticks) {
          one.tick([a, b, c]);
          other.tick([c, a, b]);
          for (const [k, column] of one.said().entries()) {
            const [first, second, third] = column;
            expect(other.said()[k]).toEqual([third, first, second]);
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  test("property: scopes do not disturb each other, also when they come later", () => {
    fc.assert(
      fc.property(counts, fc.nat(30), (ticks, later) => {
        const [alone, beside] = [new Life(DIRECTIONS), new Life(DIRECTIONS)];
        for (const [index, tick] of ticks.entries()) {
          alone.tick(tick);
          if (index === later) {
            const scope = beside.judge.addScope();
            for (const status of DIRECTIONS.keys()) beside.judge.setThreshold(scope, status, THRESHOLD, true);
          }
          beside.tick(beside.judge.scopes === 1 ? tick : [...tick, ...tick.map((y) => 3 * y)]);
          expect(beside.said().map((column) => column.slice(0, 3))).toEqual(alone.said().map((c) => c.slice(0, 3)));
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("the caution of a series", () => {
  test("is great on the first day and gone on the fourth", () => {
    const life = new Life(DIRECTIONS);
    const steady = () => [12, 3, 1];
    life.live(DAY / 2, steady);
    expect(life.judge.caution(APPROVED)).toMatchObject({ isNew: true, isCold: true, margin: 1, isShare: false });
    expect(life.judge.caution(DENIED)).toMatchObject({ isNew: true, isCold: false, isShare: true });
    expect(life.judge.caution(DENIED).margin).toBeGreaterThan(1.2);
    const firstDay = life.judge.caution(APPROVED).learningRate;
    life.live(3 * DAY, steady);
    expect(life.judge.caution(APPROVED)).toMatchObject({ isNew: false, isCold: false });
    expect(life.judge.caution(DENIED).margin).toBeLessThan(1.01);
    expect(life.judge.caution(APPROVED).learningRate).toBeLessThan(firstDay / 2);
  });

  test("keeps no small effect from being tested where counts are large: they are soon known", () => {
    const life = new Life(DIRECTIONS);
    life.live(DAY / 2, () => [80, 16, 4]);
    expect(life.judge.caution(APPROVED)).toMatchObject({ isNew: true, isCold: false });
  });
});
