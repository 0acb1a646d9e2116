import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident, Mark } from "../../core/model/incident.ts";
import { actOnIncident, type IncidentDeeds } from "../api.ts";
import { Problem } from "../frame/problem.tsx";
import { useDeed } from "../person/use-deed.ts";
import { Viewer } from "../person/viewer.tsx";
import { matchersOf } from "../silence/matchers-of.ts";
import { useStore, withEntry } from "../store.ts";

const MARKS: Record<Mark, { label: string; hint: string }> = {
  real: { label: "Real", hint: "It was what it looked like: nothing is learnt from it" },
  noise: { label: "Noise", hint: "It was nothing: such scatter is learnt" },
  expected: { label: "Expected", hint: "A sale, a release: what came in is learnt for this time of day" },
};

/** What can be done about an incident; everything can be taken back, but that it is over. */
export function IncidentActions({ incident }: { incident: Incident }): JSX.Element {
  const { incidents, draft, person } = useStore();
  const { run, isBusy, problem } = useDeed();
  const [isAssigning, setIsAssigning] = useState(false);
  const act = <Deed extends keyof IncidentDeeds>(deed: Deed, fields: IncidentDeeds[Deed]): void =>
    run(async (by) => {
      const changed = await actOnIncident(incident.id, deed, fields, by);
      incidents.value = withEntry(incidents.value, changed);
    });
  const silence = (): void => {
    draft.value = { match: matchersOf(incident), incidentId: incident.id };
  };
  return (
    <section class="actions" aria-label="What you can do">
      {isOpen(incident) && (
        <div class="buttons">
          {incident.state === "acknowledged" ? (
            <>
              {incident.acknowledgedBy !== person.value && (
                <button type="button" disabled={isBusy} onClick={() => act("acknowledge", {})}>
                  Take over
                </button>
              )}
              <button type="button" disabled={isBusy} onClick={() => act("unacknowledge", {})}>
                Take acknowledgement back
              </button>
            </>
          ) : (
            <button type="button" class="primary" disabled={isBusy} onClick={() => act("acknowledge", {})}>
              Acknowledge
            </button>
          )}
          <button type="button" aria-expanded={isAssigning} onClick={() => setIsAssigning(!isAssigning)}>
            Assign
          </button>
          <button type="button" onClick={silence}>
            Silence
          </button>
          <button type="button" disabled={isBusy} onClick={() => act("resolve", {})}>
            Resolve
          </button>
        </div>
      )}
      {isAssigning && isOpen(incident) && (
        <AssignForm
          assignee={incident.assignee}
          onAssign={(to) => {
            setIsAssigning(false);
            act("assign", { to });
          }}
        />
      )}
      <fieldset class="marks">
        <legend>What {isOpen(incident) ? "is" : "was"} it?</legend>
        <div class="buttons">
          {(Object.keys(MARKS) as Mark[]).map((mark) => (
            <button
              key={mark}
              type="button"
              title={MARKS[mark].hint}
              aria-pressed={incident.mark === mark}
              disabled={isBusy}
              onClick={() => act("mark", { as: incident.mark === mark ? null : mark })}
            >
              {MARKS[mark].label}
            </button>
          ))}
        </div>
        {incident.mark !== null && (
          <p class="panel-note">
            {MARKS[incident.mark].hint}.{" "}
            <button type="button" class="link-like" onClick={() => act("mark", { as: null })}>
              Take back
            </button>
          </p>
        )}
      </fieldset>
      <Problem text={problem} />
      <Viewer />
    </section>
  );
}

function AssignForm({
  assignee,
  onAssign,
}: {
  assignee: string | null;
  onAssign: (to: string | null) => void;
}): JSX.Element {
  const { person } = useStore();
  const [name, setName] = useState(assignee ?? person.value);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (name.trim() !== "") onAssign(name.trim());
  };
  return (
    <form class="form inline" onSubmit={submit}>
      <label>
        Who shall take care of it
        <input
          ref={input}
          required
          maxLength={60}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <div class="buttons">
        <button type="submit">Give it to them</button>
        {assignee !== null && (
          <button type="button" onClick={() => onAssign(null)}>
            To nobody
          </button>
        )}
      </div>
    </form>
  );
}
