import { describe, expect, test } from "vitest";
import { settingsWith } from "../../../test/support/engine-play.ts";
import type { Incident, Mark } from "../model/incident.ts";
import { Transactions } from "../model/transactions.ts";
import { createRandom, poissonDraw } from "../stats/random.ts";
import { Engine } from "./engine.ts";

const MINUTE = 60_000;
const DAY = 1440;
/** A Monday midnight. */
const START = Date.UTC(2026, 2, 2);
const MEANS = { approved: 60, denied: 6 };
const statuses = [
  { name: "approved", direction: "both" },
  { name: "denied", direction: "above" },
] as const;

const TEN = 10 * 60;

type Event = (minuteOfDay: number) => { approved: number; denied: number };

/** Minutes of traffic; from the fourth day on, `event` says by which factor it is another. */
class Days {
  engine = new Engine();
  minute = 0;
  readonly #random = createRandom(11);
  readonly #event: Event;

  constructor(event: Event) {
    this.#event = event;
    this.engine.apply({
      kind: "configured",
      at: START,
      settings: settingsWith({ tickMs: MINUTE, statuses: [...statuses] }),
    });
  }

  until(day: number, hour: number, minuteOfHour = 0): this {
    for (const end = (day * 24 + hour) * 60 + minuteOfHour; this.minute < end; this.minute++) {
      const usual = { approved: 1, denied: 1 };
      const factors = this.minute >= 3 * DAY ? this.#event(this.minute % DAY) : usual;
      const at = START + this.minute * MINUTE;
      const counts = (["approved", "denied"] as const).map((status) => {
        return { at, status, count: poissonDraw(MEANS[status] * factors[status], this.#random) };
      });
      const records = Transactions.of(counts);
      this.engine.apply({ kind: "transactions", at: at + MINUTE - 1000, records, origin: "live" });
      this.engine.apply({ kind: "clock", at: at + MINUTE + 6000 });
    }
    return this;
  }

  mark(as: Mark | null): this {
    const [incident] = this.engine.incidents.all();
    if (incident === undefined) throw new Error("no incident to mark");
    const action = { do: "mark", incidentId: incident.id, as } as const;
    this.engine.apply({ kind: "acted", at: this.engine.now, by: "ada", via: "api", action });
    return this;
  }

  /** Incidents that were found between `from` and `to`, in minutes of the day, and when. Chance raises some at other times. */
  found(day: number, from = TEN - 15, to = TEN + 75): { incident: Incident; minute: number }[] {
    return this.engine.incidents.all().flatMap((incident) => {
      const minute = (incident.detectedAt - START) / MINUTE - day * DAY;
      return minute >= from && minute < to ? [{ incident, minute }] : [];
    });
  }
}

const isOn = (minute: number): boolean => minute >= TEN && minute < TEN + 60;
const promotion: Event = (minute) => ({ approved: isOn(minute) ? 2.5 : 1, denied: 1 });
const outage: Event = (minute) => ({ approved: isOn(minute) ? 0.5 : 1, denied: 1 });
const denials: Event = (minute) => ({ approved: 1, denied: isOn(minute) ? 5 : 1 });

describe("an event at the same hour of two days", () => {
  test.each([
    ["a promotion", promotion],
    ["planned work", outage],
    ["more denied ones", denials],
  ])("%s that was marked as expected afterwards raises no alarm on the next day", (_name, event) => {
    const days = new Days(event).until(3, 12);
    expect(days.found(3).length).toBeGreaterThan(0);
    days.mark("expected").until(4, 12);
    expect(days.found(4)).toEqual([]);
  });

  test.each([
    ["a promotion", promotion],
    ["more denied ones", denials],
  ])("%s that was marked while it went on neither", (_name, event) => {
    const days = new Days(event).until(3, 10, 20).mark("expected").until(4, 12);
    expect(days.found(3)).toHaveLength(1);
    expect(days.found(4)).toEqual([]);
  });

  test("what is much worse than what was expected is found all the same", () => {
    let strength = 5;
    const days = new Days((minute) => ({ approved: 1, denied: isOn(minute) ? strength : 1 })).until(3, 12);
    days.mark("expected").until(4, 9);
    strength = 15;
    expect(days.until(4, 12).found(4)[0]?.minute).toBeLessThan(TEN + 5);
  });

  test("the day without what was expected raises no alarm", () => {
    let isDay = true;
    const days = new Days((minute) => (isDay ? promotion(minute) : { approved: 1, denied: 1 })).until(3, 12);
    days.mark("expected");
    isDay = false;
    expect(days.until(4, 12).found(4)).toEqual([]);
  });

  test.each([
    ["a promotion", promotion],
    ["an outage", outage],
    ["more denied ones", denials],
  ])("%s that was marked as real is found as fast on the next day", (_name, event) => {
    const days = new Days(event).until(3, 12).mark("real").until(4, 12);
    const [first] = days.found(3);
    const [second] = days.found(4);
    expect(second?.minute).toBeLessThanOrEqual((first?.minute ?? 0) + 1);
  });

  test("a mark that is taken back leaves nothing accepted", () => {
    const days = new Days(denials).until(3, 12).mark("expected").mark(null).until(4, 12);
    expect(days.found(4)[0]?.minute).toBeLessThan(TEN + 5);
  });
});

describe("an incident that goes on for hours", () => {
  const fromTen: Event = (minute) => ({ approved: minute >= TEN ? 0.5 : 1, denied: 1 });

  test("is taken for the new normal after four of them", () => {
    const days = new Days(fromTen).until(3, 22);
    expect(days.found(3)[0]?.incident.state).toBe("resolved");
  });

  test("is never, once it was marked as real", () => {
    const days = new Days(fromTen).until(3, 11).mark("real").until(3, 22);
    expect(days.found(3)[0]?.incident.state).toBe("firing");
  });
});

describe("noise", () => {
  test("widens what is normal", () => {
    const scattered: Event = (minute) => ({ approved: 1, denied: isOn(minute) && minute % 3 === 0 ? 6 : 1 });
    const shapeAfter = (mark: Mark | null): number => {
      const days = new Days(scattered).until(3, 10, 40);
      expect(days.found(3).length).toBeGreaterThan(0);
      if (mark !== null) days.mark(mark);
      days.until(3, 12);
      return days.engine.judging?.judge.output.shape[1] ?? Number.NaN;
    };
    expect(shapeAfter("noise")).toBeLessThan(shapeAfter(null));
  });
});

describe("a silence", () => {
  const none: Event = (minute) => (isOn(minute) ? { approved: 0, denied: 0 } : { approved: 1, denied: 1 });

  test("that was expected is none on the next day, and one at another time is", () => {
    let shift = 0;
    const days = new Days((minute) => none(minute + shift)).until(3, 12);
    days.mark("expected").until(4, 12);
    expect(days.found(4)).toEqual([]);
    shift = -6 * 60;
    expect(days.until(4, 18).found(4, 960, 1080)).not.toEqual([]);
  });

  test("that was real is one on the next day as well", () => {
    const days = new Days(none).until(3, 12).mark("real").until(4, 12);
    expect(days.found(4)).not.toEqual([]);
  });
});

test("a mark while it is on outlives a restart", () => {
  const whole = new Days(denials).until(3, 10, 20).mark("expected");
  const parts = new Days(denials).until(3, 10, 20).mark("expected");
  parts.engine = Engine.load(structuredClone(parts.engine.save()));
  whole.until(4, 12);
  parts.until(4, 12);
  expect(parts.engine.save()).toEqual(whole.engine.save());
});
