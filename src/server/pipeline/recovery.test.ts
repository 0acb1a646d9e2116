import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { settingsWith } from "../../../test/support/engine-play.ts";
import { eventfulJournal } from "../../../test/support/engine-stream.ts";
import { Archive } from "../../core/archive/archive.ts";
import { Engine } from "../../core/engine/engine.ts";
import { createRandom } from "../../core/stats/random.ts";
import { createFilesJournal } from "../journal/files/files.ts";
import { recovered } from "./recovery.ts";
import { bytesOf } from "./snapshot-code.ts";

const settings = settingsWith();
const entries = eventfulJournal({ ticks: 60, tickMs: 10_000, random: createRandom(7) });
const OLDER = Math.floor(entries.length / 3);
const NEWER = OLDER * 2;

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "smokewatch-recovery-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const opened = () => createFilesJournal(directory, { partBytes: 4000 });

/** A journal with two snapshots, closed; `version` is that of the engine's state in them. */
async function written({ isTrimmed = false, version }: { isTrimmed?: boolean; version?: number } = {}): Promise<void> {
  const journal = opened();
  const engine = new Engine();
  const archive = new Archive();
  for (const [position, entry] of entries.entries()) {
    if (position === OLDER || position === NEWER) {
      const state = engine.save();
      const saved = { ...state, version: version ?? state.version };
      await journal.saveSnapshot({ position, state: bytesOf({ engine: saved, archive: archive.save() }) });
    }
    await journal.append([entry]);
    archive.note(position, entry, engine.apply(entry), engine);
  }
  if (isTrimmed) expect(await journal.trim({ before: Infinity, keepSince: Infinity, bytes: 0 })).toBeGreaterThan(0);
  await journal.close();
}

/** Turns a byte of the newest snapshots. */
function damageSnapshots(count: number): void {
  const folder = join(directory, "snapshot");
  for (const name of readdirSync(folder).toSorted().slice(-count)) {
    const bytes = readFileSync(join(folder, name));
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
    writeFileSync(join(folder, name), bytes);
  }
}

/** What a start finds, and the states after the rest of the journal. */
async function found() {
  const journal = opened();
  const { engine, archive, archiveFrom, position, notes } = recovered(journal, settings, { archives: true });
  for (const placed of journal.read(position)) {
    const applied = engine.apply(placed.entry);
    if (placed.position >= archiveFrom) archive?.note(placed.position, placed.entry, applied, engine);
  }
  const { first } = journal;
  await journal.close();
  return { engine, position, notes, first, archived: archive?.save() };
}

function uninterrupted() {
  const engine = new Engine();
  const archive = new Archive();
  for (const [position, entry] of entries.entries()) archive.note(position, entry, engine.apply(entry), engine);
  return { state: engine.save(), archived: archive.save() };
}

describe("a start", () => {
  test("goes on from the newest snapshot, as if nothing had been", async () => {
    await written();
    const { engine, position, notes, archived } = await found();
    expect([position, notes]).toEqual([NEWER, []]);
    expect({ state: engine.save(), archived }).toEqual(uninterrupted());
  });

  test("goes on from the snapshot before one that is damaged", async () => {
    await written();
    damageSnapshots(1);
    const { engine, position, archived } = await found();
    expect(position).toBe(OLDER);
    expect({ state: engine.save(), archived }).toEqual(uninterrupted());
  });

  test("goes through a whole journal when both snapshots are damaged", async () => {
    await written();
    damageSnapshots(2);
    const { engine, position, notes, archived } = await found();
    expect([position, notes]).toEqual([0, []]);
    expect({ state: engine.save(), archived }).toEqual(uninterrupted());
  });

  test("says what is lost when both are damaged and the journal was trimmed, and learns from what is left", async () => {
    await written({ isTrimmed: true });
    damageSnapshots(2);
    const { engine, position, notes, first } = await found();
    expect(first).toBeGreaterThan(0);
    expect(position).toBe(first);
    expect(notes).toEqual([
      `no snapshot could be used, and the journal begins with entry ${first}: what was learnt before is lost`,
    ]);
    expect(engine.judging).not.toBeNull();
  });

  test("keeps what people changed of the monitors, also when what was learnt cannot be gone on from", async () => {
    await written({ isTrimmed: true, version: 99 });
    const { engine, first } = await found();
    expect(first).toBeGreaterThan(0);
    // What was made before the journal begins, not only what was taken away after that.
    expect(engine.monitorEdits.changes.at(-1)?.after.monitor).toMatchObject({ name: "theirs", budget: "2/day" });
  });

  test("goes through a whole journal, and says why, when another version took the snapshots", async () => {
    await written({ version: 999 });
    const { engine, position, notes, archived } = await found();
    expect(position).toBe(0);
    expect(notes).toEqual([
      expect.stringContaining(`the snapshot at entry ${NEWER} cannot be gone on from`),
      expect.stringContaining(`the snapshot at entry ${OLDER} cannot be gone on from`),
    ]);
    expect({ state: engine.save(), archived }).toEqual(uninterrupted());
  });

  test("keeps what trimming must leave for the older snapshot", async () => {
    await written({ isTrimmed: true });
    damageSnapshots(1);
    const { engine, first, archived } = await found();
    expect(first).toBeLessThanOrEqual(OLDER);
    expect({ state: engine.save(), archived }).toEqual(uninterrupted());
  });
});

test("an engine that catches up from the middle of a trimmed journal knows what to count, also before any snapshot", async () => {
  await written({ isTrimmed: true });
  const journal = opened();
  const { engine, position } = recovered(journal, settings, { archives: true, until: 0 });
  expect([position, engine.settings]).toEqual([journal.first, settings]);
  await journal.close();
});
