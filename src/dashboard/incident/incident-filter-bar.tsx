import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Incident, Mark } from "../../core/model/incident.ts";
import { scopeLabel } from "../../core/model/scope.ts";
import { capitalised, formatCount, statusLabel } from "../format.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import {
  countsOf,
  type Filters,
  isFiltered,
  type ListName,
  MARKS,
  type PeriodKey,
  SEVERITIES,
  type Standing,
  STANDINGS,
  toggled,
  filtersOf,
} from "./incident-filters.ts";
import { severityInWords } from "./incident-in-words.ts";
import { markLabel } from "./mark-choice.tsx";

interface FilterProps {
  incidents: readonly Incident[];
  filters: Filters;
  onChange: (filters: Filters) => void;
}

export function IncidentFilterBar(props: FilterProps): JSX.Element {
  const { incidents, filters, onChange } = props;
  const statuses = [...new Set(incidents.flatMap(({ members }) => members.map(({ status }) => status)))].toSorted();
  const [isWide] = useState(() => matchMedia("(min-width: 981px)").matches);
  const isUsed = filters.severities.length + filters.marks.length + filters.statuses.length > 0;
  return (
    <search class="filters">
      <Choices
        {...props}
        list="standings"
        legend={t("State")}
        values={STANDINGS.map((each) => [each, standingWord(each)])}
      />
      <details open={isWide || isUsed}>
        <summary>{t("Severity, mark, status")}</summary>
        <div class="more-filters">
          <Choices
            {...props}
            list="severities"
            legend={t("Severity")}
            values={SEVERITIES.map((each) => [each, severityInWords(each)])}
          />
          <Choices {...props} list="marks" legend={t("Mark")} values={MARKS.map((each) => [each, markWord(each)])} />
          {statuses.length > 1 && (
            <Choices
              {...props}
              list="statuses"
              legend={t("Status")}
              values={statuses.map((each) => [each, statusLabel(each)])}
            />
          )}
        </div>
      </details>
      <div class="filter-fields">
        <label>
          {t("Text")}
          <input
            type="search"
            value={filters.text}
            placeholder={t("Title, reason, person, note")}
            data-filter="text"
            onInput={(event) => onChange({ ...filters, text: event.currentTarget.value })}
          />
        </label>
        <ScopeChoice {...props} />
        <PeriodChoice {...props} />
        {isFiltered(filters) && (
          <button type="button" onClick={() => onChange(filtersOf({}))}>
            {t("Show all")}
          </button>
        )}
      </div>
    </search>
  );
}

/** Values that can be switched on and off, each with how many it would leave. */
function Choices({
  incidents,
  filters,
  onChange,
  list,
  legend,
  values,
}: FilterProps & { list: ListName; legend: string; values: readonly (readonly [string, string])[] }): JSX.Element {
  const { now } = useStore();
  const counts = countsOf(incidents, filters, list, now.value);
  return (
    <fieldset class="filter-choices">
      <legend>{legend}</legend>
      {values.map(([value, word]) => (
        <label key={value} class={counts.has(value) ? "" : "is-none"}>
          <input
            type="checkbox"
            checked={filters[list].includes(value)}
            onChange={() => onChange(toggled(filters, list, value))}
          />
          <span>
            {capitalised(word)} <b>{formatCount(counts.get(value) ?? 0)}</b>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function ScopeChoice({ incidents, filters, onChange }: FilterProps): JSX.Element {
  const known = new Set(incidents.flatMap(({ members }) => members.map(({ scope }) => scope)));
  if (filters.scope !== null) known.add(filters.scope);
  return (
    <label>
      {t("Where")}
      <select
        value={filters.scope ?? ""}
        onChange={({ currentTarget: { value } }) => onChange({ ...filters, scope: value === "" ? null : value })}
      >
        <option value="">{t("Anywhere")}</option>
        {[...known].toSorted().map((scope) => (
          <option key={scope} value={scope}>
            {scopeLabel(scope)}
          </option>
        ))}
      </select>
    </label>
  );
}

function PeriodChoice({ filters, onChange }: FilterProps): JSX.Element {
  const words: Record<PeriodKey, string> = {
    "24h": t("Last 24 hours"),
    "7d": t("Last 7 days"),
    "30d": t("Last 30 days"),
  };
  return (
    <label>
      {t("When")}
      <select
        value={filters.period ?? ""}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filters, period: value === "" ? null : (value as PeriodKey) })
        }
      >
        <option value="">{t("Any time")}</option>
        {Object.entries(words).map(([key, word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

function standingWord(standing: Standing): string {
  switch (standing) {
    case "open":
      return t("open");
    case "acknowledged":
      return t("acknowledged");
    case "silenced":
      return t("silenced");
    case "resolved":
      return t("resolved");
  }
}

function markWord(mark: Mark | "none"): string {
  return mark === "none" ? t("not marked") : markLabel(mark);
}
