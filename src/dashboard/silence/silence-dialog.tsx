import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { addSilence, fetchSilences, type SilencePreview } from "../api.ts";
import { Problem } from "../frame/problem.tsx";
import { SmallDialog } from "../frame/small-dialog.tsx";
import { english, t, tn } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import { type SilenceDraft, useStore } from "../store.ts";
import { usePreview } from "./use-preview.ts";

const SHOWN = 5;

const DURATIONS = [
  ["30m", english("30 minutes")],
  ["1h", english("1 hour")],
  ["2h", english("2 hours")],
  ["4h", english("4 hours")],
  ["8h", english("8 hours")],
  ["24h", english("1 day")],
  ["168h", english("7 days")],
] as const;

export function SilenceDialog(): JSX.Element | null {
  const { draft } = useStore();
  return draft.value === null ? null : <SilenceForm draft={draft.value} />;
}

function SilenceForm({ draft }: { draft: SilenceDraft }): JSX.Element {
  const store = useStore();
  const { run, isBusy, problem } = useDeed();
  const [conditions, setConditions] = useState(draft.match.join("\n"));
  const [duration, setDuration] = useState("1h");
  const [reason, setReason] = useState("");
  const match = conditionsIn(conditions);
  const { preview, fault } = usePreview(match, duration);
  const close = (): void => {
    store.draft.value = null;
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    run(async (owner) => {
      await addSilence({ match, duration, reason: reason.trim() }, owner);
      store.silences.value = await fetchSilences();
      close();
    });
  };
  return (
    <SmallDialog title={t("Silence")} onClose={close}>
      <form class="form" onSubmit={submit} data-testid="silence-form">
        <label>
          {t("Conditions, one a line; all must hold")}
          <textarea
            rows={Math.max(2, match.length + 1)}
            required
            autofocus
            spellcheck={false}
            class="code"
            value={conditions}
            onInput={(event) => setConditions(event.currentTarget.value)}
          />
          <span class="meta">
            {t("Such as")} <code>status=denied</code>, <code>issuer=aur*</code>, <code>scope!=all</code>
          </span>
        </label>
        <label>
          {t("For")}
          <select value={duration} onChange={(event) => setDuration(event.currentTarget.value)}>
            {DURATIONS.map(([value, text]) => (
              <option key={value} value={value}>
                {t(text)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("Why")}
          <input
            required
            maxLength={500}
            value={reason}
            placeholder={t("For the others, and for you tomorrow")}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <PreviewText preview={preview} incidentId={draft.incidentId} />
        <Problem text={problem ?? fault} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={isBusy || fault !== null || match.length === 0}>
            {t("Silence")}
          </button>
          <button type="button" onClick={close}>
            {t("Cancel")}
          </button>
        </div>
      </form>
    </SmallDialog>
  );
}

function conditionsIn(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function PreviewText({
  preview,
  incidentId,
}: {
  preview: SilencePreview | null;
  incidentId: string | null;
}): JSX.Element | null {
  const { clock, now } = useStore();
  if (preview === null) return null;
  const { incidents, messages } = preview;
  const isMissed = incidentId !== null && !incidents.some(({ id }) => id === incidentId);
  return (
    <div class="preview" data-testid="silence-preview" aria-live="polite">
      <p>
        {t("In the last seven days it would have kept quiet: {incidents} and {messages}.", {
          incidents: tn(incidents.length, "{n} incident", "{n} incidents"),
          messages: tn(messages, "{n} message", "{n} messages"),
        })}
      </p>
      <ul>
        {incidents.slice(0, SHOWN).map(({ id, title, openedAt }) => (
          <li key={id}>
            <time>{clock.value.moment(openedAt, now.value)}</time> {title}
          </li>
        ))}
      </ul>
      {incidents.length > SHOWN && <p class="meta">{t("and {n} more", { n: incidents.length - SHOWN })}</p>}
      {isMissed && (
        <p>{t("This incident itself would not be quiet: it has series that the conditions do not meet.")}</p>
      )}
    </div>
  );
}
