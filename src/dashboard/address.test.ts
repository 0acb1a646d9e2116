import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashOf, placeOf, searchOf, timeRanges, viewOf, type Place } from "./address.ts";

describe("the fragment", () => {
  test("names an incident, a message, a monitor or an analysis", () => {
    expect(placeOf("#/incidents/inc-1")).toEqual({ kind: "incident", id: "inc-1" });
    expect(placeOf("#/inbox/d%2F1")).toEqual({ kind: "message", id: "d/1" });
    expect(placeOf("#/monitors/all%20traffic")).toEqual({ kind: "monitor", name: "all traffic" });
    expect(placeOf("#/analyse")).toEqual({ kind: "analyse", id: null });
    expect(placeOf("#/analyse/0f3a")).toEqual({ kind: "analyse", id: "0f3a" });
  });

  test.each(["", "#", "#/", "#/incidents/", "#/elsewhere/1", "#/inbox/%E0%A4%A"])("%j means the charts", (hash) => {
    expect(placeOf(hash)).toEqual({ kind: "charts" });
  });

  test("property: every place has an address that leads to it", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme-ascii" });
    const place: fc.Arbitrary<Place> = fc.oneof(
      fc.constant({ kind: "charts" } as const),
      fc.record({ kind: fc.constantFrom("incident", "message"), id: text }),
      fc.record({ kind: fc.constant("monitor" as const), name: text }),
      fc.record({ kind: fc.constant("analyse" as const), id: fc.option(text) }),
    );
    fc.assert(
      fc.property(place, (each) => {
        expect(placeOf(hashOf(each))).toEqual(each);
      }),
    );
  });
});

describe("the query", () => {
  test("is empty for the usual view", () => {
    expect(searchOf(viewOf(""))).toBe("");
  });

  test("falls back to the usual range when it names an unknown one", () => {
    expect(viewOf("?range=9y").range.key).toBe("1h");
  });

  test("property: every view has a query that leads to it", () => {
    const view = fc.record({
      range: fc.constantFrom(...timeRanges),
      scope: fc.constantFrom("all", "issuer=a&b c", "x=é"),
    });
    fc.assert(
      fc.property(view, (each) => {
        expect(viewOf(searchOf(each))).toEqual(each);
      }),
    );
  });
});
