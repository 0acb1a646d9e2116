import type { JSX } from "preact";
import { hashOf } from "../address.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { examples } from "./examples.ts";
import type { ExploreState } from "./explore-state.ts";
import { EMPTY_DRAFT, queryOfDraft } from "./query-address.ts";
import { SavedList } from "./saved-list.tsx";

/** What to begin with: saved queries, examples, what was asked here, and what can be named. */
export function SideLists({ state, onInsert }: { state: ExploreState; onInsert: (text: string) => void }): JSX.Element {
  return (
    <aside class="side explore-side">
      <details class="card" open>
        <summary>{t("Saved queries")}</summary>
        <SavedList state={state} />
      </details>
      <details class="card" open>
        <summary>{t("Examples")}</summary>
        <ul class="query-list">
          {examples.map(({ name, sql, parameters = {} }) => (
            <li key={name}>
              <a href={addressOf(sql, parameters)}>{t(name)}</a>
            </li>
          ))}
        </ul>
      </details>
      <details class="card">
        <summary>{t("Tables and columns")}</summary>
        <TableList state={state} onInsert={onInsert} />
      </details>
      <details class="card">
        <summary>{t("Asked in this browser")}</summary>
        <HistoryList state={state} />
      </details>
    </aside>
  );
}

function HistoryList({ state }: { state: ExploreState }): JSX.Element {
  const { clock, now } = useStore();
  const history = state.history.value;
  if (history.length === 0) return <p class="empty">{t("Nothing yet. The last hundred queries are kept here.")}</p>;
  return (
    <>
      <ul class="query-list" data-testid="query-history">
        {history.map(({ sql, parameters, at }) => (
          <li key={at}>
            <a class="code" href={addressOf(sql, parameters)} title={sql}>
              {sql.replaceAll(/\s+/g, " ").slice(0, 120)}
            </a>
            <span class="meta">{clock.value.moment(at, Math.max(at, now.value))}</span>
          </li>
        ))}
      </ul>
      <p class="side-note">
        <button type="button" class="link-like" onClick={() => state.forgetHistory()}>
          {t("Forget them")}
        </button>
      </p>
    </>
  );
}

function TableList({ state, onInsert }: { state: ExploreState; onInsert: (text: string) => void }): JSX.Element {
  const tables = state.vocabulary.value?.tables ?? [];
  if (tables.length === 0) return <p class="empty">{t("They are listed when the store is there.")}</p>;
  return (
    <ul class="query-list">
      {tables.map(({ name, columns }) => (
        <li key={name}>
          <details>
            <summary class="code">{name}</summary>
            <ul class="column-list">
              {[{ name, type: "" }, ...columns].map((column) => (
                <li key={column.name}>
                  <button
                    type="button"
                    class="link-like code"
                    title={t("Insert {name}", { name: column.name })}
                    onClick={() => onInsert(column.name)}
                  >
                    {column.name}
                  </button>
                  <span class="meta">{column.type === "" ? t("the table") : column.type}</span>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

function addressOf(sql: string, parameters: Readonly<Record<string, string>>): string {
  return hashOf({ page: "explore", query: queryOfDraft({ ...EMPTY_DRAFT, sql, parameters }) });
}
