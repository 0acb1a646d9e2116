import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { createChdbEngine } from "./chdb.ts";

test("says what is missing where the engine's package is, and does not try again", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "smokewatch-store-"));
  const program = path.join(directory, "without-package.mjs");
  writeFileSync(program, 'process.send({ kind: "absent", text: "no chdb for this platform" }); process.disconnect();');
  const engine = createChdbEngine({ directory, program });
  const reason = await new Promise<string>((resolve, reject) => {
    const other = () => reject(new Error("it is there"));
    engine.start({ onUp: other, onDown: other, onAbsent: resolve });
  });
  expect(reason).toMatch(
    /^there is no SQL engine for this platform \(\S+ \S+\): the package chdb has Linux with glibc, and macOS\./,
  );
  expect(reason).toContain("set store to none");
  await engine.close();
  rmSync(directory, { recursive: true });
});
