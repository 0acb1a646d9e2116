import { describe, expect, test } from "vitest";
import { EnginePlay, recordsOf, settingsWith, START, TICK_MS } from "../../../test/support/engine-play.ts";
import type { Incident } from "../model/incident.ts";
import type { IncidentExplanation } from "../model/incident-explanation.ts";
import { Transactions } from "../model/transactions.ts";
import { explainIncident } from "./explain-incident.ts";

const LEARNT_TICKS = 90;
const monitors = [{ name: "all" }, { name: "issuers", by: "issuer" }];

/** Traffic of three issuers, of which aurora denies as many as is said. */
class Issuers {
  readonly play = new EnginePlay(settingsWith({ monitors }));

  ticks(count: number, deniedByAurora = 4): this {
    const { play } = this;
    for (let tick = 0; tick < count; tick++) {
      const records = ["aurora", "borealis", "cirrus"].flatMap((issuer) =>
        recordsOf({ approved: 40, denied: issuer === "aurora" ? deniedByAurora : 4 }, play.at, { issuer }),
      );
      const at = play.at + TICK_MS - 1000;
      play.give({ kind: "transactions", at, records: Transactions.of(records), origin: "live" });
      play.at += TICK_MS;
    }
    return this;
  }

  get incident(): Incident {
    const [incident] = this.play.incidents;
    if (incident === undefined) throw new Error("nothing fires");
    return incident;
  }

  explain(): IncidentExplanation {
    const { judging } = this.play.engine;
    if (judging === null) throw new Error("nothing is judged");
    return explainIncident(judging, this.incident);
  }
}

describe("the explanation of an incident", () => {
  const explained = new Issuers().ticks(LEARNT_TICKS).ticks(12, 60).explain();
  const [issuers] = explained.dimensions;

  test("sums the closed ticks from its first alarm on", () => {
    expect(explained).toMatchObject({ status: "denied", from: START + LEARNT_TICKS * TICK_MS, isWhole: true });
    expect(explained.ticks).toBe((explained.to - explained.from) / TICK_MS);
    const [all] = explained.scopes;
    const denied = all?.statuses.find(({ status }) => status === "denied");
    expect(denied).toMatchObject({ observed: explained.ticks * 68, movement: "above", isMember: true });
    expect(denied?.expected).toBeGreaterThan(explained.ticks * 8);
    expect(denied?.expected).toBeLessThan(explained.ticks * 20);
  });

  test("says which status did not move", () => {
    const approved = explained.scopes[0]?.statuses.find(({ status }) => status === "approved");
    expect(approved).toMatchObject({ movement: "usual", isMember: false });
  });

  test("says which issuer carries the excess, and which do not", () => {
    expect(issuers?.moved.map(({ scope }) => scope)).toEqual(["issuer=aurora"]);
    expect(issuers?.moved[0]?.share).toBeGreaterThan(0.9);
    expect(issuers?.steady.map(({ scope }) => scope).toSorted()).toEqual(["issuer=borealis", "issuer=cirrus"]);
    expect(issuers).toMatchObject({ movedCount: 1, steadyCount: 2, unknownCount: 0 });
  });

  test("ends with the last alarm, however long ago that was", () => {
    const over = new Issuers().ticks(LEARNT_TICKS).ticks(12, 60).ticks(60);
    const ends = over.incident.members.map(({ endedAt }) => endedAt ?? Infinity);
    expect(over.explain().to).toBe(Math.max(...ends));
    expect(over.explain().dimensions[0]?.moved[0]?.scope).toBe("issuer=aurora");
  });

  test("is of the first six hours of a long one, and says so", () => {
    const lasting = new Issuers().ticks(LEARNT_TICKS).ticks(12, 60);
    const { judging } = lasting.play.engine;
    const old = { ...lasting.incident, openedAt: START - 24 * 3_600_000 };
    if (judging === null) throw new Error("nothing is judged");
    expect(explainIncident(judging, old)).toMatchObject({ isWhole: false, to: old.openedAt + 6 * 3_600_000 });
  });
});
