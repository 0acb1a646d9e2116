import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { addSilence, fetchSilences, type SilencePreview } from "../api.ts";
import { plural } from "../format.ts";
import { Problem } from "../frame/problem.tsx";
import { SmallDialog } from "../frame/small-dialog.tsx";
import { useDeed } from "../person/use-deed.ts";
import { type SilenceDraft, useStore } from "../store.ts";
import { usePreview } from "./use-preview.ts";

const SHOWN = 5;

const DURATIONS = [
  ["30m", "30 minutes"],
  ["1h", "1 hour"],
  ["2h", "2 hours"],
  ["4h", "4 hours"],
  ["8h", "8 hours"],
  ["24h", "1 day"],
  ["168h", "7 days"],
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
    <SmallDialog title="Silence" onClose={close}>
      <form class="form" onSubmit={submit} data-testid="silence-form">
        <label>
          Conditions, one a line; all must hold
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
            Such as <code>status=denied</code>, <code>issuer=aur*</code>, <code>scope!=all</code>
          </span>
        </label>
        <label>
          For
          <select value={duration} onChange={(event) => setDuration(event.currentTarget.value)}>
            {DURATIONS.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <label>
          Why
          <input
            required
            maxLength={500}
            value={reason}
            placeholder="For the others, and for you tomorrow"
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <PreviewText preview={preview} incidentId={draft.incidentId} />
        <Problem text={problem ?? fault} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={isBusy || fault !== null || match.length === 0}>
            Silence
          </button>
          <button type="button" onClick={close}>
            Cancel
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
        In the last seven days it would have kept {plural(incidents.length, "incident")} and{" "}
        {plural(messages, "message")} quiet.
      </p>
      <ul>
        {incidents.slice(0, SHOWN).map(({ id, title, openedAt }) => (
          <li key={id}>
            <time>{clock.value.moment(openedAt, now.value)}</time> {title}
          </li>
        ))}
      </ul>
      {incidents.length > SHOWN && <p class="meta">and {incidents.length - SHOWN} more</p>}
      {isMissed && <p>This incident itself would not be quiet: it has series that the conditions do not meet.</p>}
    </div>
  );
}
