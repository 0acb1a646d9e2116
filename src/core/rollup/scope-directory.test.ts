import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ScopeDirectory } from "./scope-directory.ts";
import { Transactions } from "../model/transactions.ts";
import { BatchPlaces } from "./batch-places.ts";

function scopesOf(directory: ScopeDirectory, dimensions?: Record<string, string>): (string | undefined)[] {
  const into: number[] = [];
  const batch = Transactions.of([{ at: 0, status: "approved", count: 1, ...(dimensions && { dimensions }) }]);
  const count = new BatchPlaces(batch, directory, new Map()).scopesOf(0, into);
  return into.slice(0, count).map((scope) => directory.keys[scope]);
}

describe("ScopeDirectory", () => {
  test("everything belongs to all traffic, and to its value of each broken-down dimension", () => {
    const directory = new ScopeDirectory([{ name: "all" }, { name: "i", by: "issuer" }, { name: "b", by: "brand" }]);
    expect(scopesOf(directory)).toEqual(["all"]);
    expect(scopesOf(directory, { brand: "x", issuer: "aurora", country: "br" })).toEqual([
      "all",
      "issuer=aurora",
      "brand=x",
    ]);
    expect(scopesOf(directory, { brand: "x" })).toEqual(["all", "brand=x"]);
    expect(directory.keys).toEqual(["all", "issuer=aurora", "brand=x"]);
  });

  test("a value keeps its number, and values beyond the limit are told, each once", () => {
    const directory = new ScopeDirectory([{ name: "i", by: "issuer", limit: 2 }]);
    for (const issuer of ["a", "b", "c", "d", "c", "a"]) scopesOf(directory, { issuer });
    expect(directory.keys).toEqual(["all", "issuer=a", "issuer=b"]);
    expect(scopesOf(directory, { issuer: "c" })).toEqual(["all"]);
    expect(directory.overflow()).toEqual([{ dimension: "issuer", limit: 2, left: 2 }]);
  });

  test("below the limit there is nothing to tell", () => {
    const directory = new ScopeDirectory([{ name: "i", by: "issuer" }]);
    scopesOf(directory, { issuer: "a" });
    expect(directory.overflow()).toEqual([]);
  });

  test("two monitors of one dimension share its scopes, up to the larger limit", () => {
    const directory = new ScopeDirectory([
      { name: "one", by: "issuer", limit: 1 },
      { name: "two", by: "issuer", limit: 3 },
    ]);
    for (const issuer of ["a", "b", "c", "d"]) scopesOf(directory, { issuer });
    expect(directory.keys).toEqual(["all", "issuer=a", "issuer=b", "issuer=c"]);
  });

  test("property: keys are distinct, numbers stay, and the limit holds", () => {
    const values = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 40 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 7 }), (issuers, limit) => {
        const directory = new ScopeDirectory([{ name: "i", by: "issuer", limit }]);
        const first = new Map<string, readonly (string | undefined)[]>();
        for (const issuer of issuers) {
          const scopes = scopesOf(directory, { issuer });
          expect(scopes).toEqual(first.get(issuer) ?? scopes);
          first.set(issuer, scopes);
        }
        const distinct = new Set(issuers).size;
        expect(new Set(directory.keys).size).toBe(directory.keys.length);
        expect(directory.keys.length - 1).toBe(Math.min(limit, distinct));
        expect(directory.overflow()[0]?.left ?? 0).toBe(Math.max(0, distinct - limit));
      }),
    );
  });
});
