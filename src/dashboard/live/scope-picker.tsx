import type { JSX, TargetedKeyboardEvent } from "preact";
import { useId, useState } from "preact/hooks";
import type { ScopeSummary } from "../../core/model/overview.ts";
import { ALL_TRAFFIC, scopeLabel } from "../../core/model/scope.ts";
import { Warning } from "../frame/icon.tsx";
import { t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";
import { labelOf, matchingScopes } from "./scope-search.ts";

/** More than people read; what is further down is found by typing. */
const MOST_SHOWN = 60;

/** All traffic or one scope: a list that is searched by typing, alarms first. */
export function ScopePicker(): JSX.Element | null {
  const { view, overview } = useStore();
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const id = useId();
  const scopes = overview.value?.scopes ?? [];
  const chosen = view.value.scope;
  if (scopes.length <= 1 && chosen === ALL_TRAFFIC) return null;
  const isOpen = text !== null;
  const found = isOpen ? matchingScopes(scopes, text) : [];
  const shown = found.slice(0, MOST_SHOWN);
  const choose = (key: string): void => {
    view.value = { ...view.value, scope: key };
    setText(null);
  };
  const close = (): void => setText(null);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!isOpen) setText("");
      else setActive(Math.min(shown.length - 1, Math.max(0, active + step)));
    } else if (event.key === "Enter" && shown[active] !== undefined) {
      choose(shown[active].key);
      event.currentTarget.blur();
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      close();
      event.currentTarget.blur();
    }
  };
  return (
    <div class="scope-picker">
      <label class="unseen" for={`${id}-input`}>
        {t("Scope")}
      </label>
      <input
        id={`${id}-input`}
        data-testid="scope"
        type="search"
        role="combobox"
        list={undefined}
        autocomplete="off"
        spellcheck={false}
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && shown.length > 0 ? `${id}-${active}` : undefined}
        placeholder={t("Search scopes")}
        value={text ?? labelOf(scopes.find(({ key }) => key === chosen) ?? { key: chosen, label: scopeLabel(chosen) })}
        onFocus={() => (setText(""), setActive(0))}
        onInput={(event) => (setText(event.currentTarget.value), setActive(0))}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={t("Scopes")} hidden={!isOpen}>
        {shown.map((scope, index) => (
          <li
            key={scope.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            ref={(row) => {
              if (index === active) row?.scrollIntoView({ block: "nearest" });
            }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => {
              choose(scope.key);
              event.currentTarget.closest(".scope-picker")?.querySelector("input")?.blur();
            }}
          >
            <ScopeOption scope={scope} />
          </li>
        ))}
        {isOpen && found.length === 0 && <li class="hint">{t("No scope has this in its name.")}</li>}
        {found.length > MOST_SHOWN && (
          <li class="hint">{t("{n} more: type a part of the name", { n: found.length - MOST_SHOWN })}</li>
        )}
      </ul>
    </div>
  );
}

function ScopeOption({ scope }: { scope: ScopeSummary }): JSX.Element {
  const alarms = scope.alerting.length;
  return (
    <>
      {labelOf(scope)}
      {alarms > 0 && (
        <span class="has-anomalies">
          <Warning size={11} />
          {tn(alarms, "{n} alarm", "{n} alarms")}
        </span>
      )}
    </>
  );
}
