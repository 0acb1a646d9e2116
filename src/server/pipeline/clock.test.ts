import { describe, expect, test } from "vitest";
import { ManualClock, systemClock } from "./clock.ts";

const never = new AbortController().signal;

describe("the manual clock", () => {
  test("wakes whoever waited when it has come to that time, not before, in their order", async () => {
    const clock = new ManualClock(1000);
    const woken: string[] = [];
    const waits = [
      clock.wait(20, never).then(() => woken.push("a")),
      clock.wait(10, never).then(() => woken.push("b")),
    ];
    clock.set(1009);
    await Promise.resolve();
    expect(woken).toEqual([]);
    clock.set(1010);
    await waits[1];
    expect(woken).toEqual(["b"]);
    clock.set(5000);
    await Promise.all(waits);
    expect(woken).toEqual(["b", "a"]);
  });

  test("does not make anyone wait for nothing, for the past, or after an abort", async () => {
    const clock = new ManualClock(0);
    await clock.wait(0, never);
    await clock.wait(-5, never);
    await clock.wait(100, AbortSignal.abort());
    const stop = new AbortController();
    const waiting = clock.wait(100, stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
  });

  test("can be set back", () => {
    const clock = new ManualClock(1000);
    clock.set(10);
    expect(clock.now()).toBe(10);
  });
});

describe("the system's clock", () => {
  test("ends a wait at once on an abort", async () => {
    const stop = new AbortController();
    const waiting = systemClock.wait(60_000, stop.signal);
    stop.abort();
    await waiting;
    await systemClock.wait(60_000, AbortSignal.abort());
    expect(systemClock.now()).toBeGreaterThan(Date.UTC(2025, 0, 1));
  });
});
