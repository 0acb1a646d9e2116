import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import type { Static, TSchema } from "typebox";
import { Check, Errors } from "typebox/value";
import type { Monitor } from "../../src/core/model/monitor.ts";
import type { Transaction } from "../../src/core/model/transaction.ts";
import { Transactions } from "../../src/core/model/transactions.ts";
import { type Configuration, resolveConfiguration } from "../../src/server/config/configuration.ts";
import { runJob } from "../../src/server/backtest/run-job.ts";
import { createApp } from "../../src/server/http/app.ts";
import { ManualClock, type Running, startProduct } from "../../src/server/start.ts";

/** A Monday noon. */
export const NOON = Date.UTC(2026, 2, 2, 12);
export const TICK_MS = 10_000;

export interface ProductOptions extends Partial<Pick<Configuration, "routes" | "maintenance">> {
  token?: string;
  maxBodyBytes?: number;
  metricsSeries?: number;
  monitors?: readonly Monitor[];
  tickMs?: number | "auto";
  store?: "chdb" | "none";
}

/** The whole product with a journal in memory and a clock that stands still, and its web server without a port. */
export interface ProductWithoutPort {
  app: FastifyInstance;
  running: Running;
  clock: ManualClock;
  /** All that was logged, at every level. */
  logged(): string;
  close(): Promise<void>;
}

export async function startWithoutPort(options: ProductOptions = {}): Promise<ProductWithoutPort> {
  const clock = new ManualClock(NOON);
  const { token, ...changes } = options;
  const configuration: Configuration = {
    ...resolveConfiguration({ flags: { journal: "memory", store: "none", timeZone: "UTC" } }),
    ...changes,
    token,
  };
  const lines: string[] = [];
  const log = pino({ level: "trace", base: null }, { write: (line: string) => lines.push(line) });
  const running = await startProduct({ configuration, clock, log, marksClock: false });
  running.product.backtests.backtester = BACKTESTER;
  const app = await createApp({ product: running.product, token, dashboardDirectory: "/nowhere", log });
  return {
    app,
    running,
    clock,
    logged: () => lines.join(""),
    close: async () => {
      await app.close();
      await running.stop();
    },
  };
}

/** Without a thread, for which the sources would have to be built. */
const BACKTESTER: Running["product"]["backtests"]["backtester"] = {
  // oxlint-disable-next-line typescript/require-await
  async *run(job, signal) {
    for (const line of runJob(job)) {
      if (signal.aborted) return;
      yield line;
    }
  },
};

/** An hour of steady history up to the clock: every tick 30 approved, 2 denied, 1 failed. */
export async function learnSteadyHour({ running, clock }: ProductWithoutPort): Promise<void> {
  const until = clock.now();
  for (let at = until - 3_600_000; at < until; at += TICK_MS) {
    const records: Transaction[] = [
      { at, status: "approved", count: 20, dimensions: { issuer: "aurora" } },
      { at, status: "approved", count: 10, dimensions: { issuer: "borealis" } },
      { at, status: "denied", count: 2, dimensions: { issuer: "aurora" } },
      { at, status: "failed", count: 1, dimensions: { issuer: "borealis" } },
    ];
    await running.pipeline.submit({
      kind: "transactions",
      at: at + TICK_MS,
      records: Transactions.of(records),
      origin: "history",
    });
  }
}

/** The body of a reply, which has to be what the schema says. */
export function bodyOf<Schema extends TSchema>(schema: Schema, payload: string): Static<Schema> {
  const body: unknown = JSON.parse(payload);
  if (!Check(schema, body)) throw new Error(`not as the schema says: ${JSON.stringify(Errors(schema, body))}`);
  return body;
}
