import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident, Member } from "../../core/model/incident.ts";
import { scopeLabel } from "../../core/model/scope.ts";
import { fetchIncident } from "../api.ts";
import { hashOf } from "../address.ts";
import { capitalised, formatCount, formatMean, statusLabel } from "../format.ts";
import { Tick, Warning } from "../frame/icon.tsx";
import { SidePanel } from "../frame/side-panel.tsx";
import { useStore } from "../store.ts";
import { IncidentActions } from "./incident-actions.tsx";
import { IncidentFacts } from "./incident-facts.tsx";
import { incidentSpan, memberSpan, stateInWords } from "./incident-in-words.ts";
import { IncidentTimeline } from "./incident-timeline.tsx";

export function IncidentPanel({ id }: { id: string }): JSX.Element {
  const store = useStore();
  const [fetched, setFetched] = useState<Incident | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const incident = store.incidents.value.find((each) => each.id === id) ?? fetched;
  useEffect(() => {
    if (incident !== null) return;
    fetchIncident(id).then(setFetched, (error: unknown) =>
      setProblem(error instanceof Error ? error.message : String(error)),
    );
  }, [id]);
  return (
    <SidePanel title={capitalised(incident?.title ?? "Incident")}>
      {incident !== null && <IncidentDetail incident={incident} />}
      {incident === null && <p class="empty">{problem ?? "Loading"}</p>}
    </SidePanel>
  );
}

function IncidentDetail({ incident }: { incident: Incident }): JSX.Element {
  const { clock, now, deliveries } = useStore();
  const messages = deliveries.value.filter((delivery) => delivery.incidentId === incident.id);
  const [lead] = incident.members;
  return (
    <>
      <p class={`panel-state is-${incident.state}`} data-testid="incident-state" data-state={incident.state}>
        {isOpen(incident) ? <Warning /> : <Tick />}
        <b>{stateInWords(incident)}</b> {incidentSpan(incident, clock.value, now.value)}
      </p>
      {lead !== undefined && <p class="lead">{lead.reason}</p>}
      {isOpen(incident) && incident.mutedBy.length > 0 && (
        <p class="panel-note">Nobody is told of it now: {incident.mutedBy.join(", ")}.</p>
      )}
      <IncidentActions incident={incident} />
      <IncidentFacts incident={incident} />
      <h3>What is affected</h3>
      <table class="series">
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col">When</th>
            <th scope="col" class="number">
              Peak
            </th>
            <th scope="col" class="number">
              Expected
            </th>
          </tr>
        </thead>
        <tbody>
          {incident.members.map((member) => (
            <MemberRow key={`${member.scope} ${member.status} ${member.startedAt}`} member={member} />
          ))}
        </tbody>
      </table>
      <IncidentTimeline incident={incident} />
      {messages.length > 0 && (
        <>
          <h3>Messages</h3>
          <ul class="links">
            {messages.map((delivery) => (
              <li key={delivery.id}>
                <a href={hashOf({ page: "inbox", id: delivery.id })}>
                  {clock.value.second(delivery.plannedAt)} {delivery.message.title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Leads to the charts of a scope, where the server has them. */
function ScopeLink({ scope }: { scope: string }): JSX.Element {
  const { overview, view } = useStore();
  const isShown = view.value.scope === scope;
  if (isShown || overview.value?.scopes.some((each) => each.key === scope) !== true) {
    return <span class="meta">{scopeLabel(scope)}</span>;
  }
  const show = (): void => {
    location.hash = hashOf({ page: "live", query: { scope } });
  };
  return (
    <button type="button" class="link-like" onClick={show}>
      {scopeLabel(scope)}
    </button>
  );
}

function MemberRow({ member }: { member: Member }): JSX.Element {
  const { clock, now } = useStore();
  const symptom = member.symptom === "silence" ? "silent" : `${member.symptom} normal`;
  return (
    <tr>
      <td>
        <b>{statusLabel(member.status)}</b> {symptom}
        <ScopeLink scope={member.scope} />
      </td>
      <td>{memberSpan(member, clock.value, now.value)}</td>
      <td class="number">{formatCount(member.peakValue)}</td>
      <td class="number">{formatMean(member.peakExpected)}</td>
    </tr>
  );
}
