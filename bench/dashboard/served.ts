import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Transactions } from "../../src/core/model/transactions.ts";
import { createRandom, poissonDraw } from "../../src/core/stats/random.ts";
import { parseConfigurationFile } from "../../src/server/config/configuration-file.ts";
import { resolveConfiguration } from "../../src/server/config/configuration.ts";
import type { ManualClock, Running, startProduct } from "../../src/server/start.ts";

/** As many as there are charts on the page. */
export const CHARTS = 12;
const MEAN = 40;
const CLOSING_MS = 2500;
const START = Date.parse("2025-07-14T14:00:00Z");

interface Built {
  ManualClock: typeof ManualClock;
  startProduct: typeof startProduct;
}

/** The built product with twelve statuses, on a clock that the bench moves. */
export interface Served {
  url: string;
  play: (ticks: number) => Promise<void>;
  stop: () => Promise<void>;
}

export async function serve(tickMs: number, historyTicks: number): Promise<Served> {
  const built = (await import(/* @vite-ignore */ pathToFileURL(path.resolve("dist/server/start.js")).href)) as Built;
  const dataDir = mkdtempSync(path.join(tmpdir(), "smokewatch-bench-"));
  const names = Array.from({ length: CHARTS }, (_, index) => `status_${index + 1}`);
  const statuses = names.map((name) => ({ name, direction: "above" }));
  const flags = {
    dataDir,
    port: 0,
    journal: "memory",
    store: "none",
    tick: `${tickMs / 1000}s`,
    timeZone: "UTC",
    logLevel: "error",
  };
  const file = parseConfigurationFile(JSON.stringify({ statuses }), "bench.yaml");
  const clock = new built.ManualClock(START);
  const running: Running = await built.startProduct({
    configuration: resolveConfiguration({ flags, file }),
    clock,
    marksClock: false,
  });
  const random = createRandom(5);
  const play = async (ticks: number): Promise<void> => {
    for (let tick = 0; tick < ticks; tick++) {
      const at = Math.floor(clock.now() / tickMs) * tickMs;
      const records = Transactions.of(names.map((status) => ({ at, status, count: 1 + poissonDraw(MEAN, random) })));
      clock.set(at + tickMs - 1);
      await running.pipeline.submit({ kind: "transactions", at: clock.now(), records, origin: "live" });
      clock.set(at + tickMs + (tickMs > CLOSING_MS ? CLOSING_MS : 0));
      await running.pipeline.submit({ kind: "clock", at: clock.now() });
    }
  };
  await play(historyTicks);
  return {
    url: await running.listen(),
    play,
    stop: async () => {
      await running.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
