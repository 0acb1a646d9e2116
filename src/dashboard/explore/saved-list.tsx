import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { SavedQuery } from "../../core/model/saved-query.ts";
import { hashOf } from "../address.ts";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import { useStore } from "../store.ts";
import type { ExploreState } from "./explore-state.ts";
import { addQuery, deleteQuery } from "./query-api.ts";

/** The queries that people saved, with a way back after one is deleted. */
export function SavedList({ state }: { state: ExploreState }): JSX.Element {
  const { clock, now } = useStore();
  const { run, isBusy, problem } = useDeed();
  const [deleted, setDeleted] = useState<SavedQuery | null>(null);
  const queries = state.queries.value;
  const remove = (query: SavedQuery): void =>
    run(async (by) => {
      await deleteQuery(query.id, by);
      if (state.saved.value?.id === query.id) state.saved.value = null;
      setDeleted(query);
      await state.loadQueries();
    });
  const bringBack = ({ name, sql, parameters, view }: SavedQuery): void =>
    run(async (by) => {
      await addQuery({ name, sql, parameters, view }, by);
      setDeleted(null);
      await state.loadQueries();
    });
  return (
    <div data-testid="saved-queries">
      <Problem text={problem} />
      {deleted !== null && (
        <p class="preview" role="status">
          {t("Deleted: {name}", { name: deleted.name })}{" "}
          <button type="button" disabled={isBusy} onClick={() => bringBack(deleted)}>
            {t("Undo")}
          </button>
        </p>
      )}
      {queries?.length === 0 && <p class="empty">{t("None yet. Run a query and save it, and it is here for all.")}</p>}
      <ul class="query-list">
        {(queries ?? []).map((query) => (
          <li key={query.id} class={state.saved.value?.id === query.id ? "is-open" : ""}>
            <a
              href={hashOf({ page: "explore", query: { q: query.id } })}
              aria-current={state.saved.value?.id === query.id ? "true" : undefined}
            >
              {query.name}
            </a>
            <span class="meta">
              {query.by ?? t("somebody")}, {clock.value.moment(query.savedAt, now.value)}
            </span>
            <button
              type="button"
              class="link-like"
              disabled={isBusy}
              aria-label={t("Delete {name}", { name: query.name })}
              onClick={() => remove(query)}
            >
              {t("Delete")}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
