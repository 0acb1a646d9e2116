import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident } from "../../core/model/incident.ts";
import { actOnIncident, type IncidentDeeds } from "../api.ts";
import { useAction } from "../frame/action.ts";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import { Viewer } from "../person/viewer.tsx";
import { matchersOf } from "../silence/matchers-of.ts";
import { useStore, withEntry } from "../store.ts";
import { AssignForm } from "./assign-form.tsx";
import { MarkChoice } from "./mark-choice.tsx";

type Act = <Deed extends keyof IncidentDeeds>(deed: Deed, fields: IncidentDeeds[Deed]) => void;

/** What can be done about an incident; everything can be taken back, but that it is over. */
export function IncidentActions({ incident }: { incident: Incident }): JSX.Element {
  const { incidents } = useStore();
  const { run, isBusy, problem } = useDeed();
  const act: Act = (deed, fields) =>
    run(async (by) => {
      const changed = await actOnIncident(incident.id, deed, fields, by);
      incidents.value = withEntry(incidents.value, changed);
    });
  return (
    <section class="actions" aria-label={t("What you can do")}>
      {isOpen(incident) && <OpenActions incident={incident} isBusy={isBusy} act={act} />}
      <MarkChoice incident={incident} isBusy={isBusy} onMark={(as) => act("mark", { as })} />
      <Problem text={problem} />
      <Viewer />
    </section>
  );
}

/** What is asked before it is done. */
type Asking = "assign" | "resolve" | null;

function OpenActions({ incident, isBusy, act }: { incident: Incident; isBusy: boolean; act: Act }): JSX.Element {
  const { draft } = useStore();
  const [asking, setAsking] = useState<Asking>(null);
  const [givenBy, setGivenBy] = useState<{ before: string | null } | null>(null);
  const ask = (what: Asking): void => setAsking(asking === what ? null : what);
  const assign = (to: string | null): void => {
    setAsking(null);
    setGivenBy({ before: incident.assignee });
    act("assign", { to });
  };
  return (
    <>
      <div class="buttons">
        <AcknowledgeButtons incident={incident} isBusy={isBusy} act={act} />
        <button type="button" aria-expanded={asking === "assign"} onClick={() => ask("assign")}>
          {t("Assign")}
        </button>
        <button type="button" onClick={() => (draft.value = { match: matchersOf(incident), incidentId: incident.id })}>
          {t("Silence")}
        </button>
        <button type="button" aria-expanded={asking === "resolve"} onClick={() => ask("resolve")}>
          {t("Resolve")}
        </button>
      </div>
      {asking === "assign" && <AssignForm assignee={incident.assignee} onAssign={assign} />}
      {asking === "resolve" && (
        <ResolveQuestion isBusy={isBusy} onYes={() => act("resolve", {})} onNo={() => setAsking(null)} />
      )}
      {givenBy !== null && incident.assignee !== givenBy.before && (
        <p class="panel-note" role="status">
          {incident.assignee === null
            ? t("It is nobody's now.")
            : t("It is given to {name}.", { name: incident.assignee })}{" "}
          <button
            type="button"
            class="link-like"
            disabled={isBusy}
            onClick={() => act("assign", { to: givenBy.before })}
          >
            {t("Undo")}
          </button>
        </p>
      )}
    </>
  );
}

function AcknowledgeButtons({ incident, isBusy, act }: { incident: Incident; isBusy: boolean; act: Act }): JSX.Element {
  const { person } = useStore();
  const acknowledge = (): void => act("acknowledge", {});
  useAction({ name: t("Acknowledge"), keys: "a", run: acknowledge });
  if (incident.state !== "acknowledged") {
    return (
      <button type="button" class="primary" disabled={isBusy} onClick={acknowledge}>
        {t("Acknowledge")}
      </button>
    );
  }
  return (
    <>
      {incident.acknowledgedBy !== person.value && (
        <button type="button" disabled={isBusy} onClick={acknowledge}>
          {t("Take over")}
        </button>
      )}
      <button type="button" disabled={isBusy} onClick={() => act("unacknowledge", {})}>
        {t("Take acknowledgement back")}
      </button>
    </>
  );
}

/** The one thing that cannot be taken back is asked twice. */
function ResolveQuestion({
  isBusy,
  onYes,
  onNo,
}: {
  isBusy: boolean;
  onYes: () => void;
  onNo: () => void;
}): JSX.Element {
  return (
    <div class="question" role="group" aria-label={t("Resolve")}>
      <p>{t("Is it over? This cannot be taken back; an alarm that begins soon after opens it again by itself.")}</p>
      <div class="buttons">
        <button type="button" class="primary" disabled={isBusy} onClick={onYes}>
          {t("Yes, it is over")}
        </button>
        <button type="button" onClick={onNo}>
          {t("Not yet")}
        </button>
      </div>
    </div>
  );
}
