import { afterEach, describe, expect, test } from "vitest";
import { ManualClock } from "./clock.ts";
import { Heartbeat } from "./heartbeat.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function beating(answer: string | null = null) {
  const clock = new ManualClock(0);
  const world = { trouble: null as string | null, answer, calledAt: [] as number[] };
  const heartbeat = new Heartbeat({
    clock,
    everyMs: 60_000,
    ailing: () => world.trouble,
    call: () => {
      world.calledAt.push(clock.now() / 1000);
      return Promise.resolve(world.answer);
    },
  });
  const abort = new AbortController();
  const done = heartbeat.run(abort.signal);
  stops.push(async () => {
    abort.abort();
    await done;
  });
  const passTo = async (second: number) => {
    while (clock.now() < second * 1000) {
      await turn();
      clock.set(clock.now() + 1000);
    }
    await turn();
  };
  return { heartbeat, world, passTo };
}

describe("the heartbeat", () => {
  test("calls at once and then as often as it was asked to, while all is well", async () => {
    const { heartbeat, world, passTo } = beating();
    await passTo(150);
    expect(world.calledAt).toEqual([0, 60, 120]);
    expect(heartbeat).toMatchObject({ answeredAt: 120_000, failure: null, withheld: null });
  });

  test("stops calling while something vital is wrong, says why, and goes on after it", async () => {
    const { heartbeat, world, passTo } = beating();
    await passTo(30);
    world.trouble = "journal: cannot be written";
    await passTo(150);
    expect(world.calledAt).toEqual([0]);
    expect(heartbeat.withheld).toBe("journal: cannot be written");
    world.trouble = null;
    await passTo(200);
    expect(world.calledAt).toEqual([0, 180]);
    expect(heartbeat.withheld).toBeNull();
    expect(heartbeat.calls).toEqual({ answered: 2, failed: 0, withheld: 2 });
  });

  test("a call that fails is made again soon, and told until one gets there", async () => {
    const { heartbeat, world, passTo } = beating("it answered 500");
    await passTo(25);
    expect(world.calledAt).toEqual([0, 10, 20]);
    expect(heartbeat.failure).toBe("it answered 500");
    world.answer = null;
    await passTo(35);
    expect(heartbeat.failure).toBeNull();
    expect(heartbeat.calls).toEqual({ answered: 1, failed: 3, withheld: 0 });
  });
});
