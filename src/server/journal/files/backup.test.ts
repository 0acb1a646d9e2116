import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { entriesOf } from "../../../../test/support/entries-of.ts";
import { ownFolder } from "../../../../test/support/own-folder.ts";
import { backUpJournal } from "./backup.ts";
import { createFilesJournal } from "./files.ts";

async function filled(directory: string) {
  const journal = createFilesJournal(directory, { partBytes: 500 });
  for (let at = 0; at < 50; at++) await journal.append([{ kind: "clock", at }]);
  await journal.saveSnapshot({ position: 30, state: Buffer.from("state") });
  return journal;
}

test("a backup of a journal that is written to meanwhile can be put in its place", async () => {
  const [directory, folder, restored] = [ownFolder("backup"), ownFolder("backup"), ownFolder("backup")];
  const journal = await filled(directory);
  const writing = journal.append([{ kind: "clock", at: 50 }]);
  const backup = await backUpJournal(directory, folder);
  await writing;
  expect(backup).toMatchObject({ snapshots: 1, damaged: [] });
  expect(backup.entries).toBeGreaterThanOrEqual(50);
  cpSync(folder, restored, { recursive: true });
  const later = createFilesJournal(restored, { partBytes: 500 });
  expect(entriesOf(later)).toEqual(entriesOf(journal).slice(0, backup.entries));
  expect(Array.from(later.snapshots(), ({ position }) => position)).toEqual([30]);
  expect(later.damages.filter(({ isHarmless }) => !isHarmless)).toEqual([]);
  await later.close();
  await journal.close();
});

test("what is damaged is copied and named", async () => {
  const [directory, folder] = [ownFolder("backup"), ownFolder("backup")];
  await (await filled(directory)).close();
  const [part = ""] = readdirSync(path.join(directory, "journal"));
  const file = path.join(directory, "journal", part);
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60);
  writeFileSync(file, bytes);
  expect((await backUpJournal(directory, folder)).damaged).toEqual([`journal/${part}`]);
  expect(readFileSync(path.join(folder, "journal", part))).toEqual(bytes);
});

test("nothing is written over, and nothing is made of a folder that holds no journal", async () => {
  const [directory, folder] = [ownFolder("backup"), ownFolder("backup")];
  await expect(backUpJournal(directory, folder)).rejects.toThrow("holds no journal; name the data directory");
  await (await filled(directory)).close();
  writeFileSync(path.join(folder, "mine"), "");
  await expect(backUpJournal(directory, folder)).rejects.toThrow("is not empty: name a folder that is");
});
