import { expect, test } from "vitest";
import type { ChartMark } from "../../core/model/chart-mark.ts";
import { marksOf } from "./draw-marks.ts";

function mark(id: string, from: number, to: number | null, statuses: string[] | null = null): ChartMark {
  return { kind: "incident", id, from, to, text: id, statuses, severity: "minor" };
}

test("a chart has the marks of its status in the time that it shows", () => {
  const marks = [
    mark("before", 0, 9),
    mark("into", 0, 10),
    mark("ongoing", 15, null),
    mark("after", 21, null),
    mark("other", 12, 13, ["failed"]),
    mark("own", 12, 13, ["denied", "failed"]),
  ];
  expect(marksOf(marks, "denied", [10, 20]).map(({ id }) => id)).toEqual(["into", "ongoing", "own"]);
});
