import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeJournal } from "../../../../test/conformance/journal.ts";
import { entriesOf } from "../../../../test/support/entries-of.ts";
import { ownFolder } from "../../../../test/support/own-folder.ts";
import type { JournalEntry } from "../../../core/model/journal-entry.ts";
import type { Journal } from "../journal.ts";
import { createFilesJournal } from "./files.ts";

describeJournal(
  "files",
  () => {
    const directory = ownFolder("journal");
    return {
      // Parts so small that every test fills several.
      open: () => createFilesJournal(directory, { partBytes: 400 }),
      remove: () => undefined,
    };
  },
  { isDurable: true },
);

const GROUP = 4;
const GROUPS = 6;

function marks(from: number, to: number): JournalEntry[] {
  return Array.from({ length: to - from }, (_, index) => ({ kind: "clock", at: from + index }));
}

/** A closed journal of one part: six groups of four clock marks. */
async function written(): Promise<{ directory: string; part: string; bytes: Buffer }> {
  const directory = ownFolder("journal");
  const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
  for (let group = 0; group < GROUPS; group++) await journal.append(marks(group * GROUP, (group + 1) * GROUP));
  await journal.close();
  const part = path.join(directory, "journal", "0000000000000000.log");
  return { directory, part, bytes: readFileSync(part) };
}

function textsOf(journal: Journal): string[] {
  for (const _ of journal.verify());
  return journal.damages.map(({ text }) => text);
}

describe("a journal whose last write was cut off", () => {
  test("property: wherever, it keeps every whole group before, says so, and goes on behind it", async () => {
    const { directory, part, bytes } = await written();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (length) => {
        writeFileSync(part, bytes);
        truncateSync(part, length);
        const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
        const kept = entriesOf(journal);
        expect(kept.length % GROUP).toBe(0);
        expect(kept).toEqual(marks(0, kept.length));
        if (length === bytes.length) expect(kept).toHaveLength(GROUPS * GROUP);
        expect(journal.damages.every(({ isHarmless }) => isHarmless)).toBe(true);
        await journal.append(marks(kept.length, kept.length + 1));
        expect(entriesOf(journal)).toEqual(marks(0, kept.length + 1));
        await journal.close();
      }),
      { numRuns: 60 },
    );
  });

  test("puts aside what was cut off and names the file", async () => {
    const { directory, part, bytes } = await written();
    truncateSync(part, bytes.length - 3);
    const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
    const [text] = textsOf(journal);
    expect(text).toMatch(/of a write that was cut off and never acknowledged; they are kept until the next start, in /);
    const aside = readdirSync(path.join(directory, "journal")).find((name) => name.includes(".cut-"));
    expect(text).toContain(aside);
    await journal.close();
  });

  test("takes a tail of zeros, which a disk leaves that lost its power, for a write that was cut off", async () => {
    const { directory, part } = await written();
    appendFileSync(part, Buffer.alloc(5000));
    const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
    expect(entriesOf(journal)).toHaveLength(GROUPS * GROUP);
    expect(journal.damages.map(({ isHarmless }) => isHarmless)).toEqual([true]);
    await journal.close();
  });
});

describe("a journal with a flipped bit", () => {
  test("property: wherever, no entry is wrong, and what is missing is told", async () => {
    const { directory, part, bytes } = await written();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), async (bit) => {
        const flipped = Buffer.from(bytes);
        const at = bit >> 3;
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (bit & 7)), at);
        writeFileSync(part, flipped);
        const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
        const placed = [...journal.read()];
        for (const { position, entry } of placed) expect(entry.at).toBe(position);
        const texts = textsOf(journal);
        if (placed.length < GROUPS * GROUP) expect(texts.join()).toMatch(/ lost|cut off/);
        await journal.append(marks(journal.next, journal.next + 1));
        expect([...journal.read()].at(-1)?.entry.at).toBe(journal.next - 1);
        await journal.close();
      }),
      { numRuns: 150 },
    );
  });

  test("says which entries are lost, where, and what may bring them back", async () => {
    const { directory, part, bytes } = await written();
    const middle = Buffer.from(bytes);
    middle.fill(0xff, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 4);
    writeFileSync(part, middle);
    const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
    const [text, ...others] = textsOf(journal);
    expect(text).toMatch(
      /^entry 1\d is lost: of journal\/0000000000000000\.log, bytes \d+ to \d+ are damaged\. A backup may have them: docs\/operating\.md says how to restore one$/,
    );
    expect(others).toEqual([]);
    expect(entriesOf(journal)).toHaveLength(GROUPS * GROUP - 1);
    await journal.close();
  });

  test("says so when the damage is at the very end, where an acknowledged entry may have been", async () => {
    const { directory, part, bytes } = await written();
    const end = Buffer.from(bytes);
    end.writeUInt8(end.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    writeFileSync(part, end);
    const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
    const isLost =
      /^an end of the journal was damaged, and the entries in it are lost: it was moved to journal\/.*\.damaged-/;
    expect(textsOf(journal)[0]).toMatch(isLost);
    await journal.append(marks(journal.next, journal.next + 1));
    await journal.close();
    const later = createFilesJournal(directory, { partBytes: 1_000_000 });
    expect(textsOf(later)[0]).toMatch(isLost);
    await later.close();
  });
});

test("a part of the journal that is missing is told", async () => {
  const directory = ownFolder("journal");
  const first = createFilesJournal(directory, { partBytes: 300 });
  for (let at = 0; at < 40; at++) await first.append(marks(at, at + 1));
  await first.close();
  const [, second] = readdirSync(path.join(directory, "journal")).toSorted();
  rmSync(path.join(directory, "journal", second ?? ""));
  const journal = createFilesJournal(directory, { partBytes: 300 });
  expect(textsOf(journal)[0]).toMatch(
    /^entries \d+ to \d+ are lost: of journal\/\d+\.log, a file or the end of one is missing/,
  );
  for (const { position, entry } of journal.read()) expect(entry.at).toBe(position);
  await journal.close();
});

describe("snapshots in files", () => {
  test("property: a flipped bit is found, and the one before is used", async () => {
    const directory = ownFolder("journal");
    const first = createFilesJournal(directory, { partBytes: 1_000_000 });
    await first.append(marks(0, 9));
    await first.saveSnapshot({ position: 4, state: Buffer.from("the one before") });
    await first.saveSnapshot({ position: 9, state: Buffer.from("the newest") });
    await first.close();
    const file = path.join(directory, "snapshot", "0000000000000009.snapshot");
    const bytes = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), async (bit) => {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        writeFileSync(file, flipped);
        const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
        const whole = Array.from(journal.snapshots(), ({ state }) => Buffer.from(state).toString());
        expect(whole).toEqual(["the one before"]);
        expect(journal.damages[0]?.text).toContain("0000000000000009.snapshot is damaged");
        await journal.close();
      }),
      { numRuns: 40 },
    );
  });

  test("an unfinished one is not taken for a snapshot and is cleared away", async () => {
    const directory = ownFolder("journal");
    await createFilesJournal(directory, { partBytes: 1_000_000 }).close();
    writeFileSync(path.join(directory, "snapshot", "0000000000000009.snapshot.unfinished"), "half");
    const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
    expect([...journal.snapshots()]).toEqual([]);
    expect(readdirSync(path.join(directory, "snapshot"))).toEqual([]);
    await journal.close();
  });

  test("positions that a snapshot knows are not given again when the log behind it is lost", async () => {
    const directory = ownFolder("journal");
    const first = createFilesJournal(directory, { partBytes: 1_000_000 });
    await first.append(marks(0, 9));
    await first.saveSnapshot({ position: 9, state: Uint8Array.of(1) });
    await first.close();
    truncateSync(path.join(directory, "journal", "0000000000000000.log"), 100);
    const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
    await journal.append(marks(9, 10));
    expect([...journal.read(9)]).toEqual([{ position: 9, entry: { kind: "clock", at: 9 } }]);
    await journal.close();
  });
});

test("a journal of an early version is neither read nor overwritten: the start says what to do", () => {
  const directory = ownFolder("journal");
  writeFileSync(path.join(directory, "journal.lmdb"), "");
  expect(() => createFilesJournal(directory, { partBytes: 1_000_000 })).toThrow("move that file away to begin anew");
});

test("what comes in while the journal is being read is not told as lost", async () => {
  const journal = createFilesJournal(ownFolder("journal"), { partBytes: 10_000 });
  await journal.append(marks(0, 3));
  const reading = journal.read()[Symbol.iterator]();
  expect(reading.next().value).toMatchObject({ position: 0 });
  await journal.append(marks(3, 6));
  while (reading.next().done !== true);
  expect(journal.damages).toEqual([]);
  await journal.close();
});
