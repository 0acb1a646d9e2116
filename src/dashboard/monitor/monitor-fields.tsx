import type { JSX } from "preact";
import { DEFAULT_SCOPE_LIMIT, type Budget } from "../../core/model/monitor.ts";
import type { BacktestRun } from "../../core/model/monitor-backtest.ts";
import type { AlertBy } from "../../core/model/rule.ts";
import { statusLabel } from "../format.ts";
import { english, t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { BudgetSlider } from "./budget-slider.tsx";
import { FieldFaults } from "./field-faults.tsx";
import type { MonitorCheck } from "./monitor-api.ts";
import type { MonitorDraft } from "./monitor-draft.ts";
import { RoutePreview } from "./route-preview.tsx";
import { RulesField } from "./rules-field.tsx";

const ALERT_BY: readonly [AlertBy | "", string][] = [
  ["", english("as usual: the score, and rules if there are any")],
  ["score", english("the score alone")],
  ["rule", english("its rules alone")],
  ["both", english("score and rule at once")],
  ["any", english("either of them")],
];

interface FieldsProps {
  draft: MonitorDraft;
  isNew: boolean;
  dimensions: readonly string[];
  steps: readonly Budget[];
  runs: ReadonlyMap<Budget, BacktestRun>;
  faults: MonitorCheck["faults"];
  onDraft: (changes: Partial<MonitorDraft>) => void;
}

export function MonitorFields(props: FieldsProps): JSX.Element {
  const { draft, isNew, dimensions, steps, runs, faults, onDraft } = props;
  const all = useStore().overview.value?.statuses.map(({ name }) => name) ?? [];
  const watched = draft.statuses ?? all;
  const of = (field: string) => faults.filter((fault) => fault.field.startsWith(field));
  return (
    <>
      {isNew && (
        <label>
          {t("Name")}
          <input
            required
            autofocus
            maxLength={60}
            value={draft.name}
            aria-invalid={of("name").length > 0}
            onInput={(event) => onDraft({ name: event.currentTarget.value })}
          />
        </label>
      )}
      <FieldFaults faults={of("name")} />
      <label>
        {t("Watches")}
        <select value={draft.by} onChange={(event) => onDraft({ by: event.currentTarget.value })}>
          <option value="">{t("all traffic")}</option>
          {[...new Set([...dimensions, ...(draft.by === "" ? [] : [draft.by])])].map((dimension) => (
            <option key={dimension} value={dimension}>
              {t("each {dimension}", { dimension: statusLabel(dimension) })}
            </option>
          ))}
        </select>
      </label>
      <FieldFaults faults={of("by")} />
      <StatusBoxes all={all} watched={watched} onStatuses={(statuses) => onDraft({ statuses })} />
      <FieldFaults faults={of("statuses")} />
      <BudgetSlider steps={steps} budget={draft.budget} runs={runs} onBudget={(budget) => onDraft({ budget })} />
      <FieldFaults faults={of("budget")} />
      {draft.by !== "" && (
        <label>
          {t("Most values that are judged alone")}
          <input
            inputMode="numeric"
            pattern="[1-9][0-9]{0,4}"
            placeholder={String(DEFAULT_SCOPE_LIMIT)}
            value={draft.limit}
            onInput={(event) => onDraft({ limit: event.currentTarget.value.trim() })}
          />
        </label>
      )}
      <RulesField rules={draft.rules} statuses={watched} faults={of("rules")} onRules={(rules) => onDraft({ rules })} />
      <label>
        {t("Alerts by")}
        <select
          value={draft.alertBy}
          onChange={(event) => onDraft({ alertBy: event.currentTarget.value as AlertBy | "" })}
        >
          {ALERT_BY.map(([value, text]) => (
            <option key={value} value={value}>
              {t(text)}
            </option>
          ))}
        </select>
      </label>
      <FieldFaults faults={of("alertBy")} />
      <RoutePreview by={draft.by} statuses={watched} />
    </>
  );
}

interface StatusProps {
  all: readonly string[];
  watched: readonly string[];
  onStatuses: (statuses: readonly string[] | null) => void;
}

/** With all of them ticked, those that are configured later are watched too. */
function StatusBoxes({ all, watched, onStatuses }: StatusProps): JSX.Element {
  const toggle = (status: string, isWatched: boolean): void => {
    const next = all.filter((each) => (each === status ? isWatched : watched.includes(each)));
    onStatuses(next.length === all.length ? null : next);
  };
  return (
    <fieldset class="status-boxes">
      <legend>{t("Statuses that may alert")}</legend>
      {all.map((status) => (
        <label key={status}>
          <input
            type="checkbox"
            checked={watched.includes(status)}
            onChange={(event) => toggle(status, event.currentTarget.checked)}
          />{" "}
          {statusLabel(status)}
        </label>
      ))}
      {watched.length === 0 && <p class="problem">{t("Tick at least one.")}</p>}
    </fieldset>
  );
}
