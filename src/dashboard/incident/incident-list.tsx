import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident } from "../../core/model/incident.ts";
import { hashOf } from "../address.ts";
import { capitalised, plural } from "../format.ts";
import { Tick, Warning } from "../frame/icon.tsx";
import { useStore } from "../store.ts";
import { impactInWords, incidentSpan, inOrder, peakInWords, statusesOf } from "./incident-in-words.ts";

const SHOWN_AT_FIRST = 4;

export function IncidentList(): JSX.Element {
  const store = useStore();
  const [isWhole, setIsWhole] = useState(false);
  const incidents = inOrder(store.incidents.value);
  const firing = store.firing.value.length;
  const shown = isWhole ? incidents : incidents.slice(0, Math.max(SHOWN_AT_FIRST, firing));
  return (
    <section class="card list incidents" aria-label="Incidents">
      <header>
        <h2>Incidents</h2>
        <span>{firing > 0 ? `${firing} open` : "none open"}</span>
      </header>
      {incidents.length === 0 && (
        <p class="empty">No incident yet. When a status leaves its normal band, it appears here with its reason.</p>
      )}
      <ul>
        {shown.map((incident) => (
          <IncidentEntry key={incident.id} incident={incident} />
        ))}
      </ul>
      {incidents.length > shown.length && (
        <button type="button" class="more" onClick={() => setIsWhole(true)}>
          Show {plural(incidents.length - shown.length, "earlier incident")}
        </button>
      )}
    </section>
  );
}

function IncidentEntry({ incident }: { incident: Incident }): JSX.Element {
  const store = useStore();
  const [lead] = incident.members;
  const statuses = statusesOf(incident);
  const impact = impactInWords(incident);
  return (
    <li>
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
            {standingOf(incident)}
            {incidentSpan(incident, store.clock.value, store.now.value)}
          </span>
          {isOpen(incident) && lead !== undefined && <span class="reason">{lead.reason}</span>}
          {lead !== undefined && (
            <span class="meta">
              {peakInWords(lead)}
              {impact !== null && ` \u00B7 ${impact}`}
              {statuses.length > 1 && ` \u00B7 also ${statuses.slice(1).join(", ")}`}
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

/** What is said before the time: who has it, and what it is other than firing. */
function standingOf({ state, severity, acknowledgedBy, mark, mutedBy }: Incident): string {
  const parts: string[] = [];
  if (state !== "resolved") parts.push(severity);
  if (state !== "firing") parts.push(state === "acknowledged" && acknowledgedBy !== null ? acknowledgedBy : state);
  if (mark !== null) parts.push(mark);
  if (state !== "resolved" && mutedBy.length > 0) parts.push("silenced");
  return parts.map((part) => `${part} \u00B7 `).join("");
}
