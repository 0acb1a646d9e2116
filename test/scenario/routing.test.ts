import { describe, expect, test } from "vitest";
import { instantOf, Scenario, type Seen } from "../support/scenario.ts";

const monitors = [{ name: "issuers", by: "issuer" }];
const outage = { kind: "issuer-outage", where: { issuer: "aurora" }, strength: 0.95 } as const;

const CHANNELS = `channels:
  - { name: team, kind: inbox }
  - { name: chief, kind: inbox }
  - { name: others, kind: inbox }
`;

/** What a channel was told so far, oldest first. */
function told({ deliveries }: Seen, channel: string): string[] {
  return deliveries
    .filter((one) => one.channel === channel)
    .map(({ message }) => message.event)
    .toReversed();
}

const has =
  (channel: string, ...events: string[]) =>
  (seen: Seen): boolean =>
    told(seen, channel).join() === events.join();

describe("an outage of one issuer", () => {
  const yaml = `${CHANNELS}routes:
  - { name: borealis, match: [issuer=bor*], channels: [others] }
  - { name: aurora, match: [issuer=aur*], channels: [team], escalate: { after: 1m, channels: [chief] }, remind: 2m }
  - { name: night, hours: { from: 22:00, to: 06:00 }, channels: [others] }
  - { name: rest, channels: [others] }
`;

  test("is told to its team at once, to the chief when nobody answers, and to both when it is over", async () => {
    const script = new Scenario({
      from: "14:00",
      to: "14:30",
      monitors,
      yaml,
      faults: [{ ...outage, from: "14:05", to: "14:09" }],
    });
    script.wantBetween("14:05:00", "14:05:20", "the team is told", has("team", "opened"));
    script.wantThroughout("14:05:20", "14:06:00", "the chief is not", has("chief"));
    script.wantBetween("14:06:00", "14:06:30", "the chief is asked", has("chief", "escalated"));
    script.wantBetween("14:07:00", "14:07:30", "the team is reminded", (seen) =>
      told(seen, "team").includes("reminder"),
    );
    script.wantBetween("14:09:00", "14:25", "both hear that it is over", (seen) => {
      return told(seen, "team").at(-1) === "resolved" && told(seen, "chief").at(-1) === "resolved";
    });
    script.wantThroughout("14:00", "14:30", "no other channel hears of it", has("others"));
    const { deliveries } = await script.run();
    const escalated = deliveries.find(({ message }) => message.event === "escalated");
    expect(escalated).toMatchObject({ route: "aurora", channel: "chief" });
    expect(escalated?.message.summary).toMatch(/^Nobody has acknowledged it in the 1 min since it was found\. /);
  });

  test("that is silenced is told when the silence ends and it goes on", async () => {
    const script = new Scenario({
      from: "14:00",
      to: "14:20",
      monitors,
      yaml,
      faults: [{ ...outage, from: "14:05", to: "14:10" }],
    });
    const silence = {
      id: "s1",
      match: ["issuer=aurora"],
      startsAt: instantOf("14:04"),
      endsAt: instantOf("14:08"),
      owner: "Ana",
      reason: "the issuer moves",
    };
    script.actAt("14:04", () => ({ do: "silence", silence }));
    script.wantBetween("14:05:00", "14:05:30", "the incident says what keeps it quiet", ({ incidents }) => {
      return incidents[0]?.mutedBy.join() === "silence s1";
    });
    script.wantThroughout("14:05", "14:08", "nobody is told", ({ deliveries }) => deliveries.length === 0);
    script.wantBetween("14:08:00", "14:08:15", "the team is told", has("team", "opened"));
    script.wantThroughout("14:08:15", "14:10", "nothing keeps it quiet any more", ({ incidents }) => {
      return incidents[0]?.mutedBy.length === 0;
    });
    expect((await script.run()).incidents).toHaveLength(1);
  });

  test("during planned work is seen, and told to nobody", async () => {
    const work =
      "maintenance:\n  - { name: move, match: [issuer=aurora], weekly: { days: [mon], from: 14:00, to: 14:30 } }\n";
    const script = new Scenario({
      from: "14:00",
      to: "14:20",
      monitors,
      yaml: `${yaml}${work}`,
      faults: [{ ...outage, from: "14:05", to: "14:08" }],
    });
    const { incidents, deliveries } = await script.run();
    expect(incidents.length).toBeGreaterThan(0);
    expect(deliveries).toEqual([]);
  });
});

test("a channel with a heartbeat hears once a day that messages arrive", async () => {
  const yaml = 'channels:\n  - { name: teams, kind: teams, heartbeat: "14:10" }\n';
  const script = new Scenario({ from: "14:00", to: "14:20", historyHours: 0, yaml });
  script.wantBetween("14:10:00", "14:10:05", "the heartbeat comes", has("teams", "heartbeat"));
  script.wantThroughout("14:10:05", "14:20", "once", has("teams", "heartbeat"));
  expect((await script.run()).incidents).toEqual([]);
});
