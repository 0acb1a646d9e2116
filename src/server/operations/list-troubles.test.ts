import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  learnSteadyHour,
  NOON,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import { recordsOf } from "../../../test/support/engine-play.ts";
import { listTroubles } from "./list-troubles.ts";
import { Transactions } from "../../core/model/transactions.ts";

let started: ProductWithoutPort;
beforeEach(async () => {
  started = await startWithoutPort({
    tickMs: TICK_MS,
    monitors: [{ name: "all" }, { name: "issuers", by: "issuer", limit: 1 }],
  });
  await learnSteadyHour(started);
});
afterEach(async () => {
  await started.close();
});

const troubles = () => listTroubles(started.running.product);

describe("listTroubles", () => {
  test("says how many values are left out by a limit, and what to do", () => {
    expect(troubles()).toEqual([
      {
        part: "scopes",
        text: "1 value of issuer is counted but not judged alone: the limit of 1 is reached. Raise limit in the monitor, or break down by a coarser dimension.",
      },
    ]);
  });

  test("says which rule does not alert because it cannot be evaluated, once", async () => {
    const { pipeline } = started.running;
    const settings = pipeline.engine.settings;
    if (settings === null) throw new Error("nothing is configured");
    const [all, ...others] = settings.monitors;
    const monitors = [{ ...all, name: "all", rules: [{ when: "faild > 1", status: "failed" }] }, ...others];
    await pipeline.submit({ kind: "configured", at: NOON, settings: { ...settings, monitors } });
    expect(troubles().filter(({ part }) => part === "rules")).toEqual([
      {
        part: "rules",
        text: 'rule "faild > 1" of monitor "all" could not be evaluated, and does not alert: "faild" at column 1. Mend it in the configuration.',
      },
    ]);
  });

  test("says that much comes too late", async () => {
    const records = recordsOf({ approved: 5000 }, NOON - 1_800_000);
    await started.running.pipeline.submit({
      kind: "transactions",
      at: NOON,
      origin: "live",
      records: Transactions.of(records),
    });
    expect(troubles().find(({ part }) => part === "intake")?.text).toBe(
      "30 % of all transactions came after their tick was judged. Send them sooner, or use a longer tick.",
    );
  });

  test("says that messages wait, and what the receiver answered last", async () => {
    const { pipeline } = started.running;
    const failed = { deliveryId: "none", state: "failed" as const, detail: "answered 404" };
    const records = recordsOf({ denied: 90 }, NOON);
    started.clock.set(NOON + 8000);
    const { effects } = await pipeline.submit({
      kind: "transactions",
      at: NOON + 8000,
      origin: "live",
      records: Transactions.of(records),
    });
    const planned = effects.flatMap((effect) => (effect.kind === "delivery" ? [effect.delivery.id] : []));
    expect(planned).toHaveLength(1);
    for (const deliveryId of planned) {
      await pipeline.submit({ kind: "delivery", at: NOON + 9000, outcome: { ...failed, deliveryId } });
    }
    expect(troubles()).toContainEqual({
      part: "channel teams",
      text: "1 message given up, none has arrived since. Last answer: answered 404",
    });
  });
});
