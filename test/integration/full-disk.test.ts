import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../../bench/crash/crash-play.ts";
import { ProductProcess } from "../../bench/crash/product-process.ts";

const DISK_BYTES = 3_000_000;
const BATCH = 500;

/** A small disk of its own, where this user may mount one; null elsewhere. */
function smallDisk(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), "smokewatch-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "tmpfs", folder], { stdio: "ignore" });
    return folder;
  } catch {
    rmdirSync(folder);
    return null;
  }
}

const disk = smallDisk();

describe.skipIf(disk === null)("a disk that is full", () => {
  const product = new ProductProcess([
    "--port",
    "0",
    "--store",
    "none",
    "--tick",
    "1s",
    "--log-level",
    "fatal",
    "--data-dir",
    path.join(disk ?? "", "data"),
  ]);
  let acknowledged = 0;
  let nextId = 0;

  const post = async () => {
    const lines = Array.from({ length: BATCH }, () => JSON.stringify({ id: `d${nextId++}`, status: "approved" }));
    const answer = await product.post(lines.join("\n"));
    if (answer?.status === 200) acknowledged += BATCH;
    return answer;
  };

  beforeAll(() => product.start());
  afterAll(async () => {
    await product.end("SIGKILL");
    execFileSync("umount", [disk ?? ""]);
    rmdirSync(disk ?? "");
  });

  test("refuses transactions with what is wrong, serves what it has, and takes them again when there is room", async () => {
    await post();
    const ballast = path.join(disk ?? "", "ballast");
    writeFileSync(ballast, Buffer.alloc(DISK_BYTES / 2));
    let answer = await post();
    for (let tries = 0; answer?.status === 200 && tries < 500; tries++) answer = await post();
    expect(answer?.status).toBe(503);
    expect(answer?.text).toContain("journal.unavailable");
    expect(answer?.text).toMatch(/no space left/i);
    expect((await product.get<{ received: number }>("/v1/overview")).received).toBe(acknowledged);
    const health = await product.get<{ state: string; troubles: { part: string; text: string }[] }>("/health");
    expect(health.state).toBe("degraded");
    expect(health.troubles.find(({ part }) => part === "journal")?.text).toMatch(
      /cannot be written, transactions are refused/,
    );

    rmSync(ballast);
    expect((await post())?.status).toBe(200);
    // The room is looked at every few seconds.
    await until(15_000, async () => ((await product.get<{ state: string }>("/health")).state === "ok" ? true : null));
    await product.end("SIGKILL");
    await product.start();
    expect((await product.get<{ received: number }>("/v1/overview")).received).toBe(acknowledged);
    expect(existsSync(ballast)).toBe(false);
  }, 60_000);
});
