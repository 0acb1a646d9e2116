import { describe, expect, test } from "vitest";
import { Scenario, type Seen } from "../support/scenario.ts";

const byIssuer = [{ name: "all traffic" }, { name: "issuers", by: "issuer" }];
const isCalm = ({ firing }: Seen): boolean => firing.length === 0;
const isFiring = ({ firing }: Seen): boolean => firing.length === 1;
const told = ({ deliveries }: Seen, event: string): number =>
  deliveries.filter(({ message }) => message.event === event).length;

describe("a rule beside the score", () => {
  test("alerts once failures have lasted a minute, is told once with its words, and resolves five minutes after", async () => {
    const when = "failed > 20 && share > 0.015";
    const script = new Scenario({
      from: "10:00",
      to: "10:20",
      monitors: [{ name: "rules", alertBy: "rule", rules: [{ when, status: "failed", for: "1m" }] }],
      faults: [{ kind: "gateway-failures", from: "10:03", to: "10:06", where: {}, strength: 20 }],
    });
    script.wantThroughout("10:00", "10:04", "all is calm: a rule waits for its time", isCalm);
    script.wantBetween("10:04:00", "10:05:00", "people are told", (seen) => told(seen, "opened") === 1);
    script.wantThroughout("10:05", "10:11", "the incident goes on", isFiring);
    script.wantBetween("10:11:00", "10:14:00", "it resolves", (seen) => told(seen, "resolved") === 1);
    const { incidents, deliveries } = await script.run();
    expect(incidents.map(({ title }) => title)).toEqual([`failed by rule "${when}", all traffic`]);
    expect(incidents[0]?.members.map(({ status, by, rules }) => [status, by, rules])).toEqual([
      ["failed", "rule", [when]],
    ]);
    expect(deliveries.at(-1)?.message.summary).toMatch(/^failed: \d+ in the last minute, rule ".*" has held for /);
  });
});

describe("live traffic of 30 transactions a second", () => {
  test("one issuer fails at 14:05: an incident opens within 20 seconds, is told once, names the issuer, and resolves", async () => {
    const script = new Scenario({
      from: "14:00",
      to: "14:25",
      monitors: byIssuer,
      faults: [{ kind: "issuer-outage", from: "14:05", to: "14:08", where: { issuer: "aurora" }, strength: 0.95 }],
    });
    script.wantThroughout("14:00", "14:05", "all is calm", isCalm);
    script.wantBetween("14:05:00", "14:05:20", "an incident opens", isFiring);
    script.wantBetween("14:05:00", "14:05:20", "people are told", (seen) => told(seen, "opened") === 1);
    script.wantThroughout("14:05:30", "14:08", "one incident holds all of it", isFiring);
    script.wantBetween("14:08:00", "14:20", "the incident resolves", (seen) => told(seen, "resolved") === 1);
    const { incidents, deliveries } = await script.run();
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.title).toContain("issuer aurora");
    expect(incidents[0]?.members.every(({ scope }) => scope === "all" || scope === "issuer=aurora")).toBe(true);
    expect(deliveries.filter(({ message }) => message.event === "opened")).toHaveLength(1);
  });

  test("denied doubles at 14:05: an incident opens within half a minute, is told once, and resolves", async () => {
    const script = new Scenario({
      from: "14:00",
      to: "14:25",
      faults: [{ kind: "card-testing", from: "14:05", to: "14:08", where: {}, strength: 0.085 }],
    });
    script.wantThroughout("14:00", "14:05", "all is calm", isCalm);
    script.wantBetween("14:05:00", "14:05:30", "an incident opens and is told", (seen) => {
      return isFiring(seen) && told(seen, "opened") === 1;
    });
    script.wantBetween("14:08:00", "14:20", "it resolves", (seen) => told(seen, "resolved") === 1);
    const { incidents, deliveries } = await script.run();
    expect(incidents.map(({ title }) => title)).toEqual(["denied above normal, all traffic"]);
    const events = deliveries.map(({ message }) => message.event);
    expect([events.at(-1), events[0]]).toEqual(["opened", "resolved"]);
    // How bad it is shows within its minutes.
    expect(events.filter((event) => event === "updated").length).toBeLessThanOrEqual(1);
  });

  test("a gateway fails 20 times as often: failed is found within half a minute", async () => {
    const script = new Scenario({
      from: "10:00",
      to: "10:20",
      faults: [{ kind: "gateway-failures", from: "10:03", to: "10:06", where: {}, strength: 20 }],
    });
    script.wantThroughout("10:00", "10:03", "all is calm", isCalm);
    script.wantBetween("10:03:00", "10:03:30", "failed is in alarm", ({ firing }) =>
      firing.some(({ members }) => members.some(({ status }) => status === "failed")),
    );
    script.wantBetween("10:06:00", "10:15", "it resolves", (seen) => told(seen, "resolved") === 1);
    expect((await script.run()).incidents).toHaveLength(1);
  });

  test("nothing arrives from 14:05 on: silence is told within half a minute and ends with the traffic", async () => {
    const script = new Scenario({
      from: "14:00",
      to: "14:25",
      faults: [{ kind: "silence", from: "14:05", to: "14:09", where: {}, strength: 1 }],
    });
    script.wantThroughout("14:00", "14:05", "all is calm", isCalm);
    script.wantBetween("14:05:00", "14:05:30", "people are told", (seen) => told(seen, "opened") === 1);
    script.wantBetween("14:05:00", "14:06:00", "silence is what it is called", ({ firing }) =>
      firing.some(({ title }) => title.startsWith("nothing comes in")),
    );
    script.wantBetween("14:09:00", "14:20", "it resolves", (seen) => told(seen, "resolved") === 1);
    const { incidents } = await script.run();
    expect(incidents).toHaveLength(1);
  });

  test("a promotion doubles everything for ten minutes: nobody is told of anything, neither when it begins nor when it ends", async () => {
    const script = new Scenario({
      from: "14:00",
      to: "14:30",
      historyHours: 48,
      monitors: byIssuer,
      faults: [{ kind: "promotion", from: "14:05", to: "14:15", where: {}, strength: 2 }],
    });
    script.wantThroughout("14:00", "14:30", "all is calm", isCalm);
    const { deliveries } = await script.run();
    expect(deliveries).toEqual([]);
  });

  test("an ordinary afternoon raises nothing", async () => {
    const script = new Scenario({ from: "14:00", to: "16:00" });
    script.wantThroughout("14:00", "16:00", "all is calm", isCalm);
    expect((await script.run()).deliveries).toEqual([]);
  });
});
