import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Recommendation } from "../../src/core/model/recommendation.ts";
import type { Transaction } from "../../src/core/model/transaction.ts";
import { Transactions } from "../../src/core/model/transactions.ts";
import { createRandom, poissonDraw } from "../../src/core/stats/random.ts";
import { parseConfigurationFile } from "../../src/server/config/configuration-file.ts";
import { resolveConfiguration } from "../../src/server/config/configuration.ts";
import type { ManualClock, Running, startProduct } from "../../src/server/start.ts";
import { ROOT } from "./run-program.ts";

const TICK_MS = 10_000;
/** A tick closes two seconds after its end. */
const CLOSING_MS = 2500;
const START = Date.parse("2025-07-14T14:00:00Z");
/** Transactions of a tick. */
const MEANS: Readonly<Record<string, number>> = {
  approved: 250,
  denied: 25,
  failed: 2,
  reversed: 4,
  backend_reversed: 2,
  refunded: 5,
  processing: 2,
};

/** The built product behind its web server, on a clock and with traffic that the test moves. */
export interface ServedProduct {
  url: string;
  /** Plays ticks of ordinary traffic, with factors for some statuses; the last tick is closed at the end. */
  play: (ticks: number, factors?: Readonly<Record<string, number>>) => Promise<void>;
  /** Posts records of this moment over HTTP. */
  post: (records: readonly object[]) => Promise<Recommendation>;
  /** Ends the server; `comeBack` starts it again on the same port with what its journal holds. */
  goAway: () => Promise<void>;
  comeBack: () => Promise<void>;
  stop: () => Promise<void>;
}

/** What the built `server/start.js` exports. */
interface Built {
  ManualClock: typeof ManualClock;
  startProduct: typeof startProduct;
}

export interface ServedOptions {
  token?: string;
  /** Without one, SQL is not answered. */
  store?: "chdb" | "none";
  /** Address of a receiver on this machine, in place of the inbox alone. */
  teamsUrl?: string;
  /** As a configuration file declares them; otherwise the default. */
  channels?: readonly object[];
  routes?: readonly object[];
  monitors?: readonly object[];
  /** Names of issuers among which the traffic is spread evenly, each a scope of its own; no dimension, if left out. */
  issuers?: readonly string[];
}

function monitorsOf(issuers: readonly string[] | undefined): { monitors?: readonly object[] } {
  return issuers === undefined ? {} : { monitors: [{ name: "all traffic" }, { name: "issuers", by: "issuer" }] };
}

/** Starts it with `historyTicks` of learnt traffic. The built files are used, because the sources have no dashboard to serve. */
export async function serveProduct(historyTicks: number, options: ServedOptions = {}): Promise<ServedProduct> {
  const { token, teamsUrl, issuers, store = "none", ...lists } = options;
  const built = (await import(pathToFileURL(path.join(ROOT, "dist/server/start.js")).href)) as Built;
  const dataDir = mkdtempSync(path.join(tmpdir(), "smokewatch-served-"));
  const random = createRandom(3);
  const clock = new built.ManualClock(START - historyTicks * TICK_MS);
  let running: Running | null = null;
  let url = "";

  const start = async (port: number): Promise<void> => {
    const asked = {
      ...(token === undefined ? {} : { token }),
      ...(teamsUrl === undefined ? {} : { teamsUrl, allowPrivateWebhooks: true }),
    };
    const flags = { dataDir, port, store, tick: "10s", timeZone: "UTC", logLevel: "error", ...asked };
    const file = parseConfigurationFile(JSON.stringify({ ...monitorsOf(issuers), ...lists }), "test.yaml");
    const configuration = resolveConfiguration({ flags, file });
    running = await built.startProduct({ configuration, clock, marksClock: false });
    url = await running.listen();
  };
  const goAway = async (): Promise<void> => {
    await running?.stop();
    running = null;
  };
  const play = async (ticks: number, factors: Readonly<Record<string, number>>, origin: "live" | "history") => {
    const pipeline = running?.pipeline;
    for (let tick = 0; tick < ticks; tick++) {
      const from = Math.floor(clock.now() / TICK_MS) * TICK_MS;
      const records = tickOf(from, factors, random, issuers);
      clock.set(from + TICK_MS - 1);
      await pipeline?.submit({ kind: "transactions", at: clock.now(), records: Transactions.of(records), origin });
      clock.set(from + TICK_MS + CLOSING_MS);
      await pipeline?.submit({ kind: "clock", at: clock.now() });
    }
  };

  await start(0);
  await play(historyTicks, {}, "history");
  return {
    get url() {
      return url;
    },
    play: (ticks, factors = {}) => play(ticks, factors, "live"),
    post: async (records) => {
      const body = JSON.stringify(records.map((record) => ({ time: clock.now(), ...record })));
      const headers = {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      };
      const answer = await fetch(`${url}/v1/transactions`, { method: "POST", headers, body });
      return (await answer.json()) as Recommendation;
    },
    goAway,
    comeBack: () => start(Number(new URL(url).port)),
    stop: async () => {
      await goAway();
      rmSync(dataDir, { recursive: true });
    },
  };
}

function tickOf(
  at: number,
  factors: Readonly<Record<string, number>>,
  random: () => number,
  issuers: readonly string[] = [],
): Transaction[] {
  const parts = issuers.length === 0 ? [{}] : issuers.map((issuer) => ({ dimensions: { issuer } }));
  return Object.entries(MEANS).flatMap(([status, mean]) =>
    parts.flatMap((part) => {
      const count = poissonDraw((mean * (factors[status] ?? 1)) / parts.length, random);
      return count === 0 ? [] : [{ at, status, count, ...part }];
    }),
  );
}
