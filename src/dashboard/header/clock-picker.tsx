import type { JSX } from "preact";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { chooseZone, placeOfZone, viewersTimeZone } from "../time-zone.ts";

/** Whose clock is shown everywhere; a choice only where the viewer's differs from the operation's. */
export function ClockPicker(): JSX.Element {
  const { overview, clock, zone } = useStore();
  const operations = overview.value?.timeZone ?? "UTC";
  const viewers = viewersTimeZone();
  if (viewers === operations) return <span title={operations}>{clock.value.place}</span>;
  return (
    <select
      class="quiet-select"
      aria-label={t("Time zone of all times shown")}
      value={zone.value}
      onChange={(event) => chooseZone(zone, event.currentTarget.value === "viewer" ? "viewer" : "operation")}
    >
      <option value="operation">{placeOfZone(operations)}</option>
      <option value="viewer">{t("{place} (yours)", { place: placeOfZone(viewers) })}</option>
    </select>
  );
}
