import { expect, test } from "vitest";
import { readText } from "./read-text.ts";

const took = (elapsedMs: number, rowsRead: number | null, bytesRead: number | null): string =>
  readText({ columns: [], rows: [], rowCount: 0, truncated: false, elapsedMs, rowsRead, bytesRead });

test("what an answer took is told in small units", () => {
  expect(took(12.4, 8192, 121_770)).toBe("12 ms, 8,192 rows and 121.8 kB read");
  expect(took(0.2, 0, 0)).toBe("1 ms, 0 rows and 0 B read");
  expect(took(1530, 5_000_000, 2_500_000_000)).toBe("1.5 s, 5,000,000 rows and 2.5 GB read");
  expect(took(3, null, null)).toBe("3 ms");
});
