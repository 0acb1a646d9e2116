import { describe, expect, test } from "vitest";
import { covers } from "./monitor.ts";
import { dimensionOf } from "./scope.ts";

describe("a monitor covers", () => {
  test.each([
    [{}, "all", "denied", true],
    [{}, "issuer=aurora", "denied", false],
    [{ by: "issuer" }, "issuer=aurora", "denied", true],
    [{ by: "issuer" }, "all", "denied", false],
    [{ by: "merchant" }, "issuer=aurora", "denied", false],
    [{ statuses: ["failed"] }, "all", "denied", false],
    [{ by: "issuer", statuses: ["failed"] }, "issuer=aurora", "failed", true],
  ])("%o, %s, %s: %s", (monitor, scope, status, isCovered) => {
    expect(covers({ name: "one", ...monitor }, scope, status)).toBe(isCovered);
  });

  test("a value that holds an equals sign belongs to its dimension", () => {
    expect([dimensionOf("merchant=a=b"), dimensionOf("all")]).toEqual(["merchant", undefined]);
  });
});
