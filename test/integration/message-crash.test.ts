import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { MONITORS, until } from "../../bench/crash/crash-play.ts";
import { Load } from "../../bench/crash/load.ts";
import { ProductProcess } from "../../bench/crash/product-process.ts";
import type { Delivery } from "../../src/core/model/delivery.ts";
import { FailingReceiver } from "../support/failing-receiver.ts";

const FLAGS = ["--port", "0", "--tick", "1s", "--time-zone", "UTC", "--log-level", "fatal", "--store", "none"];
const MESSAGE_MS = 40_000;

let dataDir = "";
let product: ProductProcess;
const receiver = new FailingReceiver(() => Date.now());

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "smokewatch-message-crash-"));
  await receiver.start();
});

afterEach(async () => {
  await product.end("SIGTERM");
  receiver.stop();
  rmSync(dataDir, { recursive: true });
});

function productWith(...flags: string[]): ProductProcess {
  const configuration = path.join(dataDir, "smokewatch.yaml");
  writeFileSync(configuration, MONITORS);
  const places = ["--config", configuration, "--data-dir", dataDir, "--teams-url", receiver.url];
  return new ProductProcess([...FLAGS, "--allow-private-webhooks", ...places, ...flags]);
}

async function deliveries(): Promise<Delivery[]> {
  return (await product.get<{ deliveries: Delivery[] }>("/v1/deliveries?limit=500")).deliveries;
}

test("killed while a receiver makes it wait, it sends the message again under the same key, and nothing else twice", async () => {
  product = productWith();
  receiver.behaviour = "hangs";
  await product.start();
  const load = new Load(product);
  await load.learn();
  load.start();
  const first = await until(MESSAGE_MS, () => Promise.resolve(receiver.attempts[0] ?? null));
  await product.end("SIGKILL");
  await load.stop();
  receiver.behaviour = "well";
  await product.start();
  const settled = await until(MESSAGE_MS, async () => {
    const all = await deliveries();
    return all.some(({ id }) => id === first.key) && all.every(({ state }) => state === "delivered") ? all : null;
  });
  expect(receiver.shown).toContain(first.key);
  expect(receiver.attempts.find(({ key, behaviour }) => key === first.key && behaviour === "well")?.body).toBe(
    first.body,
  );
  expect(new Set(receiver.shown).size).toBe(receiver.shown.length);
  expect(receiver.shown.toSorted()).toEqual(settled.map(({ id }) => id).toSorted());
}, 120_000);

test("calls the outside watcher as soon as it runs, and says in /health when that does not hear it", async () => {
  const calls: string[] = [];
  let status = 200;
  const watcher = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => watcher.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    watcher.close();
    watcher.closeAllConnections();
  });
  const { port } = watcher.address() as AddressInfo;
  product = productWith("--heartbeat-url", `http://127.0.0.1:${port}/ping/secret`, "--heartbeat-every", "10s");
  await product.start();
  await until(5000, () => Promise.resolve(calls.length > 0 ? true : null));
  expect(calls[0]).toBe("GET /ping/secret");
  status = 503;
  const told = await until(25_000, async () => {
    const { troubles } = await product.get<{ troubles: { part: string; text: string }[] }>("/health");
    return troubles.find(({ part }) => part === "heartbeat") ?? null;
  });
  expect(told.text).toBe("heartbeatUrl does not hear us: it answered 503");
  expect(product.output).not.toContain("secret");
}, 60_000);
