import { expect, test } from "vitest";
import { incidentLike } from "../../../test/support/examples.ts";
import type { ImpactRange } from "../../core/model/incident.ts";
import { costSoFar } from "./cost-so-far.ts";

const range = (least: number, most: number): ImpactRange => ({ least, most, by: [] });

test("costs of incidents add up, each kind by itself; what is less than one is left out", () => {
  const one = incidentLike({ impact: { lost: range(10.2, 20), surplus: null, minutes: 3 } });
  const other = incidentLike({ impact: { lost: range(0, 5), surplus: range(0, 0.4), minutes: 1 } });
  expect(costSoFar([one, other])).toEqual([{ text: "{range} lost so far", least: 10, most: 25 }]);
  expect(costSoFar([])).toEqual([]);
});
