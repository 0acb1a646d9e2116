import { describe, expect, test } from "vitest";
import { TextHash } from "./text-hash.ts";

function setTo(hash: TextHash, id: string, kind: string): void {
  const bytes = Buffer.from(`..${id}.`);
  hash.set(bytes, 2, bytes.length - 1, kind);
}

function hashOf(first: string, second: string): string {
  const hash = new TextHash();
  setTo(hash, first, second);
  return [hash.high, hash.low].map((lane) => lane.toString(16).padStart(8, "0")).join("");
}

/** Pairs of equal numbers among many. */
function collisions(lanes: Uint32Array): number {
  lanes.sort();
  return lanes.reduce((sum, lane, index) => (index > 0 && lane === lanes[index - 1] ? sum + 1 : sum), 0);
}

describe("the hash of an id and its kind", () => {
  test("stays what it is: saved states hold it, so that another one needs another version of theirs", () => {
    expect(hashOf("", "")).toMatchInlineSnapshot(`"15ec07fe40a2b2c8"`);
    expect(hashOf("t-1", "approved")).toMatchInlineSnapshot(`"18b1514613e3f54d"`);
    expect(hashOf("0f8fad5b-d9cb-469f-a165-70867728950e", "reversed")).toMatchInlineSnapshot(`"c4cdf57eb864ad65"`);
    expect(hashOf("número 7 €", "denied")).toMatchInlineSnapshot(`"a0bc1a12d71fe89d"`);
  });

  test("tells apart where one text ends and which comes first", () => {
    const pairs = [
      ["ab", "c"],
      ["a", "bc"],
      ["abc", ""],
      ["", "abc"],
      ["c", "ab"],
      ["ab\0", "c"],
      ["ab", "c\0"],
    ] as const;
    expect(new Set(pairs.map(([first, second]) => hashOf(first, second))).size).toBe(pairs.length);
  });

  test.each([
    ["counted up", (i: number) => `t-${i}`],
    ["with zeros before", (i: number) => `TX${String(i).padStart(12, "0")}`],
    ["that differ at their beginning", (i: number) => `${i.toString(16).padStart(8, "0")}-d9cb-469f-a165-70867728950e`],
    ["of two numbers", (i: number) => `${i % 500}-merchant-${Math.floor(i / 500)}`],
  ])("of ids %s is in each lane like chance, in both together never the same", (_name, idOf) => {
    const count = 300_000;
    const hash = new TextHash();
    const high = new Uint32Array(count);
    const low = new Uint32Array(count);
    const halves = new Uint32Array(count);
    const both = new Set<bigint>();
    for (let i = 0; i < count; i++) {
      setTo(hash, idOf(i), "approved");
      high[i] = hash.high;
      low[i] = hash.low;
      halves[i] = (hash.high & 0xffff0000) | (hash.low & 0xffff);
      both.add((BigInt(hash.high) << 32n) | BigInt(hash.low));
    }
    expect(both.size).toBe(count);
    // n² / 2³³ = 10.5 are expected; more than 30 have a chance of 10⁻⁶.
    for (const lanes of [high, low, halves]) expect(collisions(lanes)).toBeLessThan(30);
  });
});
