import { expect, test } from "vitest";
import { hoursIn } from "./hours-in.ts";

test("hours of the week are read with and without days", () => {
  expect(hoursIn("02:00-04:00")).toEqual({ from: "02:00", to: "04:00" });
  expect(hoursIn(" Sun,sat 22:00 - 06:00 ")).toEqual({ days: ["sat", "sun"], from: "22:00", to: "06:00" });
});

test.each(["", "02:00", "sunday 02:00-04:00", "sun 2-4"])("%j is told what is expected", (text) => {
  expect(() => hoursIn(text)).toThrow(/sat,sun 02:00-04:00/);
});
