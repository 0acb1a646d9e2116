import { describe, expect, test } from "vitest";
import { nativeBlocks } from "./native-blocks.ts";

/** Answers of ClickHouse 26.7. */
const ANSWERS = {
  /** SELECT toUInt32(number + 1767225600) AS at, toLowCardinality(['approved', 'denied'][1 + number % 2]) AS status, number / 2 AS count FROM numbers(3) */
  mixed:
    "03030261740655496e74333200b9556901b9556902b9556906737461747573164c6f7743617264696e616c69747928537472696e67290100000000000000000600000000000003000000000000000008617070726f7665640664656e696564030000000000000001020105636f756e7407466c6f617436340000000000000000000000000000e03f000000000000f03f",
  /** SELECT toUInt32(number) AS at FROM numbers(4) SETTINGS max_block_size = 2 */
  twoBlocks: "01020261740655496e743332000000000100000001020261740655496e7433320200000003000000",
  /** SELECT toInt8(1) AS at */
  otherType: "010102617404496e743801",
};

function blocksOf(hex: string) {
  return nativeBlocks(Buffer.from(hex, "hex"));
}

describe("an answer in the format Native", () => {
  test("has its numbers and texts by column", () => {
    const [block, ...others] = blocksOf(ANSWERS.mixed);
    expect(others).toEqual([]);
    expect(block?.rows).toBe(3);
    expect(block?.numbers("at")).toEqual(Uint32Array.of(1767225600, 1767225601, 1767225602));
    expect(block?.numbers("count")).toEqual(Float64Array.of(0, 0.5, 1));
    const { names = [], index = [] } = block?.texts("status") ?? {};
    expect(Array.from(index, (place) => names[place])).toEqual(["approved", "denied", "approved"]);
  });

  test("comes in as many blocks as the engine made", () => {
    const blocks = blocksOf(ANSWERS.twoBlocks);
    expect(blocks.map((block) => [...block.numbers("at")])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test("without rows has no blocks", () => {
    expect(nativeBlocks(Buffer.alloc(0))).toEqual([]);
  });

  test("is refused when it ends too early, or has what was not asked for", () => {
    expect(() => blocksOf(ANSWERS.mixed.slice(0, 60))).toThrow("ends in the middle");
    expect(() => blocksOf(ANSWERS.otherType)).toThrow(
      "expected UInt32, Float64 or LowCardinality(String) from the SQL engine, got Int8",
    );
    const [block] = blocksOf(ANSWERS.mixed);
    expect(() => block?.numbers("status")).toThrow("no numbers named status");
    expect(() => block?.texts("at")).toThrow("no texts named at");
  });
});
