import type { Action } from "../model/action.ts";
import type { Incident, TimelineEntry, Via } from "../model/incident.ts";
import type { IncidentChange } from "./incident-book.ts";
import { isOpen } from "./incident-state.ts";
import { type KeptIncident, move, ongoingOf, seriesKey } from "./kept-incident.ts";

/** What somebody did, as the journal has it. */
export interface Deed {
  action: Action;
  by: string | null;
  via: Via;
  at: number;
}

type IncidentAction = Extract<Action, { incidentId: string }>;

/** True for what is done to an incident. */
export function isOfIncident(action: Action): action is IncidentAction {
  return "incidentId" in action;
}

/** Does it to the incident; returns what to call it, or null where it changes nothing. */
export function doTo(
  kept: KeptIncident,
  action: IncidentAction,
  { by, via, at }: Omit<Deed, "action">,
): IncidentChange["event"] | null {
  const { incident } = kept;
  const say = (text: string): void => {
    const line: TimelineEntry = { at, kind: "person", by, via, text };
    incident.timeline.push(line);
  };
  switch (action.do) {
    case "note":
      say(action.text);
      return "noted";
    case "assign":
      if (incident.assignee === action.to) return null;
      incident.assignee = action.to;
      say(action.to === null ? "assigned to nobody" : `assigned to ${action.to}`);
      return "noted";
    case "mark":
      if (incident.mark === action.as) return null;
      incident.mark = action.as;
      say(action.as === null ? "mark taken back" : MARKED[action.as]);
      return "noted";
    case "acknowledge":
      return acknowledge(kept, by, say);
    case "unacknowledge":
      if (incident.state !== "acknowledged") return null;
      move(kept, "unacknowledged");
      incident.acknowledgedBy = null;
      say("acknowledgement taken back");
      return "unacknowledged";
    case "resolve":
      if (!isOpen(incident)) return null;
      close(kept, at);
      say("resolved");
      return "resolved";
  }
}

const MARKED: Record<NonNullable<Incident["mark"]>, string> = {
  real: "marked as real: nothing of it is learnt",
  noise: "marked as noise: its scatter is learnt",
  expected: "marked as expected: it is normal at this time of day",
};

function acknowledge(
  kept: KeptIncident,
  by: string | null,
  say: (text: string) => void,
): IncidentChange["event"] | null {
  const { incident } = kept;
  if (!isOpen(incident)) return null;
  const isTakenOver = incident.state === "acknowledged";
  if (isTakenOver && incident.acknowledgedBy === by) return null;
  move(kept, "acknowledged");
  incident.acknowledgedBy = by;
  say(isTakenOver ? "taken over" : "acknowledged");
  return isTakenOver ? "noted" : "acknowledged";
}

/** Its alarms end for people. Those that go on do not open it again before they have ended and begun anew. */
function close(kept: KeptIncident, at: number): void {
  const { incident } = kept;
  const ongoing = ongoingOf(incident);
  kept.stillOn = ongoing.map(({ scope, status }) => seriesKey(scope, status));
  for (const member of ongoing) member.endedAt = at;
  if (ongoing.length > 0) kept.lastAlarmAt = at;
  move(kept, "closed");
  incident.resolvedAt = at;
}
