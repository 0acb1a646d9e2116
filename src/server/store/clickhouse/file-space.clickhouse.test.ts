import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { text } from "node:stream/consumers";
import type { FileTable } from "../../../core/model/file-table.ts";
import { createChdbEngine } from "../chdb/chdb.ts";
import type { FileTables, TableSpace } from "../file-tables.ts";
import { createFileTables } from "./file-space.ts";

const opened: FileTables[] = [];
const processIds: (() => number | undefined)[] = [];

function fileTables(): FileTables {
  const created = createFileTables({
    createEngine: () => {
      const directory = mkdtempSync(path.join(tmpdir(), "smokewatch-files-"));
      const engine = createChdbEngine({ directory, isPassing: true });
      processIds.push(() => engine.processId);
      return engine;
    },
    limits: { seconds: 10, memoryBytes: 300_000_000, rows: 100_000 },
    timeZone: "America/Sao_Paulo",
  });
  opened.push(created);
  return created;
}

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  processIds.length = 0;
});

function table(name: string, value: number): FileTable {
  return {
    name,
    columns: [
      { name: "time", type: "text" },
      { name: "at", type: "instant" },
      { name: "it's `odd` \\ ", type: "whole" },
      { name: "mean", type: "number" },
    ],
    rows: [
      ["00h", 0, value, 1.5],
      ["01h", 3_600_000, null, null],
    ],
  };
}

async function asked(space: TableSpace, sql: string): Promise<string> {
  const question = { sql, parameters: {}, format: "csv", maxRows: undefined } as const;
  return text(await space.query(question, new AbortController().signal));
}

describe("tables of files in SQL", () => {
  test("hold the cells as they are, under names of any kind, and a catalog", async () => {
    const space = fileTables().open(() => [table("shop", 9)]);
    expect(await asked(space, "SELECT * FROM shop")).toBe(
      '"time","at","it\'s `odd` \\ ","mean"\n"00h","1970-01-01 00:00:00.000",9,1.5\n"01h","1970-01-01 01:00:00.000",\\N,\\N\n',
    );
    expect(await asked(space, "SELECT column FROM catalog WHERE table = 'shop' LIMIT 2")).toBe(
      '"column"\n"time"\n"at"\n',
    );
  });

  test("are read by nobody else, and only read", async () => {
    const files = fileTables();
    const [mine, theirs] = [
      files.open(() => [table("shop", 1)]),
      files.open(() => [table("shop", 2), table("secret", 3)]),
    ];
    const name = (await asked(theirs, "SELECT currentDatabase()")).split("\n")[1]?.replaceAll('"', "") ?? "";
    expect(name).toMatch(/^files_[0-9a-f]{32}$/);
    expect(await asked(theirs, `SELECT count() FROM ${name}.secret`)).toContain("2");
    for (const sql of [
      "SELECT * FROM secret",
      `SELECT * FROM ${name}.secret`,
      `SELECT * FROM \`${name}\`.secret`,
      `SELECT 1 IN ${name}.secret`,
      `SELECT * FROM merge('${name}', '.*')`,
      "SELECT name FROM system.databases",
      "SELECT * FROM information_schema.tables",
      "SELECT * FROM file('/etc/passwd', 'LineAsString')",
      "DROP TABLE shop",
      "INSERT INTO shop VALUES (1)",
    ]) {
      await expect(asked(mine, sql), sql).rejects.toMatchObject({ fault: "invalid" });
    }
    expect(await asked(mine, "SELECT sum(mean) FROM shop")).toContain("1.5");
  });

  test("are loaded again when the engine was lost, and gone when the space is closed", async () => {
    const files = fileTables();
    const space = files.open(() => [table("shop", 1)]);
    await asked(space, "SELECT 1 FROM shop");
    process.kill(processIds[0]?.() ?? 0, "SIGKILL");
    await expect
      .poll(() => asked(space, "SELECT count() FROM shop").catch(String), { timeout: 30_000 })
      .toBe('"count()"\n2\n');
    await space.close();
    await expect(asked(space, "SELECT 1")).rejects.toThrow("these tables are not kept any more");
    expect(processIds[0]?.()).toBeDefined();
    await expect.poll(() => isAlive(processIds[0]?.() ?? 0), { timeout: 15_000 }).toBe(false);
  });

  test("say so where there is no engine", async () => {
    const files = createFileTables({
      createEngine: () => ({
        kind: "none",
        start: (events) => events.onAbsent("there is no SQL engine for this platform"),
        close: () => Promise.resolve(),
      }),
      limits: { seconds: 10, memoryBytes: 1, rows: 1 },
      timeZone: "UTC",
    });
    const space = files.open(() => [table("shop", 1)]);
    await expect(asked(space, "SELECT 1")).rejects.toThrow("there is no SQL engine for this platform");
  });
});

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
