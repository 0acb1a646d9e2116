import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { createFilesJournal } from "../../src/server/journal/files/files.ts";
import { entriesOf } from "../support/entries-of.ts";
import { ownFolder } from "../support/own-folder.ts";
import { ROOT } from "../support/run-program.ts";

const ROUNDS = 4;
const BUILT = pathToFileURL(path.join(ROOT, "dist/server/journal/files/files.js")).href;

const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanUp.splice(0).toReversed()) clean();
});

/** A process of its own that opens the journal and runs `script`, which knows it as `journal`. */
function processWith(directory: string, script: string): ChildProcess {
  const code = `
    import { createFilesJournal } from ${JSON.stringify(BUILT)};
    try {
      const journal = createFilesJournal(${JSON.stringify(directory)}, { partBytes: 1_000_000 });
      ${script}
    } catch (error) {
      console.log(error.name + " " + error.constructor.name + ": " + error.message);
    }
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanUp.push(() => child.kill("SIGKILL"));
  return child;
}

/** The lines that a process prints until `isEnough`, or until it ends. */
async function linesUntil(child: ChildProcess, isEnough: (line: string) => boolean): Promise<string[]> {
  const lines: string[] = [];
  if (child.stdout === null) return lines;
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (isEnough(line)) break;
  }
  return lines;
}

describe("the journal of a process that is killed", () => {
  const writer = `
    let at = journal.next;
    for (;;) {
      const size = 1 + (at % 7);
      await journal.append(Array.from({ length: size }, (_, index) => ({ kind: "clock", at: at + index })));
      at += size;
      console.log(at);
    }
  `;

  test("holds all that was acknowledged, in order and in whole groups, round after round", async () => {
    const directory = ownFolder("journal");
    let before = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      const child = processWith(directory, writer);
      const exited = once(child, "exit");
      const enough = before + 60 * round;
      const lines = await linesUntil(child, (line) => Number(line) >= enough);
      child.kill("SIGKILL");
      await exited;
      const acknowledged = Number(lines.at(-1));
      expect(acknowledged).toBeGreaterThanOrEqual(enough);
      const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
      const kept = entriesOf(journal).map(({ at }) => at);
      expect(kept.length).toBeGreaterThanOrEqual(acknowledged);
      expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => index));
      expect(journal.next).toBe(kept.length);
      let whole = 0;
      while (whole < kept.length) whole += 1 + (whole % 7);
      expect(whole).toBe(kept.length);
      before = kept.length;
      await journal.close();
    }
  });
});

describe("the directory of a journal", () => {
  test("belongs to one process: another is told who has it and what to do", async () => {
    const directory = ownFolder("journal");
    const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
    await journal.append([{ kind: "clock", at: 1 }]);
    const [line] = await linesUntil(processWith(directory, "console.log('opened');"), () => true);
    expect(line).toBe(
      `Error DirectoryInUse: the data directory ${directory} is in use by process ${process.pid}; stop it, or choose another with --data-dir`,
    );
    await journal.close();
    const [after] = await linesUntil(
      processWith(directory, "console.log([...journal.read()].length); await journal.close();"),
      () => true,
    );
    expect(after).toBe("1");
  });

  test("is taken over from a process that is gone", async () => {
    const directory = ownFolder("journal");
    const child = processWith(directory, "console.log('opened'); setInterval(() => {}, 1000);");
    const exited = once(child, "exit");
    expect(await linesUntil(child, () => true)).toEqual(["opened"]);
    expect(() => createFilesJournal(directory, { partBytes: 1_000_000 })).toThrow(`in use by process ${child.pid}`);
    child.kill("SIGKILL");
    await exited;
    const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
    expect(readFileSync(path.join(directory, "process.lock"), "utf8")).toBe(String(process.pid));
    await journal.close();
  });

  test.each(["", "not a number", "0", "-1"])("is taken over when its lock says %j", async (text) => {
    const directory = ownFolder("journal");
    writeFileSync(path.join(directory, "process.lock"), text);
    const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
    expect(entriesOf(journal)).toEqual([]);
    await journal.close();
  });

  test("is free again after close", async () => {
    const directory = ownFolder("journal");
    for (let round = 0; round < 3; round++) {
      const journal = createFilesJournal(directory, { partBytes: 1_000_000 });
      await journal.append([{ kind: "clock", at: round }]);
      expect(journal.next).toBe(round + 1);
      await journal.close();
    }
  });
});
