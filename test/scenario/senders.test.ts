import { describe, expect, test } from "vitest";
import { poissonDraw, createRandom } from "../../src/core/stats/random.ts";
import { instantOf, Scenario, type Seen } from "../support/scenario.ts";

const MINUTE_MS = 60_000;
const isCalm = ({ firing }: Seen): boolean => firing.length === 0;
const hasAlarm = (status: string) => {
  return ({ firing }: Seen): boolean => firing.some(({ members }) => members.some((one) => one.status === status));
};

/** Records of one second as a sender with a wrong clock dates them: 3 approved a second and an occasional denial. */
function wrongClock(offsetMs: number) {
  const random = createRandom(11);
  return (at: number): unknown[] => [
    { time: at + offsetMs, status: "approved", count: 2 + Math.floor(3 * random()) },
    ...(random() < 0.3 ? [{ time: at + offsetMs, status: "denied" }] : []),
  ];
}

/** Finished counts of the minute that ended `lagMs` before `at`; denied is `factor` times as much from `since` on. */
function minuteCounts(lagMs: number, since = Infinity, factor = 1) {
  const random = createRandom(12);
  return (at: number): unknown[] => {
    const time = at - lagMs - MINUTE_MS;
    const deniedMean = time >= since ? 20 * factor : 20;
    return [
      { time: new Date(time).toISOString(), status: "approved", count: poissonDraw(300, random) },
      { time: new Date(time).toISOString(), status: "denied", F1: poissonDraw(deniedMean, random) },
      { time: new Date(time).toISOString(), status: "failed", F1: poissonDraw(1, random) },
    ];
  };
}

describe("a sender whose clock is two minutes fast", () => {
  test("raises nothing by itself, and does not hide what the others see", async () => {
    const script = new Scenario({
      from: "14:00",
      to: "14:20",
      faults: [{ kind: "card-testing", from: "14:12", to: "14:15", where: {}, strength: 0.085 }],
    });
    script.pushEvery(1, "14:00", "14:20", wrongClock(2 * MINUTE_MS));
    script.wantThroughout("14:00", "14:12", "all is calm", isCalm);
    script.wantBetween("14:12:00", "14:12:30", "denied is in alarm", hasAlarm("denied"));
    expect((await script.run()).incidents).toHaveLength(1);
  });
});

describe("a sender whose records come a minute late", () => {
  test("is waited for from then on: hardly anything is judged without it", async () => {
    const script = new Scenario({ from: "14:00", to: "14:20" });
    script.pushEvery(1, "14:00", "14:20", wrongClock(-MINUTE_MS));
    script.wantThroughout("14:00", "14:20", "all is calm", isCalm);
    script.wantThroughout("14:05", "14:20", "nothing is late any more", ({ answer }) => answer?.late === 0);
    expect((await script.run()).incidents).toEqual([]);
  });
});

describe("counts of whole minutes", () => {
  const minutes = { perSecond: 0, historyHours: 0, tickMs: MINUTE_MS };

  test("a burst of denied is found with the minute's own post", async () => {
    const script = new Scenario({ ...minutes, from: "02:00", to: "14:20" });
    script.pushEvery(60, "02:00:02", "14:20:02", minuteCounts(2000, instantOf("14:05"), 4));
    script.wantThroughout("02:00", "14:06", "all is calm", isCalm);
    script.wantBetween("14:06:03", "14:07:04", "denied is in alarm", hasAlarm("denied"));
    script.wantBetween("14:06:03", "14:07:04", "the sender is told at once", ({ answer }) => {
      return answer?.recommendation === "alert" && answer.alerts.some(({ status }) => status === "denied");
    });
    expect((await script.run()).incidents).toHaveLength(1);
  });

  test("that come 40 seconds late are counted, and judged as they come", async () => {
    const script = new Scenario({ ...minutes, from: "02:00", to: "14:20" });
    script.pushEvery(60, "02:00:40", "14:20:40", minuteCounts(40_000, instantOf("14:05"), 4));
    script.wantThroughout("02:00", "14:06", "all is calm", isCalm);
    script.wantThroughout("02:05", "14:20", "nothing is late", ({ answer }) => answer?.late === 0);
    script.wantBetween("14:06:41", "14:08:00", "denied is in alarm", hasAlarm("denied"));
    expect((await script.run()).incidents).toHaveLength(1);
  });

  test("that stop coming are a silence, which ends when they come again", async () => {
    const script = new Scenario({ ...minutes, from: "02:00", to: "14:40" });
    script.pushEvery(60, "02:00:02", "14:05", minuteCounts(2000));
    script.pushEvery(60, "14:20:02", "14:40", minuteCounts(2000));
    script.wantThroughout("02:00", "14:05", "all is calm", isCalm);
    script.wantBetween("14:05:00", "14:07:00", "silence is told", ({ firing }) =>
      firing.some(({ title }) => title.startsWith("nothing comes in")),
    );
    script.wantBetween("14:20:00", "14:32", "it resolves", isCalmAgain);
    const { incidents } = await script.run();
    expect(incidents).toHaveLength(1);
  });
});

function isCalmAgain({ incidents, firing }: Seen): boolean {
  return incidents.length > 0 && firing.length === 0;
}
