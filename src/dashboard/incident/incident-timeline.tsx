import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Incident, TimelineEntry } from "../../core/model/incident.ts";
import { actOnIncident } from "../api.ts";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import { useStore, withEntry } from "../store.ts";

/** Everything that happened and who did it, with a place to add a word. */
export function IncidentTimeline({ incident }: { incident: Incident }): JSX.Element {
  const { clock, incidents, now } = useStore();
  const { run, isBusy, problem } = useDeed();
  const [text, setText] = useState("");
  const submit = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === "") return;
    run(async (by) => {
      const changed = await actOnIncident(incident.id, "notes", { text }, by);
      incidents.value = withEntry(incidents.value, changed);
      setText("");
    });
  };
  return (
    <section aria-label={t("Timeline")}>
      <h3>{t("Timeline")}</h3>
      <ol class="timeline" data-testid="timeline">
        {incident.timeline.map((entry, index) => (
          <li key={`${index} ${entry.at}`} class={`is-${entry.kind}`}>
            <time title={clock.value.full(entry.at)}>{clock.value.moment(entry.at, now.value)}</time>
            <span>
              {entry.kind === "person" && <b>{whoDid(entry)}: </b>}
              {entry.text}
            </span>
          </li>
        ))}
      </ol>
      <form class="form note" onSubmit={submit}>
        <label>
          {t("Note")}
          <textarea
            rows={2}
            maxLength={1000}
            value={text}
            placeholder={t("What the others should know")}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <Problem text={problem} />
        <div class="buttons">
          <button type="submit" disabled={isBusy || text.trim() === ""}>
            {t("Add note")}
          </button>
        </div>
      </form>
    </section>
  );
}

/** What was done by a link was done by whoever had the message. */
function whoDid({ by, via }: TimelineEntry): string {
  const name = by ?? t("Somebody");
  return via === "link" ? t("{name}, by a link", { name }) : name;
}
