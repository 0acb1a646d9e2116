import type { JSX } from "preact";
import { timeRanges } from "../address.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";

/** How far the charts go back; choosing one also leaves a zoom. */
export function RangePicker(): JSX.Element {
  const { view } = useStore();
  const { range: chosen, zoom } = view.value;
  return (
    <fieldset class="ranges">
      <legend class="unseen">{t("Time range")}</legend>
      {timeRanges.map((range) => (
        <label key={range.key}>
          <input
            type="radio"
            name="range"
            checked={zoom === null && range.key === chosen.key}
            onChange={() => (view.value = { ...view.value, range, zoom: null })}
          />
          <span>{range.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
