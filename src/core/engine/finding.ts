import type { Measure, Sighting } from "../incident/member.ts";
import type { ScopeKey } from "../model/scope.ts";

/** The name under which the silence of a whole stream is kept among the statuses of an incident. */
export const TRAFFIC = "traffic";

/** What the judge found, for those who keep incidents. */
export type Finding =
  /** `isJudged`: enough had been seen for alarms of all traffic. */
  | { kind: "tick"; at: number; isJudged: boolean }
  | { kind: "began"; sighting: Sighting; now: number }
  | { kind: "worse"; sightings: Sighting[]; now: number }
  /** What came in of the series in alarm. */
  | { kind: "measured"; measures: Measure[]; now: number }
  | { kind: "ended"; scope: ScopeKey; status: string; at: number; how: string };
