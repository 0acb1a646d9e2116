import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { ProductProcess } from "../../bench/crash/product-process.ts";
import { runProgram } from "../support/run-program.ts";

const folder = mkdtempSync(path.join(tmpdir(), "smokewatch-restored-"));
const inFolder = (name: string) => path.join(folder, name);
const productAt = (dataDir: string) =>
  new ProductProcess(["--port", "0", "--store", "none", "--log-level", "fatal", "--data-dir", dataDir]);

const product = productAt(inFolder("data"));
const restored = productAt(inFolder("restored"));

afterEach(async () => {
  await product.end("SIGKILL");
  await restored.end("SIGKILL");
  rmSync(folder, { recursive: true });
});

test("a backup of a running server is restored by copying it, and records that are sent again count once", async () => {
  await product.start();
  const bodies = ["a", "b", "c"].map((id) => JSON.stringify({ id, status: "approved", count: 100 }));
  for (const body of bodies) await product.post(body);
  const { code, stdout } = await runProgram("backup", inFolder("backup"), "--data-dir", inFolder("data"));
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^copied \d+ entries in 1 file, 0 snapshots, /)]);
  cpSync(inFolder("backup"), inFolder("restored"), { recursive: true });
  await restored.start();
  for (const body of bodies) expect((await restored.post(body))?.text).toContain('"duplicates":1');
  expect((await restored.get<{ received: number }>("/v1/overview")).received).toBe(300);
});
