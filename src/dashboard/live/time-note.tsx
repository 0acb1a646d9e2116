import type { JSX } from "preact";
import { zoomOut } from "../chart/zoom.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";

/** What is special about the time that the charts show: a part of the past, or less than was asked for. */
export function TimeNote(): JSX.Element | null {
  const store = useStore();
  const { zoom } = store.view.value;
  const window = store.window.value;
  const moment = (at: number): string => store.clock.value.moment(at, store.now.value);
  const missing = window?.missing ?? null;
  const isEmpty = window !== null && window.at.length === 0;
  if (zoom === null && missing === null && !isEmpty) return null;
  return (
    <div class="time-note" data-testid="time-note">
      {zoom !== null && (
        <p>
          {t("From {from} to {to}.", { from: moment(zoom.from), to: moment(zoom.to) })}{" "}
          <button type="button" onClick={() => zoomOut(store)}>
            {t("Back to live")} <kbd>Esc</kbd>
          </button>
        </p>
      )}
      {isEmpty && missing === null && <p>{t("No data in this time.")}</p>}
      {missing !== null && (
        <p>
          {t("Nothing to show from {from} to {to}: {why}", {
            from: moment(missing.from),
            to: moment(missing.to),
            why: missing.why,
          })}
        </p>
      )}
    </div>
  );
}
