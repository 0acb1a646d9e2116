import type { IncidentState } from "../model/incident.ts";

export type IncidentEvent = "alarm.started" | "quiet";

/**
 *            alarm.started
 *   firing <───────────────┐
 *     │                    │   (a resolved incident stays resolved: what comes later is a new one)
 *     └──── quiet ────> resolved
 */
export const incidentTransitions: Record<IncidentState, Record<IncidentEvent, IncidentState>> = {
  firing: { "alarm.started": "firing", quiet: "resolved" },
  resolved: { "alarm.started": "resolved", quiet: "resolved" },
};
