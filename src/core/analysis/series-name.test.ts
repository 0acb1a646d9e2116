import { expect, test } from "vitest";
import { areNested, seriesName } from "./series-name.ts";

test.each([
  ["denied", "denied", ""],
  ["denied issuer=aurora", "denied", "issuer=aurora"],
  ["net sales store=São Paulo = 2", "net sales", "store=São Paulo = 2"],
  ["net sales", "net sales", ""],
])("%s is %s of '%s'", (name, status, scope) => {
  expect(seriesName(name)).toEqual({ status, scope });
});

test("all traffic holds every scope, and none holds another", () => {
  expect(areNested("", "issuer=aurora")).toBe(true);
  expect(areNested("issuer=aurora", "issuer=aurora")).toBe(true);
  expect(areNested("issuer=aurora", "issuer=boreal")).toBe(false);
});
