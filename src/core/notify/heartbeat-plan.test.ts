import { describe, expect, test } from "vitest";
import { channelLike } from "../../../test/support/examples.ts";
import { HeartbeatPlan } from "./heartbeat-plan.ts";

const at = (instant: string): number => Date.parse(instant);

function settings(heartbeat?: string, timeZone = "UTC") {
  return {
    timeZone,
    channels: [channelLike("team", heartbeat === undefined ? {} : { heartbeat }), channelLike("ops")],
  };
}

describe("HeartbeatPlan", () => {
  test("is due once a day at its time, and not at once", () => {
    const plan = new HeartbeatPlan();
    expect(plan.due(settings("09:00"), at("2026-11-25T10:00Z"))).toEqual([]);
    expect(plan.due(settings("09:00"), at("2026-11-26T08:59:59Z"))).toEqual([]);
    expect(plan.due(settings("09:00"), at("2026-11-26T09:00Z"))).toEqual(["team"]);
    expect(plan.due(settings("09:00"), at("2026-11-26T09:00:01Z"))).toEqual([]);
    expect(plan.due(settings("09:00"), at("2026-11-27T09:00:03Z"))).toEqual(["team"]);
  });

  test("comes once after days away, and not when the time is changed", () => {
    const plan = new HeartbeatPlan();
    plan.due(settings("09:00"), at("2026-11-25T10:00Z"));
    expect(plan.due(settings("09:00"), at("2026-11-29T12:00Z"))).toEqual(["team"]);
    expect(plan.due(settings("08:00"), at("2026-11-30T09:00Z"))).toEqual([]);
    expect(plan.due(settings("08:00"), at("2026-12-01T08:00Z"))).toEqual(["team"]);
    expect(plan.due(settings(), at("2026-12-05T08:00Z"))).toEqual([]);
  });

  test("keeps to the clocks on the wall when they are changed", () => {
    const plan = new HeartbeatPlan();
    const berlin = settings("09:00", "Europe/Berlin");
    plan.due(berlin, at("2026-10-24T08:00Z"));
    expect(plan.due(berlin, at("2026-10-25T07:59Z"))).toEqual([]);
    expect(plan.due(berlin, at("2026-10-25T08:00Z"))).toEqual(["team"]);
  });

  test("24:00 is the end of the day", () => {
    const plan = new HeartbeatPlan();
    plan.due(settings("24:00"), at("2026-11-25T10:00Z"));
    expect(plan.due(settings("24:00"), at("2026-11-25T23:59Z"))).toEqual([]);
    expect(plan.due(settings("24:00"), at("2026-11-26T00:00Z"))).toEqual(["team"]);
  });

  test("goes on from what was saved", () => {
    const plan = new HeartbeatPlan();
    plan.due(settings("09:00"), at("2026-11-25T10:00Z"));
    const other = new HeartbeatPlan();
    other.load(plan.save());
    expect(other.due(settings("09:00"), at("2026-11-26T09:00Z"))).toEqual(["team"]);
  });
});
