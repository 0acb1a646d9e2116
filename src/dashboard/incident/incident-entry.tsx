import type { JSX } from "preact";
import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident } from "../../core/model/incident.ts";
import { hashOf } from "../address.ts";
import { capitalised } from "../format.ts";
import { Tick, Warning } from "../frame/icon.tsx";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { impactInWords, incidentSpan, peakInWords, severityInWords, statusesOf } from "./incident-in-words.ts";
import { markLabel } from "./mark-choice.tsx";

/** One incident in a list, as a link to its page. */
export function IncidentEntry({ incident }: { incident: Incident }): JSX.Element {
  const store = useStore();
  const [lead] = incident.members;
  const statuses = statusesOf(incident);
  const impact = impactInWords(incident);
  return (
    <a
      class={`entry is-${incident.state}`}
      href={hashOf({ page: "incidents", id: incident.id })}
      data-testid="incident"
      data-state={incident.state}
    >
      <span class="entry-icon">{isOpen(incident) ? <Warning size={15} /> : <Tick size={15} />}</span>
      <span class="entry-text">
        <strong>{capitalised(incident.title)}</strong>
        <span class="meta">
          {standingInWords(incident)}
          {incidentSpan(incident, store.clock.value, store.now.value)}
        </span>
        {isOpen(incident) && lead !== undefined && <span class="reason">{lead.reason}</span>}
        {lead !== undefined && (
          <span class="meta">
            {peakInWords(lead)}
            {impact !== null && ` \u00B7 ${impact}`}
            {statuses.length > 1 && ` \u00B7 ${t("also {names}", { names: statuses.slice(1).join(", ") })}`}
          </span>
        )}
      </span>
    </a>
  );
}

/** What is said before the time: who has it, and what it is other than firing. */
function standingInWords({ state, severity, acknowledgedBy, assignee, mark, mutedBy }: Incident): string {
  const parts: string[] = [];
  if (state !== "resolved") parts.push(severityInWords(severity));
  if (state !== "firing") parts.push(stateWord(state, acknowledgedBy));
  if (state !== "resolved" && assignee !== null) parts.push(t("given to {name}", { name: assignee }));
  if (mark !== null) parts.push(markLabel(mark).toLowerCase());
  if (state !== "resolved" && mutedBy.length > 0) parts.push(t("silenced"));
  return parts.map((part) => `${part} \u00B7 `).join("");
}

function stateWord(state: Exclude<Incident["state"], "firing">, acknowledgedBy: string | null): string {
  switch (state) {
    case "pending":
      return t("pending");
    case "flapping":
      return t("flapping");
    case "acknowledged":
      return acknowledgedBy ?? t("acknowledged");
    case "resolved":
      return t("resolved");
  }
}
