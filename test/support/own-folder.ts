import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder for the test that runs, which goes when it is over and its `afterEach` are done. */
export function ownFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `smokewatch-${name}-`));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
