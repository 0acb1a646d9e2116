import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { playCrashes } from "../../bench/crash/crash-play.ts";
import { createRandom } from "../../src/core/stats/random.ts";

const KILLS = 5;
const SEED = 7;

test("killed under load again and again, it loses and doubles no transaction, incident or message", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "smokewatch-kill-"));
  try {
    const result = await playCrashes({ dataDir, kills: KILLS, livesMs: [1500, 6000], random: createRandom(SEED) });
    expect(result.faults).toEqual([]);
    expect(result.acknowledged).toBeGreaterThan(2_300_000);
    // With nothing to lose, nothing would be lost.
    expect(result.incidents).toBeGreaterThan(0);
    expect(result.messages).toBeGreaterThan(0);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}, 240_000);
