import { describe, expect, test } from "vitest";
import { channelLike, deliveryLike, messageLike } from "../../../test/support/examples.ts";
import type { Delivery } from "../model/delivery.ts";
import { BackupPlan } from "./backup-plan.ts";

const MINUTE = 60_000;
const channels = [channelLike("teams", { backup: { channel: "mail", afterMs: 5 * MINUTE } }), channelLike("mail")];

function taken(plan: BackupPlan, deliveries: readonly Delivery[], minute: number): string[] {
  return plan.due(deliveries, channels, minute * MINUTE).map(({ delivery, channel }) => `${delivery.id} ${channel}`);
}

describe("BackupPlan", () => {
  test("hands over what is not delivered after its time, once", () => {
    const plan = new BackupPlan();
    const waiting = [deliveryLike({ id: "1" })];
    expect(taken(plan, waiting, 4.9)).toEqual([]);
    expect(taken(plan, waiting, 5)).toEqual(["1 mail"]);
    expect(taken(plan, waiting, 6)).toEqual([]);
    const other = new BackupPlan();
    other.load(plan.save());
    expect(taken(other, waiting, 7)).toEqual([]);
  });

  test("does not wait for what was given up", () => {
    expect(taken(new BackupPlan(), [deliveryLike({ id: "1", state: "failed" })], 0)).toEqual(["1 mail"]);
  });

  test("leaves alone what arrived, what has no backup, what was handed over before, and what is no news any more", () => {
    const others = [
      deliveryLike({ state: "delivered" }),
      deliveryLike({ state: "kept" }),
      deliveryLike({ channel: "mail" }),
      deliveryLike({ insteadOf: "0" }),
      deliveryLike({ message: messageLike({ event: "heartbeat" }) }),
      deliveryLike({ message: messageLike({ event: "test" }) }),
    ];
    expect(taken(new BackupPlan(), others, 30)).toEqual([]);
    expect(taken(new BackupPlan(), [deliveryLike({ state: "failed" })], 66)).toEqual([]);
  });
});
