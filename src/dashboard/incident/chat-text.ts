import type { Incident } from "../../core/model/incident.ts";
import { capitalised, type Clock } from "../format.ts";
import { t } from "../language/language.ts";
import { impactInWords, incidentSpan, peakInWords, stateInWords } from "./incident-in-words.ts";

/** What people paste into a chat: what, since when, how bad, why, and where to look. Plain text, a fact a line. */
export function chatText(incident: Incident, clock: Clock, now: number, address: string): string {
  const [lead] = incident.members;
  const impact = impactInWords(incident);
  const lines = [
    `${incident.state === "resolved" ? "\u2713" : "\u25B2"} ${capitalised(incident.title)}`,
    `${capitalised(stateInWords(incident))}, ${incidentSpan(incident, clock, now)} (${clock.place})`,
    ...(lead === undefined ? [] : [lead.reason === "" ? capitalised(peakInWords(lead)) : lead.reason]),
    ...(impact === null ? [] : [capitalised(impact)]),
    ...(incident.assignee === null ? [] : [t("Assigned to {name}", { name: incident.assignee })]),
    address,
  ];
  return lines.join("\n");
}
