import { describe, expect, test } from "vitest";
import { ManualClock } from "./clock.ts";
import type { Service } from "./service.ts";
import { Supervisor } from "./supervisor.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function supervised() {
  const clock = new ManualClock(0);
  const faults: [string, number][] = [];
  const givenUp: string[] = [];
  const supervisor = new Supervisor({
    clock,
    onFault: ({ name }, _error, restarts) => faults.push([name, restarts]),
    onGiveUp: ({ name }) => givenUp.push(name),
  });
  const pass = async (ms: number) => {
    clock.set(clock.now() + ms);
    await turn();
  };
  return { clock, supervisor, faults, givenUp, pass };
}

/** Runs until told to stop, and notes when it has. */
function steady(name: string, ended: string[]): Service {
  return {
    name,
    run: (signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          ended.push(name);
          resolve();
        });
      }),
  };
}

function broken(name = "broken"): Service & { runs: number } {
  const service = {
    name,
    runs: 0,
    run: () => {
      service.runs++;
      return Promise.reject(new Error("no"));
    },
  };
  return service;
}

describe("the supervisor", () => {
  test("stops services in the reverse order of their start, each after the next has drained", async () => {
    const { supervisor, faults } = supervised();
    const ended: string[] = [];
    for (const name of ["first", "second", "third"]) supervisor.start(steady(name, ended));
    await supervisor.stop();
    expect(ended).toEqual(["third", "second", "first"]);
    expect(faults).toEqual([]);
  });

  test("starts a failed service again after pauses that double", async () => {
    const { supervisor, faults, pass } = supervised();
    const service = broken();
    supervisor.start(service);
    await turn();
    expect(service.runs).toBe(1);
    for (const [index, pauseMs] of [100, 200, 400, 800].entries()) {
      await pass(pauseMs - 1);
      expect(service.runs).toBe(index + 1);
      await pass(1);
      expect(service.runs).toBe(index + 2);
    }
    expect(faults.at(-1)).toEqual(["broken", 5]);
    expect(supervisor.restarts.get("broken")).toBe(5);
    expect(supervisor.allRestarts.get("broken")).toBe(5);
    await supervisor.stop();
  });

  test("tells which services failed in the last ten minutes", async () => {
    const { supervisor, pass } = supervised();
    let failures = 1;
    const service: Service = {
      name: "once",
      run: (signal) =>
        failures-- > 0
          ? Promise.reject(new Error("no"))
          : new Promise((resolve) => signal.addEventListener("abort", () => resolve())),
    };
    supervisor.start(service);
    await pass(0);
    await pass(100);
    expect(supervisor.unsteady()).toEqual([{ service: "once", restarts: 1 }]);
    await pass(10 * 60_000);
    expect(supervisor.unsteady()).toEqual([]);
    expect(supervisor.allRestarts.get("once")).toBe(1);
    await supervisor.stop();
  });

  test("never waits longer than half a minute, and gives up at last", async () => {
    const { supervisor, givenUp, faults, pass } = supervised();
    const service = broken();
    supervisor.start(service);
    await turn();
    for (let restart = 0; restart < 30; restart++) await pass(30_000);
    expect(service.runs).toBe(20);
    expect(faults).toHaveLength(20);
    expect(givenUp).toEqual(["broken"]);
    await supervisor.stop();
  });

  test("does not hold faults of long ago against a service", async () => {
    const { supervisor, faults, givenUp, pass } = supervised();
    let fail: () => void = () => undefined;
    const run = () =>
      new Promise<void>((_resolve, reject) => {
        fail = () => reject(new Error("now and then"));
      });
    supervisor.start({ name: "seldom", run });
    for (let week = 0; week < 30; week++) {
      await pass(600_000);
      fail();
      await turn();
      await pass(100);
    }
    expect(new Set(faults.map(([, restarts]) => restarts))).toEqual(new Set([1]));
    expect([faults.length, givenUp]).toEqual([30, []]);
    fail();
    await supervisor.stop();
  });

  test("leaves a service alone that has ended by itself", async () => {
    const { supervisor, pass } = supervised();
    let runs = 0;
    supervisor.start({ name: "short", run: () => Promise.resolve(void runs++) });
    await pass(60_000);
    expect(runs).toBe(1);
    await supervisor.stop();
  });

  test("does not start a service again that fails while it is stopped", async () => {
    const { supervisor } = supervised();
    let runs = 0;
    supervisor.start({
      name: "late",
      run: (signal) => {
        runs++;
        return new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new Error("while stopping")));
        });
      },
    });
    await supervisor.stop();
    expect(runs).toBe(1);
  });

  test("stops one that waits for its next start without waiting for it", async () => {
    const { supervisor } = supervised();
    const service = broken();
    supervisor.start(service);
    await turn();
    await supervisor.stop();
    expect(service.runs).toBe(1);
  });
});
