import type { JSX } from "preact";
import { statusLabel } from "../format.ts";
import { t } from "../language/language.ts";
import type { MonitorCheck } from "./monitor-api.ts";
import type { RuleDraft } from "./monitor-draft.ts";
import { FieldFaults } from "./field-faults.tsx";

interface RulesProps {
  rules: readonly RuleDraft[];
  /** Those that the monitor watches. */
  statuses: readonly string[];
  faults: MonitorCheck["faults"];
  onRules: (rules: readonly RuleDraft[]) => void;
}

/** Conditions in CEL that alert beside the score. */
export function RulesField({ rules, statuses, faults, onRules }: RulesProps): JSX.Element {
  const change = (place: number, changes: Partial<RuleDraft>): void =>
    onRules(rules.map((rule, index) => (index === place ? { ...rule, ...changes } : rule)));
  const add = (): void => onRules([...rules, { name: "", status: statuses[0] ?? "", when: "", for: "" }]);
  return (
    <fieldset class="rules">
      <legend>{t("Rules")}</legend>
      {rules.length === 0 && (
        <p class="meta">
          {t("None: it alerts by what was learnt. A rule says what you know better, such as failed > 20.")}
        </p>
      )}
      {rules.map((rule, place) => (
        <RuleFields
          key={place}
          rule={rule}
          number={place + 1}
          statuses={statuses}
          faults={faults.filter(({ field }) => field.startsWith(`rules[${place}]`))}
          onChange={(changes) => change(place, changes)}
          onRemove={() => onRules(rules.filter((_, index) => index !== place))}
        />
      ))}
      <button type="button" onClick={add}>
        {t("Add a rule")}
      </button>
    </fieldset>
  );
}

interface RuleProps {
  rule: RuleDraft;
  number: number;
  statuses: readonly string[];
  faults: MonitorCheck["faults"];
  onChange: (changes: Partial<RuleDraft>) => void;
  onRemove: () => void;
}

function RuleFields({ rule, number, statuses, faults, onChange, onRemove }: RuleProps): JSX.Element {
  return (
    <fieldset class="rule" data-testid="rule">
      <legend>{t("Rule {number}", { number: String(number) })}</legend>
      <label class="wide">
        {t("Condition")}
        <textarea
          class="code"
          rows={2}
          maxLength={500}
          spellcheck={false}
          aria-invalid={faults.length > 0}
          placeholder="failed > 20 && share > 0.02"
          value={rule.when}
          onInput={(event) => onChange({ when: event.currentTarget.value })}
        />
      </label>
      <FieldFaults faults={faults} />
      <label>
        {t("Status")}
        <select value={rule.status} onChange={(event) => onChange({ status: event.currentTarget.value })}>
          {[...new Set([...statuses, rule.status])].map((status) => (
            <option key={status} value={status}>
              {statusLabel(status)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("Has to hold for")}
        <input
          placeholder={t("one tick")}
          value={rule.for}
          onInput={(event) => onChange({ for: event.currentTarget.value })}
        />
      </label>
      <label>
        {t("Name in messages")}
        <input maxLength={60} value={rule.name} onInput={(event) => onChange({ name: event.currentTarget.value })} />
      </label>
      <button type="button" onClick={onRemove} aria-label={t("Remove rule {number}", { number: String(number) })}>
        {t("Remove")}
      </button>
    </fieldset>
  );
}
