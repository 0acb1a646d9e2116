import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident } from "../../core/model/incident.ts";
import { hashOf } from "../address.ts";
import { capitalised } from "../format.ts";
import { Tick, Warning } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { Affected } from "./affected.tsx";
import { IncidentActions } from "./incident-actions.tsx";
import { IncidentCharts } from "./incident-charts.tsx";
import { IncidentFacts } from "./incident-facts.tsx";
import { impactInWords, incidentSpan, stateInWords } from "./incident-in-words.ts";
import { IncidentMessages } from "./incident-messages.tsx";
import { IncidentTimeline } from "./incident-timeline.tsx";
import { Moved } from "./moved.tsx";
import { Share } from "./share.tsx";
import { useIncident } from "./use-incident.ts";

/** One incident: what, since when, how bad, why, who knows, and what can be done. */
export function IncidentPage({ id }: { id: string }): JSX.Element {
  const { answer, fault } = useIncident(id);
  useEffect(() => scrollTo({ top: 0 }), [id]);
  return (
    <main class="page incident-page">
      <p class="way-back">
        <a href={hashOf({ page: "incidents" })}>{t("All incidents")}</a>
      </p>
      {answer !== null && <IncidentWhole incident={answer} />}
      {answer === null && fault === null && <p class="empty">{t("Loading")}</p>}
      <Problem text={fault} />
    </main>
  );
}

function IncidentWhole({ incident }: { incident: Incident }): JSX.Element {
  return (
    <article class="incident" data-testid="incident-page">
      <IncidentHead incident={incident} />
      <div class="incident-do">
        <IncidentActions incident={incident} />
        <IncidentFacts incident={incident} />
      </div>
      <div class="incident-why">
        <section aria-label={t("Why")}>
          <h3>{t("What came in, against what was expected")}</h3>
          <IncidentCharts incident={incident} />
        </section>
        <Moved incident={incident} />
        <Affected incident={incident} />
      </div>
      <div class="incident-told">
        <IncidentTimeline incident={incident} />
        <IncidentMessages incident={incident} />
      </div>
    </article>
  );
}

function IncidentHead({ incident }: { incident: Incident }): JSX.Element {
  const { clock, now } = useStore();
  const [lead] = incident.members;
  const impact = impactInWords(incident);
  return (
    <header class="incident-head">
      <h2>{capitalised(incident.title)}</h2>
      <p class={`panel-state is-${incident.state}`} data-testid="incident-state" data-state={incident.state}>
        {isOpen(incident) ? <Warning /> : <Tick />}
        <b>{stateInWords(incident)}</b> {incidentSpan(incident, clock.value, now.value)}
        {impact !== null && ` \u00B7 ${impact}`}
      </p>
      {lead !== undefined && <p class="lead">{lead.reason}</p>}
      {isOpen(incident) && incident.mutedBy.length > 0 && (
        <p class="panel-note">{t("Nobody is told of it now: {names}.", { names: incident.mutedBy.join(", ") })}</p>
      )}
      <Share incident={incident} />
    </header>
  );
}
