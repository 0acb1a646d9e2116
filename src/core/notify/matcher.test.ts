import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MatchedSeries, matcherFault, meetsAll, namesSomething } from "./matcher.ts";

const NAMES = { statuses: ["approved", "denied"], dimensions: ["issuer", "brand"] };

function series(changes: Partial<MatchedSeries> = {}): MatchedSeries {
  return { scope: "issuer=aurora", status: "denied", symptom: "above", severity: "major", ...changes };
}

describe("conditions on a series", () => {
  test.each([
    ["status=denied", true],
    ["status=failed", false],
    ["status!=failed", true],
    ["issuer=aurora", true],
    ["issuer=aur*", true],
    ["issuer=*ra", true],
    ["issuer=a*r*a", true],
    ["issuer=a*x*a", false],
    ["issuer=aurora*aurora", false],
    ["issuer=*", true],
    ["issuer!=aur*", false],
    ["brand=visa", false],
    ["brand=*", false],
    ["brand!=visa", true],
    ["scope=all", false],
    ["scope!=all", true],
    ["scope=issuer=aurora", true],
    ["symptom=above", true],
    ["symptom=below", false],
    ["severity=major", true],
    ["severity=m*", true],
    ["severity!=critical", true],
  ])("%s: %s", (condition, holds) => {
    expect(meetsAll([condition], series())).toBe(holds);
  });

  test("all of a list must hold, and an empty one does", () => {
    expect(meetsAll(["status=denied", "issuer=aurora"], series())).toBe(true);
    expect(meetsAll(["status=denied", "issuer=borealis"], series())).toBe(false);
    expect(meetsAll([], series())).toBe(true);
  });

  test("all traffic has no issuer, so it is not any issuer", () => {
    expect(meetsAll(["issuer=*"], series({ scope: "all" }))).toBe(false);
    expect(meetsAll(["issuer!=aurora"], series({ scope: "all" }))).toBe(true);
  });

  test("property: `*` stands for whatever was cut out, and != says the contrary", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (value, one, other) => {
        const from = Math.min(one % value.length, other % value.length);
        const to = Math.max(one % value.length, other % value.length);
        const pattern = `${value.slice(0, from)}*${value.slice(to)}`;
        const own = series({ scope: `issuer=${value}` });
        expect(meetsAll([`issuer=${pattern}`], own)).toBe(true);
        expect(meetsAll([`issuer!=${pattern}`], own)).toBe(false);
      }),
    );
  });

  test("a hostile pattern takes no time to speak of", () => {
    const own = series({ scope: `issuer=${"a".repeat(200)}` });
    expect(meetsAll([`issuer=${"a*".repeat(100)}b`], own)).toBe(false);
  });
});

describe("matcherFault", () => {
  test.each(["status=denied", "status=traffic", "status=d*", "issuer=x y", "scope=all", "scope=issuer=a", "scope!=*"])(
    "finds nothing wrong with %s",
    (condition) => {
      expect(matcherFault(condition, NAMES)).toBeNull();
    },
  );

  test.each([
    ["isuer=a", "isuer"],
    ["status=denid", "denid"],
    ["symptom=over", "over"],
    ["severity=high", "high"],
    ["scope=issuer", "issuer"],
    ["scope=isuer=a", "isuer"],
  ])("%s: names the word that is not known, and what it may be", (condition, typed) => {
    const fault = matcherFault(condition, NAMES);
    expect(fault).toMatchObject({ typed, got: JSON.stringify(condition) });
    expect(fault?.known?.length).toBeGreaterThan(0);
  });

  test("what is no condition at all is shown how one looks", () => {
    expect(matcherFault("denied", NAMES)?.expected).toContain("status=denied");
    expect(matcherFault("status=", NAMES)?.expected).toContain("status=denied");
  });
});

test("a condition that excludes, or holds for every value, names nothing", () => {
  expect(["status=denied", "issuer=a*"].map(namesSomething)).toEqual([true, true]);
  expect(["status=*", "scope!=all", "issuer=**", "scope=*=*"].map(namesSomething)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
