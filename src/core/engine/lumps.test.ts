import { describe, expect, test } from "vitest";
import { EnginePlay, recordsOf, TICK_MS } from "../../../test/support/engine-play.ts";
import { lumpsIn } from "./lumps.ts";
import { Transactions } from "../model/transactions.ts";

const STATUSES = 3;

describe("lumpsIn", () => {
  test("are several of one status and nothing else of its scope", () => {
    const brought = new Map([
      [1, 2],
      [3, 5],
      [4, 1],
      [8, 1],
    ]);
    expect([...lumpsIn(brought, STATUSES)]).toEqual([1]);
    expect([...lumpsIn(new Map(), STATUSES)]).toEqual([]);
  });
});

describe("a sender that sends status by status", () => {
  const usual = { denied: 8, failed: 1, approved: 90 };

  function sent(order: readonly (keyof typeof usual)[], denied = usual.denied): EnginePlay {
    const play = new EnginePlay();
    for (let tick = 0; tick < 80; tick++) {
      const counts = { ...usual, denied: tick === 79 ? denied : usual.denied };
      for (const [index, status] of order.entries()) {
        const at = play.at + 100 + index;
        play.give({
          kind: "transactions",
          at,
          records: Transactions.of(recordsOf({ [status]: counts[status] }, at)),
          origin: "live",
        });
      }
      play.at += TICK_MS;
    }
    return play;
  }

  test("alarms nobody because what was denied comes before what was approved", () => {
    expect(sent(["denied", "failed", "approved"]).incidents).toEqual([]);
    expect(sent(["approved", "failed", "denied"]).incidents).toEqual([]);
  });

  test("is believed at once when it tells of more than a whole tick has", () => {
    const [incident] = sent(["denied", "failed", "approved"], 60).incidents;
    expect(incident?.members.map(({ status }) => status)).toEqual(["denied"]);
    expect((incident?.detectedAt ?? 0) - (incident?.openedAt ?? 0)).toBe(100);
  });
});
