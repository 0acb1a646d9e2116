import { expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import { seriesOf, spanOf } from "./span-of.ts";

const HOUR = 3_600_000;
const NOW = 100 * HOUR;

test("charts show an incident's time and an hour around, but nothing of the future", () => {
  const over = incidentLike({
    openedAt: 10 * HOUR,
    resolvedAt: 11 * HOUR,
    members: [memberLike({ endedAt: 11 * HOUR })],
  });
  expect(spanOf(over, NOW)).toEqual({ from: 9 * HOUR, to: 12 * HOUR });
  expect(spanOf(over, 11.5 * HOUR).to).toBe(11.5 * HOUR);
  expect(spanOf({ ...over, resolvedAt: null }, NOW).to).toBe(NOW);
});

test("a series that came back has one chart, and a silence has none", () => {
  const members = [
    memberLike({ startedAt: 0 }),
    memberLike({ startedAt: 5 }),
    memberLike({ scope: "issuer=aurora" }),
    memberLike({ status: "traffic", symptom: "silence" }),
  ];
  expect(seriesOf(incidentLike({ members })).map(({ scope }) => scope)).toEqual(["all", "issuer=aurora"]);
});
