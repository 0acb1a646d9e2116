import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import {
  minuteRow,
  NOON,
  startStore,
  storeRows,
  until,
  type StartedStore,
} from "../../../test/support/started-store.ts";
import { ROOT, startProgram } from "../../../test/support/run-program.ts";
import { StoreUnavailable } from "./store.ts";

const opened: StartedStore[] = [];

async function started(...given: Parameters<typeof startStore>): Promise<StartedStore> {
  const store = await startStore(...given);
  opened.push(store);
  return store;
}

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

describe("the store", () => {
  test("is empty at first, and remembers up to where it was written", async () => {
    const { store } = await started();
    expect(await store.position()).toBe(0);
    await store.write(storeRows({ minutes: [minuteRow()] }), 7);
    expect(await store.position()).toBe(7);
    expect(store).toMatchObject({ kind: "chdb", state: "ready", trouble: null });
  });

  test("goes on after it was closed and opened again, also with a dimension more", async () => {
    const directory = temporaryFolder();
    const first = await startStore({}, directory);
    await first.store.write(storeRows({ minutes: [minuteRow({ dimensions: { issuer: "aurora" } })] }), 3);
    await first.close();
    const { store } = await started({ dimensions: ["issuer", "merchant", "order"] }, directory);
    expect(await store.position()).toBe(3);
    await store.write(storeRows({ minutes: [minuteRow({ dimensions: { order: "web" } })] }), 4);
    expect(await store.position()).toBe(4);
    await opened.pop()?.close();
    rmSync(directory, { recursive: true });
  });

  test("survives that its engine is killed while it writes: nothing that was said to be written is lost", async () => {
    const { store, processId } = await started();
    let written = 0;
    let kills = 0;
    while (kills < 3) {
      const minutes = Array.from({ length: 500 }, (_, row) =>
        minuteRow({ minute: NOON + written * 60_000, dimensions: { merchant: `m${row}` } }),
      );
      const writing = store.write(storeRows({ minutes }), written + 1);
      if (written % 5 === 4) {
        process.kill(processId() ?? 0, "SIGKILL");
        kills += 1;
      }
      try {
        await writing;
        written += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnavailable);
        await until(
          () => store.state === "ready",
          30_000,
          () => `${store.state}: ${store.trouble}`,
        );
        const position = await store.position();
        expect([written, written + 1]).toContain(position);
        // As the writer does: what is not known to be in is written again.
        if (kills === 3) break;
        await store.write(storeRows({ minutes }), written + 1);
        written += 1;
      }
    }
    expect(store.state).toBe("ready");
  });

  test("says what is wrong while its engine is down", async () => {
    const { store, processId } = await started();
    process.kill(processId() ?? 0, "SIGKILL");
    await until(
      () => store.state !== "ready",
      10_000,
      () => store.state,
    );
    expect(store.trouble).toMatch(/the SQL engine (?:ended by SIGKILL and is started again|does not answer)/);
    await expect(store.position()).rejects.toThrow(StoreUnavailable);
    await until(
      () => store.state === "ready",
      30_000,
      () => `${store.state}: ${store.trouble}`,
    );
    expect(store.trouble).toBeNull();
  });

  test("waits for an engine that still has the files", async () => {
    const directory = temporaryFolder();
    const first = await startStore({}, directory);
    const troubles: string[] = [];
    const second = startStore({}, directory, (trouble) => troubles.push(trouble));
    await until(
      () => troubles.length > 0,
      30_000,
      () => "the second store is ready",
    );
    expect(troubles[0]).toBe("an earlier process still has the files of the SQL engine; it is tried again");
    await first.close();
    const { store } = await second;
    expect(store.state).toBe("ready");
    await (await second).close();
    rmSync(directory, { recursive: true });
  });

  test("has an engine that ends when its parent is killed", async () => {
    const directory = temporaryFolder();
    const program = `
      const { createChdbEngine } = await import(${JSON.stringify(pathToFileURL(path.join(ROOT, "dist/server/store/chdb/chdb.js")).href)});
      const engine = createChdbEngine({ directory: ${JSON.stringify(directory)} });
      engine.start({ onUp: () => console.log("engine", engine.processId), onDown: console.log, onAbsent: console.log });
    `;
    const parent = startProgram(process.execPath, ["--input-type=module", "--eval", program]);
    const [, processId = ""] = await parent.printed(/engine (\d+)/, 30_000);
    parent.child.kill("SIGKILL");
    await until(
      () => !isAlive(Number(processId)),
      15_000,
      () => `the engine ${processId} is still there`,
    );
    const again = await startStore({}, directory);
    expect(again.store.state).toBe("ready");
    await again.close();
    rmSync(directory, { recursive: true });
  });
});

function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "smokewatch-store-"));
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
