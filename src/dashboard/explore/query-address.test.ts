import { describe, expect, test } from "vitest";
import { hashOf, placeOf } from "../address.ts";
import { type Draft, draftOf, EMPTY_DRAFT, queryOfDraft } from "./query-address.ts";

const throughAddress = (draft: Draft): Draft =>
  draftOf(placeOf(hashOf({ page: "explore", query: queryOfDraft(draft) })).query);

describe("the address of a query", () => {
  test.each<[string, Draft]>([
    ["nothing", EMPTY_DRAFT],
    ["a saved query", { ...EMPTY_DRAFT, savedId: "q-1a" }],
    [
      "a saved query with other values and another view",
      { ...EMPTY_DRAFT, savedId: "q-1a", parameters: { n: "7" }, view: "bars" },
    ],
    [
      "one that is not saved",
      { ...EMPTY_DRAFT, sql: "SELECT '50 %' AS a\n-- &x=1#?", parameters: { day: "2026-03-02" } },
    ],
  ])("brings back %s", (_, draft) => {
    expect(throughAddress(draft)).toEqual(draft);
  });

  test("leaves out what it does not know", () => {
    expect(draftOf({ view: "pie", other: "x" })).toEqual(EMPTY_DRAFT);
  });
});
