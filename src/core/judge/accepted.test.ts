import { describe, expect, test } from "vitest";
import { Accepted } from "./accepted.ts";

describe("Accepted", () => {
  test("a rate is normal at its time of day and next to it, with some to spare, and nowhere else", () => {
    const accepted = new Accepted(96);
    accepted.accept(7, 0, 4);
    for (const bin of [95, 0, 1]) expect(accepted.range(7, bin)).toEqual({ low: 3.2, high: 5 });
    for (const bin of [94, 2, 40]) expect(accepted.range(7, bin)).toBeNull();
    expect(accepted.range(6, 0)).toBeNull();
  });

  test("is forgotten after 15 days, unless it is seen again", () => {
    const accepted = new Accepted(96);
    accepted.accept(1, 10, 4);
    accepted.accept(2, 10, 4);
    for (let day = 0; day < 15; day++) accepted.endDay();
    accepted.renew(2, 10);
    accepted.endDay();
    expect(accepted.range(1, 10)).toBeNull();
    expect(accepted.range(2, 10)).not.toBeNull();
  });

  test("what may go on today is forgotten at midnight, unless it was seen", () => {
    const accepted = new Accepted(96);
    accepted.accept(1, 10, 4, false);
    accepted.accept(1, 20, 4, false);
    accepted.renew(1, 20);
    accepted.endDay();
    expect(accepted.range(1, 10)).toBeNull();
    expect(accepted.range(1, 20)).not.toBeNull();
  });

  test("what is refused is forgotten, and the rest is saved and loaded", () => {
    const accepted = new Accepted(96);
    accepted.accept(1, 10, 4);
    accepted.accept(1, 50, 2);
    accepted.refuse(1, 10);
    const loaded = new Accepted(96);
    loaded.load(accepted.save());
    expect(loaded.save()).toEqual([[1, 50, 2, 2, 15]]);
    expect(loaded.range(1, 10)).toBeNull();
  });
});
