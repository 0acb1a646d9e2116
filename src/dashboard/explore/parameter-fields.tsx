import type { JSX } from "preact";
import { t } from "../language/language.ts";
import { plainType } from "./answer.ts";
import type { ExploreState } from "./explore-state.ts";

/** A field for each {name:Type} of the query. */
export function ParameterFields({ state }: { state: ExploreState }): JSX.Element | null {
  const parameters = state.parameters.value;
  if (parameters.length === 0) return null;
  const set = (name: string, value: string): void => {
    state.values.value = { ...state.values.value, [name]: value };
  };
  return (
    <fieldset class="parameters">
      <legend>{t("Parameters")}</legend>
      {parameters.map(({ name, type }) => (
        <label key={name}>
          <span>
            {name} <small>{type}</small>
          </span>
          <input
            value={state.values.value[name] ?? ""}
            inputMode={/^(?:U?Int\d|Float|Decimal)/.test(plainType(type)) ? "decimal" : "text"}
            placeholder={plainType(type).startsWith("Date") ? "2026-01-31" : ""}
            onInput={(event) => set(name, event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Enter" && void state.run()}
          />
        </label>
      ))}
    </fieldset>
  );
}
