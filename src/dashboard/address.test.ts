import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashOf, PAGE_KEYS, placeOf, queryOf, timeRanges, viewOf } from "./address.ts";

describe("the fragment", () => {
  test("names a page, one of its things, and what of it is shown", () => {
    expect(placeOf("#/incidents/12")).toEqual({ page: "incidents", id: "12", query: {} });
    expect(placeOf("#/inbox/d%2F1")).toEqual({ page: "inbox", id: "d/1", query: {} });
    expect(placeOf("#/live?range=6h&scope=issuer%3Ditau")).toEqual({
      page: "live",
      id: null,
      query: { range: "6h", scope: "issuer=itau" },
    });
  });

  test.each(["", "#", "#/", "#/live"])("%j means the live view", (hash) => {
    expect(placeOf(hash)).toEqual({ page: "live", id: null, query: {} });
  });

  test.each(["#/elsewhere/1", "#/inbox/%E0%A4%A", "#/incidents/1/2", "#/constructor"])("%j names no page", (hash) => {
    expect(placeOf(hash)).toMatchObject({ page: null });
  });

  test("property: every place has an address that leads to it", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme-ascii" });
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    const place = fc.record({
      page: fc.constantFrom(...PAGE_KEYS),
      id: fc.option(text),
      query: fc.dictionary(name, text, { maxKeys: 3, noNullPrototype: true }),
    });
    fc.assert(
      fc.property(place, (each) => {
        expect(placeOf(hashOf(each))).toEqual(each);
      }),
    );
  });
});

describe("the query", () => {
  test("is empty for the usual view", () => {
    expect(queryOf(viewOf({}))).toEqual({});
  });

  test("leaves what it does not name as it is, and a range that nobody knows too", () => {
    expect(viewOf({ range: "9y" }).range.key).toBe("1h");
    const view = viewOf({ range: "6h" });
    expect(viewOf({ scope: "issuer=itau" }, view)).toEqual({ range: view.range, scope: "issuer=itau" });
  });

  test("property: every view has a query that leads to it", () => {
    const view = fc.record({
      range: fc.constantFrom(...timeRanges),
      scope: fc.constantFrom("all", "issuer=a&b c", "x=é"),
    });
    fc.assert(
      fc.property(view, (each) => {
        expect(viewOf(queryOf(each))).toEqual(each);
      }),
    );
  });
});
