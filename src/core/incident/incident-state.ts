import type { Incident, IncidentState } from "../model/incident.ts";

/**
 *              +------ alarm ------------------------------------------------+
 *              v                                                             |
 *   (new) --> pending ----- due ----> firing <--- steady --- flapping --+    |
 *              |  |                   |  ^  |                  ^  |     |    |
 *              |  +------ swung ------|--|--|------------------+  |     |    |
 *              |                      |  |  +------ swung ------+ |     |    |
 *              | acknowledged         |  | unacknowledged         |     |    |
 *              +----------------> acknowledged <------------------+     |    |
 *              |                      |  (by people, from all three)    |    |
 *              +---- quiet, closed ---+---- quiet, closed --------------+--> resolved
 *
 * alarm            an alarm of one of its series began
 * due              alarms have lasted for long enough to tell people
 * swung            it came and went too often
 * steady           a flapping one has kept its alarm for long enough
 * quiet            all its series have been normal for long enough
 * acknowledged, unacknowledged, closed   by people
 */
export type IncidentEvent =
  "alarm" | "due" | "swung" | "steady" | "quiet" | "acknowledged" | "unacknowledged" | "closed";

/** What becomes of an incident in every state by every event: a total table, so that nothing is left to chance. */
export const incidentTransitions: Record<IncidentState, Record<IncidentEvent, IncidentState>> = {
  pending: {
    alarm: "pending",
    due: "firing",
    swung: "flapping",
    steady: "pending",
    quiet: "resolved",
    acknowledged: "acknowledged",
    unacknowledged: "pending",
    closed: "resolved",
  },
  firing: {
    alarm: "firing",
    due: "firing",
    swung: "flapping",
    steady: "firing",
    quiet: "resolved",
    acknowledged: "acknowledged",
    unacknowledged: "firing",
    closed: "resolved",
  },
  // Whoever takes care of it knows that it comes and goes.
  acknowledged: {
    alarm: "acknowledged",
    due: "acknowledged",
    swung: "acknowledged",
    steady: "acknowledged",
    quiet: "resolved",
    acknowledged: "acknowledged",
    unacknowledged: "firing",
    closed: "resolved",
  },
  flapping: {
    alarm: "flapping",
    due: "flapping",
    swung: "flapping",
    steady: "firing",
    quiet: "resolved",
    acknowledged: "acknowledged",
    unacknowledged: "flapping",
    closed: "resolved",
  },
  // An alarm soon after the end reopens it, and must last like any other before people are told.
  resolved: {
    alarm: "pending",
    due: "resolved",
    swung: "resolved",
    steady: "resolved",
    quiet: "resolved",
    acknowledged: "resolved",
    unacknowledged: "resolved",
    closed: "resolved",
  },
};

/** True until it is resolved. */
export function isOpen({ state }: Pick<Incident, "state">): boolean {
  return state !== "resolved";
}
