import { describe, expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import type { Impact, ImpactRange, Member } from "../model/incident.ts";
import { impactText, referencesText } from "./impact-text.ts";

function range(least: number, most = least): ImpactRange {
  return { least, most, by: [{ reference: "hour before", value: least }] };
}

function told(impact: Partial<Impact>, members: Member[], state: "firing" | "resolved" = "firing"): string | null {
  return impactText(incidentLike({ impact: { lost: null, surplus: null, minutes: 10, ...impact }, members, state }));
}

const fall = memberLike({ status: "approved", symptom: "below" });
const rise = memberLike({ status: "denied" });

describe("impactText", () => {
  test("says a range of what is lost, and how fast it goes on", () => {
    expect(told({ lost: range(61, 137) }, [fall])).toBe("about 61 to 137 approvals lost so far, about 9.9 a minute");
  });

  test("says only the most where a reference says that nothing is lost", () => {
    expect(told({ lost: range(0, 785) }, [fall])).toMatch(/^up to 785 approvals lost so far/);
  });

  test("says what there is too much of", () => {
    expect(told({ surplus: range(40, 40.2) }, [rise])).toBe("about 40 more denied than usual so far, about 4 a minute");
    const two = [rise, memberLike({ status: "failed" })];
    expect(told({ surplus: range(40, 40.2) }, two)).toMatch(/^about 40 more bad transactions than usual/);
  });

  test("says both, and what it was in all when it is over", () => {
    expect(told({ lost: range(20), surplus: range(5), minutes: 0.5 }, [fall, rise], "resolved")).toBe(
      "about 20 approvals lost and about 5 more denied than usual in all",
    );
  });

  test("a silence loses transactions, whatever would have become of them", () => {
    const silence = memberLike({ status: "traffic", symptom: "silence" });
    expect(told({ lost: range(812) }, [silence])).toMatch(/^about 812 transactions lost/);
  });

  test("says nothing while it is less than one", () => {
    expect(told({ lost: range(0, 0.9) }, [fall])).toBeNull();
    expect(told({}, [fall])).toBeNull();
  });
});

test("every reference is named", () => {
  const by = [
    { reference: "expected" as const, value: 61.7 },
    { reference: "day before" as const, value: -3 },
  ];
  expect(referencesText({ least: 0, most: 61.7, by })).toBe("62 by what was learnt, 0 by the day before");
});
