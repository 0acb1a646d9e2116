import { expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import { restoredIncident } from "./restored-incident.ts";

const MINUTE = 60_000;
const tally = { ticks: 6, observed: 90, expected: 30, hourBefore: null, dayBefore: null };

test("an incident that is restored has the impact of its series, and the time in which any was in alarm", () => {
  const {
    impact: _impact,
    acknowledgedBy: _by,
    reopened: _times,
    mutedBy: _muted,
    ...stored
  } = incidentLike({
    state: "resolved",
    resolvedAt: 9 * MINUTE,
    members: [
      memberLike({ startedAt: 0, endedAt: 2 * MINUTE, tally }),
      memberLike({ scope: "issuer=aurora", startedAt: MINUTE, endedAt: 3 * MINUTE }),
      memberLike({ status: "failed", startedAt: 6 * MINUTE, endedAt: 7 * MINUTE }),
    ],
    timeline: [{ at: 6 * MINUTE, kind: "state", by: null, text: "reopened" }],
  });
  expect(restoredIncident(stored)).toMatchObject({
    reopened: 1,
    impact: { minutes: 4, lost: null, surplus: { least: 60, most: 60, by: [{ reference: "expected", value: 60 }] } },
  });
});
