import { rmSync, writeFileSync } from "node:fs";
import { Load } from "./load.ts";
import { ProductProcess } from "./product-process.ts";
import { Receiver } from "./receiver.ts";

/** Scopes of their own have incidents of their own. */
export const MONITORS = "monitors:\n  - name: issuers\n    by: issuer\n    budget: 5/day\n";
const CHANNELS = 8;
const DELIVERY_LIMIT_MS = 30_000;
const STORE_LIMIT_MS = 90_000;

export interface CrashOptions {
  dataDir: string;
  kills: number;
  /** Longest and shortest time between a start and the kill. */
  livesMs: readonly [least: number, most: number];
  random: () => number;
  /** Further flags of the product. */
  flags?: readonly string[];
  onRound?: (text: string) => void;
}

export interface CrashResult {
  acknowledged: number;
  counted: number;
  /** What SQL says; null when there is no store. */
  stored: number | null;
  incidents: number;
  messages: number;
  /** Messages that came twice, always under the same key. */
  repeats: number;
  /** Everything that is not as promised, in words. */
  faults: string[];
}

interface Incident {
  id: string;
  openedAt: number;
}

interface Delivery {
  id: string;
  state: string;
}

/** Kills the product under load again and again, and says what was lost or doubled. */
export async function playCrashes(options: CrashOptions): Promise<CrashResult> {
  const receiver = new Receiver();
  await receiver.start();
  const { dataDir, flags = [] } = options;
  const configuration = `${dataDir}.yaml`;
  writeFileSync(configuration, `${MONITORS}${channelsAt(receiver.url)}`);
  const product = new ProductProcess([
    ...[
      "--port",
      "0",
      "--config",
      configuration,
      "--data-dir",
      dataDir,
      "--tick",
      "1s",
      "--time-zone",
      "UTC",
      "--log-level",
      "fatal",
    ],
    ...["--allow-private-webhooks", "--snapshot-every", "1s", ...flags],
  ]);
  const load = new Load(product);
  const faults: string[] = [];
  const seen = new Map<string, number>();
  try {
    for (let kill = 1; kill <= options.kills; kill++) {
      await product.start();
      for (const fault of await lostIncidents(product, seen)) faults.push(`after kill ${kill - 1}: ${fault}`);
      if (kill === 1) await load.learn();
      load.start();
      const [least, most] = options.livesMs;
      await passed(least + options.random() * (most - least));
      await noteIncidents(product, seen);
      await product.end("SIGKILL");
      await load.stop();
      options.onRound?.(`kill ${kill}: ${load.acknowledged} transactions acknowledged, ${seen.size} incidents seen`);
    }
    await product.start();
    await load.finish();
    faults.push(...(await lostIncidents(product, seen)));
    const deliveries = await settledDeliveries(product);
    faults.push(...messageFaults(deliveries, receiver, options.kills));
    const { received: counted } = await product.get<{ received: number }>("/v1/overview");
    if (counted !== load.acknowledged) faults.push(`${load.acknowledged} acknowledged, ${counted} counted`);
    const incidents = await incidentsOf(product);
    if (new Set(incidents.map(({ id }) => id)).size !== incidents.length) faults.push("an incident is there twice");
    const stored = await storedCount(product, load.acknowledged);
    if (stored !== null && stored !== load.acknowledged) {
      faults.push(`${load.acknowledged} acknowledged, ${stored} in the store`);
    }
    const keys = new Set(receiver.messages.map(({ key }) => key));
    return {
      acknowledged: load.acknowledged,
      counted,
      stored,
      incidents: incidents.length,
      messages: keys.size,
      repeats: receiver.messages.length - keys.size,
      faults,
    };
  } finally {
    await product.end("SIGTERM");
    rmSync(configuration);
    await receiver.stop();
  }
}

/** Several, so that messages are often under way. */
function channelsAt(url: string): string {
  const names = Array.from({ length: CHANNELS }, (_, index) => `channel${index}`);
  const items = names.map((name) => `  - name: ${name}\n    kind: teams\n    url: ${url}/${name}\n`);
  return `channels:\n${items.join("")}`;
}

async function incidentsOf(product: ProductProcess): Promise<Incident[]> {
  return (await product.get<{ incidents: Incident[] }>("/v1/incidents?limit=500")).incidents;
}

async function noteIncidents(product: ProductProcess, seen: Map<string, number>): Promise<void> {
  for (const { id, openedAt } of await incidentsOf(product)) seen.set(id, openedAt);
}

/** Whoever saw an incident has to find the same one after the crash. */
async function lostIncidents(product: ProductProcess, seen: ReadonlyMap<string, number>): Promise<string[]> {
  const now = new Map((await incidentsOf(product)).map(({ id, openedAt }) => [id, openedAt]));
  return [...seen]
    .filter(([id, openedAt]) => now.get(id) !== openedAt)
    .map(([id, openedAt]) => `incident ${id} of ${openedAt} became one of ${now.get(id) ?? "nothing"}`);
}

async function settledDeliveries(product: ProductProcess): Promise<Delivery[]> {
  return until(DELIVERY_LIMIT_MS, async () => {
    const { deliveries } = await product.get<{ deliveries: Delivery[] }>("/v1/deliveries?limit=500");
    return deliveries.every(({ state }) => state !== "planned") ? deliveries : null;
  });
}

/** Every message is there; a repeat has the same content, and at most one of each channel for each kill. */
function messageFaults(deliveries: readonly Delivery[], { messages }: Receiver, kills: number): string[] {
  const faults: string[] = [];
  const bodies = new Map<string, string[]>();
  for (const { key, body } of messages) bodies.set(key, [...(bodies.get(key) ?? []), body]);
  for (const { id, state } of deliveries) {
    if (state !== "delivered") faults.push(`message ${id} is ${state}`);
    else if (!bodies.has(id)) faults.push(`message ${id} never came`);
  }
  for (const [key, same] of bodies) if (new Set(same).size > 1) faults.push(`message ${key} came with two contents`);
  const repeats = messages.length - bodies.size;
  if (repeats > kills * CHANNELS) faults.push(`${repeats} messages came twice, in ${kills} kills`);
  return faults;
}

/** What SQL says once it knows everything. */
export async function storedCount(product: ProductProcess, wanted: number): Promise<number | null> {
  const ask = async (): Promise<number | null> => {
    const answer = await fetch(`${product.url}/v1/query`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ sql: "SELECT toUInt64(sum(count)) AS count FROM minutes" }),
    });
    if (answer.status === 404) return Number.NaN;
    if (!answer.ok) return null;
    const { rows } = (await answer.json()) as { rows: { count: number | string }[] | (number | string)[][] };
    const [first] = rows;
    return Number(Array.isArray(first) ? first[0] : first?.count);
  };
  let last: number | null = null;
  try {
    last = await until(STORE_LIMIT_MS, async () => {
      last = await ask();
      return last === null || last < wanted ? null : last;
    });
  } catch {
    // Told by the difference.
  }
  return Number.isNaN(last ?? 0) ? null : last;
}

/** What `look` finds once it is not null. */
export async function until<T>(limitMs: number, look: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`not so after ${limitMs / 1000} s`);
    await passed(100);
  }
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
