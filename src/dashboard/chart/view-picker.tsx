import type { JSX } from "preact";
import { ALL_TRAFFIC, scopeLabel } from "../../core/model/scope.ts";
import type { ScopeSummary } from "../../core/model/overview.ts";
import { timeRanges } from "../address.ts";
import { capitalised, plural } from "../format.ts";
import { useStore } from "../store.ts";

export function ViewPicker(): JSX.Element {
  const { view, overview } = useStore();
  const scopes = overview.value?.scopes ?? [];
  return (
    <div class="view-picker">
      <fieldset class="ranges">
        <legend class="unseen">Time range</legend>
        {timeRanges.map((range) => (
          <label key={range.key}>
            <input
              type="radio"
              name="range"
              checked={range.key === view.value.range.key}
              onChange={() => (view.value = { ...view.value, range })}
            />
            <span>{range.label}</span>
          </label>
        ))}
      </fieldset>
      {(scopes.length > 1 || view.value.scope !== ALL_TRAFFIC) && (
        <label class="scopes">
          <span class="unseen">Scope</span>
          <select
            value={view.value.scope}
            onChange={(event) => (view.value = { ...view.value, scope: event.currentTarget.value })}
          >
            <ScopeOptions scopes={scopes} chosen={view.value.scope} />
          </select>
        </label>
      )}
    </div>
  );
}

/** All traffic first, then the scopes in alarm, then the rest by dimension. */
function ScopeOptions({ scopes, chosen }: { scopes: readonly ScopeSummary[]; chosen: string }): JSX.Element {
  const all = scopes.find((scope) => scope.key === ALL_TRAFFIC);
  const others = scopes.filter((scope) => scope.key !== ALL_TRAFFIC);
  const alerting = others.filter((scope) => scope.alerting.length > 0);
  const calm = byDimension(others.filter((scope) => scope.alerting.length === 0));
  const isKnown = scopes.some((scope) => scope.key === chosen);
  return (
    <>
      <option value={ALL_TRAFFIC}>{all === undefined ? scopeLabel(ALL_TRAFFIC) : optionText(all)}</option>
      {!isKnown && chosen !== ALL_TRAFFIC && <option value={chosen}>{scopeLabel(chosen)}</option>}
      {alerting.length > 0 && (
        <optgroup label="In alarm">
          {alerting.map((scope) => (
            <option key={scope.key} value={scope.key}>
              {optionText(scope)}
            </option>
          ))}
        </optgroup>
      )}
      {calm.map(([dimension, values]) => (
        <optgroup key={dimension} label={dimension}>
          {values.map((scope) => (
            <option key={scope.key} value={scope.key}>
              {optionText(scope)}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}

function byDimension(scopes: readonly ScopeSummary[]): [string, ScopeSummary[]][] {
  const groups = new Map<string, ScopeSummary[]>();
  for (const scope of scopes) {
    const dimension = scope.key.split("=")[0] ?? "";
    groups.set(dimension, [...(groups.get(dimension) ?? []), scope]);
  }
  return [...groups];
}

function optionText(scope: ScopeSummary): string {
  const label = scope.label === "" ? scopeLabel(scope.key) : scope.label;
  const text = capitalised(label);
  return scope.alerting.length === 0 ? text : `\u25B2 ${text} (${plural(scope.alerting.length, "alarm")})`;
}
