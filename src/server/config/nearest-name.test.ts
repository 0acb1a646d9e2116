import { expect, test } from "vitest";
import { nearestName } from "./nearest-name.ts";

const known = ["port", "host", "dataDir", "timeZone", "statuses", "teamsUrl"];

test.each([
  ["prot", "port"],
  ["data-dir", "dataDir"],
  ["data_dir", "dataDir"],
  ["timezone", "timeZone"],
  ["status", "statuses"],
  ["teamUrl", "teamsUrl"],
])("%s most likely meant %s", (typed, meant) => {
  expect(nearestName(typed, known)).toBe(meant);
});

test.each(["", "x", "budget", "colour"])("%j is close to nothing", (typed) => {
  expect(nearestName(typed, known)).toBeUndefined();
});
