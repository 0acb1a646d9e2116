import { expect, test } from "vitest";
import { describeJournal } from "../../../test/conformance/journal.ts";
import { entriesOf } from "../../../test/support/entries-of.ts";
import { createMemoryJournal } from "./memory.ts";

describeJournal("memory", () => ({ open: () => createMemoryJournal(), remove: () => undefined }), {
  isDurable: false,
});

test("the memory journal keeps at least the newest entries of its limit, and not much more", async () => {
  const journal = createMemoryJournal(10);
  for (let at = 0; at < 100; at++) {
    await journal.append([{ kind: "clock", at }]);
    expect(journal.next - journal.first).toBeLessThanOrEqual(20);
  }
  const kept = entriesOf(journal).map(({ at }) => at);
  expect(kept.length).toBeGreaterThanOrEqual(10);
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => 100 - kept.length + index));
});
