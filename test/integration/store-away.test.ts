import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MONITORS, storedCount, until } from "../../bench/crash/crash-play.ts";
import { Load } from "../../bench/crash/load.ts";
import { ProductProcess } from "../../bench/crash/product-process.ts";
import { Receiver } from "../../bench/crash/receiver.ts";

const FLAGS = ["--port", "0", "--tick", "1s", "--time-zone", "UTC", "--log-level", "fatal", "--allow-private-webhooks"];
/** A stretch of rows ends with the minute; then they have to wait for a while before it is told. */
const TOLD_MS = 110_000;
const MESSAGE_MS = 40_000;

let dataDir = "";
let product: ProductProcess;
const receiver = new Receiver();

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "smokewatch-away-"));
  await receiver.start();
  const configuration = path.join(dataDir, "smokewatch.yaml");
  writeFileSync(configuration, MONITORS);
  product = new ProductProcess([
    ...FLAGS,
    "--config",
    configuration,
    "--data-dir",
    dataDir,
    "--teams-url",
    receiver.url,
  ]);
});

afterEach(async () => {
  await product.end("SIGTERM");
  await receiver.stop();
  rmSync(dataDir, { recursive: true });
});

function engineProcess(): number {
  const parent = product.processId ?? 0;
  return Number(execFileSync("pgrep", ["-P", String(parent), "-f", "engine-process"], { encoding: "utf8" }).trim());
}

async function storeTroubles(): Promise<string[]> {
  const { troubles } = await product.get<{ troubles: { part: string; text: string }[] }>("/health");
  return troubles.filter(({ part }) => part === "store").map(({ text }) => text);
}

test.skipIf(process.platform !== "linux")(
  "with the SQL engine stopped, killed or emptied, alerts go out, it is told, and history is whole in the end",
  async () => {
    await product.start();
    await until(30_000, async () => ((await storeTroubles()).length === 0 ? true : null));
    const load = new Load(product);
    await load.learn();
    process.kill(engineProcess(), "SIGSTOP");
    load.start();
    await until(MESSAGE_MS, () => Promise.resolve(receiver.messages.length > 0 ? true : null));
    const told = await until(TOLD_MS, async () => {
      return (await storeTroubles()).find((text) => text.startsWith("history is catching up")) ?? null;
    });
    expect(told).toMatch(/may not be in SQL yet\. Alerts are not concerned\.$/);
    process.kill(engineProcess(), "SIGKILL");
    await load.stop();
    await load.finish();
    expect(await storedCount(product, load.acknowledged)).toBe(load.acknowledged);
    expect(await until(30_000, async () => ((await storeTroubles()).length === 0 ? true : null))).toBe(true);

    await product.end("SIGTERM");
    rmSync(path.join(dataDir, "store"), { recursive: true });
    await product.start();
    expect(await storedCount(product, load.acknowledged)).toBe(load.acknowledged);
  },
  360_000,
);
