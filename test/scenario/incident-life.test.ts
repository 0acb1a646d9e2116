import { expect, test } from "vitest";
import { Scenario } from "../support/scenario.ts";

test("a gateway that fails again six minutes after it came back is the same incident, reopened", async () => {
  const failures = { kind: "gateway-failures", where: {}, strength: 20 } as const;
  const script = new Scenario({
    from: "10:00",
    to: "10:30",
    faults: [
      { ...failures, from: "10:03", to: "10:06" },
      { ...failures, from: "10:12", to: "10:15" },
    ],
  });
  script.wantBetween("10:03:00", "10:03:30", "an incident opens", ({ firing }) => firing.length === 1);
  script.wantBetween("10:06:00", "10:12:00", "it resolves", ({ firing, incidents }) => {
    return incidents.length === 1 && firing.length === 0;
  });
  script.wantBetween("10:12:00", "10:12:30", "it is reopened", ({ firing }) => firing[0]?.reopened === 1);
  const { incidents } = await script.run();
  const ofFailures = incidents.filter(({ members }) => members.some(({ status }) => status === "failed"));
  expect(ofFailures).toHaveLength(1);
  expect(ofFailures[0]).toMatchObject({ state: "resolved", reopened: 1 });
});

test("issuers that fail together are one incident without a monitor of all traffic, and it says what they cost", async () => {
  const outage = { kind: "issuer-outage", from: "14:05", to: "14:10", strength: 0.95 } as const;
  const script = new Scenario({
    from: "14:00",
    to: "14:20",
    monitors: [{ name: "issuers", by: "issuer" }],
    faults: ["aurora", "brightwater", "copperline"].map((issuer) => ({ ...outage, where: { issuer } })),
  });
  script.wantBetween("14:05:00", "14:05:30", "one incident opens", ({ firing }) => firing.length === 1);
  script.wantThroughout("14:05:30", "14:10", "it stays one", ({ firing }) => firing.length === 1);
  script.wantBetween("14:05:00", "14:08", "it is critical", ({ firing }) => firing[0]?.severity === "critical");
  const { incidents } = await script.run();
  expect(incidents).toHaveLength(1);
  const [{ members, impact } = { members: [], impact: null }] = incidents;
  expect(new Set(members.map(({ scope }) => scope)).size).toBeGreaterThanOrEqual(3);
  const lost = impact?.lost;
  expect(lost?.by.map(({ reference }) => reference)).toContain("hour before");
  expect(lost?.most).toBeGreaterThan(100);
  expect(lost?.most).toBeLessThan(2 * (lost?.least ?? 0));
});
