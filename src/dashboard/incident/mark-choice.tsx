import type { JSX } from "preact";
import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident, Mark } from "../../core/model/incident.ts";
import { t } from "../language/language.ts";

const MARKS: readonly Mark[] = ["real", "noise", "expected"];

/** What people say that it was, which decides what is learnt from it. */
export function MarkChoice({
  incident,
  isBusy,
  onMark,
}: {
  incident: Incident;
  isBusy: boolean;
  onMark: (as: Mark | null) => void;
}): JSX.Element {
  const { mark } = incident;
  return (
    <fieldset class="marks">
      <legend>{isOpen(incident) ? t("What is it?") : t("What was it?")}</legend>
      <div class="buttons">
        {MARKS.map((each) => (
          <button
            key={each}
            type="button"
            title={hintOf(each)}
            aria-pressed={mark === each}
            disabled={isBusy}
            onClick={() => onMark(mark === each ? null : each)}
          >
            {markLabel(each)}
          </button>
        ))}
      </div>
      {mark !== null && (
        <p class="panel-note">
          {hintOf(mark)}.{" "}
          <button type="button" class="link-like" onClick={() => onMark(null)}>
            {t("Take back")}
          </button>
        </p>
      )}
    </fieldset>
  );
}

export function markLabel(mark: Mark): string {
  switch (mark) {
    case "real":
      return t("Real");
    case "noise":
      return t("Noise");
    case "expected":
      return t("Was expected");
  }
}

function hintOf(mark: Mark): string {
  switch (mark) {
    case "real":
      return t("It was what it looked like: nothing is learnt from it");
    case "noise":
      return t("It was nothing: such scatter is learnt");
    case "expected":
      return t("A sale, a release: what came in is learnt for this time of day");
  }
}
