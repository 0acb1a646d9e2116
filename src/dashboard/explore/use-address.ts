import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { SavedQuery } from "../../core/model/saved-query.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import type { ExploreState } from "./explore-state.ts";
import { type Draft, draftOf, queryOfDraft } from "./query-address.ts";

const SETTLED_MS = 300;

/** A link opens its query and runs it; what is in the editor stands in the address, so that it can be sent as a link. */
export function useAddress(state: ExploreState): void {
  const { place } = useStore();
  /** The address as it was read or written last; null before the first time. */
  const known = useRef<string | null>(null);

  useSignalEffect(() => {
    const { page, query } = place.value;
    const key = JSON.stringify(queryOfDraft(draftOf(query)));
    if (page !== "explore" || key === known.current) return;
    const draft = draftOf(query);
    const queries = state.queries.value;
    if (draft.savedId !== null && queries === null) return;
    known.current = key;
    openDraft(state, draft, queries?.find(({ id }) => id === draft.savedId) ?? null);
  });

  const writing = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useSignalEffect(() => {
    const draft = sharedDraft(state);
    clearTimeout(writing.current);
    writing.current = setTimeout(() => {
      if (known.current === null || place.peek().page !== "explore") return;
      const query = queryOfDraft(draft);
      known.current = JSON.stringify(query);
      place.value = { ...place.peek(), query };
    }, SETTLED_MS);
  });
  useEffect(() => () => clearTimeout(writing.current), []);
}

function openDraft(state: ExploreState, draft: Draft, saved: SavedQuery | null): void {
  state.saved.value = saved;
  const isGone = draft.savedId !== null && saved === null;
  state.problem.value = isGone ? t("The saved query of this link is gone; somebody deleted it.") : null;
  const sql = draft.sql ?? saved?.sql ?? "";
  state.open({
    sql,
    parameters: { ...saved?.parameters, ...draft.parameters },
    view: draft.view ?? saved?.view ?? null,
  });
  if (sql.trim() !== "") void state.run();
}

/** What differs from the saved query, or all where there is none. */
function sharedDraft({ saved, sql, values, view }: ExploreState): Draft {
  const base = saved.value;
  const changed = Object.entries(values.value).filter(([name, value]) => base?.parameters[name] !== value);
  return {
    savedId: base?.id ?? null,
    sql: sql.value === base?.sql ? null : sql.value,
    parameters: Object.fromEntries(changed),
    view: view.value === base?.view ? null : view.value,
  };
}
