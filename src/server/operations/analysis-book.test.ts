import { afterEach, describe, expect, test, vi } from "vitest";
import { sampleReport, shopTable } from "../../../test/support/analysis-sample.ts";
import type { FileTables } from "../store/file-tables.ts";
import { AnalysisBook } from "./analysis-book.ts";

afterEach(() => {
  vi.useRealTimers();
});

const HOUR_MS = 3_600_000;

/** File tables that count the spaces which are open. */
function counted(): { files: FileTables; open: () => number } {
  let open = 0;
  const files: FileTables = {
    open: () => {
      open += 1;
      return {
        query: () => Promise.reject(new Error("nobody asks here")),
        close: async () => {
          open -= 1;
        },
      };
    },
    close: () => Promise.resolve(),
  };
  return { files, open: () => open };
}

const read = () => ({ report: sampleReport(), files: [], unread: [] });
const notFound = expect.objectContaining({ code: "analysis.not-found" });

describe("analyses that are kept", () => {
  test("have ids that differ, and are gone with their tables when they are removed", async () => {
    const { files, open } = counted();
    const book = new AnalysisBook(files);
    const [one, other] = [book.add(read()), book.add(read())];
    expect(one.id).not.toBe(other.id);
    await book.remove(one.id);
    expect(() => book.find(one.id)).toThrow(notFound);
    expect(book.find(other.id)).toBe(other);
    expect(open()).toBe(1);
    await book.close();
  });

  test("are gone after an hour", async () => {
    vi.useFakeTimers();
    const { files, open } = counted();
    const book = new AnalysisBook(files);
    const { id, expiresAt } = book.add(read());
    expect(expiresAt).toBe(Date.now() + HOUR_MS);
    await vi.advanceTimersByTimeAsync(HOUR_MS - 1);
    expect(book.find(id).id).toBe(id);
    await vi.advanceTimersByTimeAsync(1);
    expect(() => book.find(id)).toThrow(notFound);
    expect(open()).toBe(0);
  });

  test("make room for the twenty newest", async () => {
    const { files, open } = counted();
    const book = new AnalysisBook(files);
    const ids = Array.from({ length: 21 }, () => book.add(read()).id);
    expect(() => book.find(ids[0] ?? "")).toThrow(notFound);
    expect(book.find(ids[1] ?? "").id).toBe(ids[1]);
    expect(open()).toBe(20);
    await book.close();
  });

  test("are refused when they are larger than all that is kept", () => {
    const book = new AnalysisBook(counted().files);
    const values = Array.from({ length: 10_001 }, () => 1);
    const columns = Array.from({ length: 3000 }, (_, index) => {
      const name = `c${index}`;
      return { name, original: name, type: "integer" as const, values };
    });
    const files = [{ table: shopTable(), rows: { columns, slotAt: new Float64Array(10_001) } }];
    expect(() => book.add({ ...read(), files })).toThrow(expect.objectContaining({ code: "analysis.too-large" }));
  });
});

describe("analyses that are made", () => {
  test("wait for each other, two at a time, and are sent away when too many wait", async () => {
    const book = new AnalysisBook(counted().files);
    const ends: (() => void)[] = [];
    let most = 0;
    let running = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    };
    const all = Array.from({ length: 10 }, () => book.inTurn(work));
    await expect(book.inTurn(work)).rejects.toMatchObject({ code: "analysis.too-many" });
    for (let index = 0; index < 10; index++) {
      await vi.waitFor(() => expect(ends.length).toBeGreaterThan(index));
      ends[index]?.();
    }
    await Promise.all(all);
    expect(most).toBe(2);
  });

  test("give their turn away when they fail", async () => {
    const book = new AnalysisBook(counted().files);
    const failing = Array.from({ length: 3 }, () => book.inTurn(() => Promise.reject(new Error("no counts"))));
    for (const each of await Promise.allSettled(failing)) expect(each.status).toBe("rejected");
    expect(await book.inTurn(() => Promise.resolve("done"))).toBe("done");
  });
});
