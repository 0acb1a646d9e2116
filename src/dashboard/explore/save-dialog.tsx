import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Problem } from "../frame/problem.tsx";
import { SmallDialog } from "../frame/small-dialog.tsx";
import { t } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import type { ExploreState } from "./explore-state.ts";
import { addQuery, changeQuery } from "./query-api.ts";

/** Saves what is in the editor under a name, in place of the saved query it began with or beside it. */
export function SaveDialog({ state, onClose }: { state: ExploreState; onClose: () => void }): JSX.Element {
  const before = state.saved.value;
  const [name, setName] = useState(before?.name ?? "");
  const { run, isBusy, problem } = useDeed();
  const save = (id: string | null): void => {
    if (name.trim() === "") return;
    const names = new Set(state.parameters.value.map((parameter) => parameter.name));
    const values = Object.entries(state.values.value).filter(([key, value]) => names.has(key) && value !== "");
    const wanted = {
      name: name.trim(),
      sql: state.sql.value,
      parameters: Object.fromEntries(values),
      view: state.view.value,
    };
    run(async (by) => {
      state.saved.value = id === null ? await addQuery(wanted, by) : await changeQuery(id, wanted, by);
      await state.loadQueries();
      onClose();
    });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    save(before?.id ?? null);
  };
  return (
    <SmallDialog title={t("Save the query")} onClose={onClose}>
      <form class="form" onSubmit={submit} data-testid="save-query">
        <label>
          {t("Name")}
          <input
            autofocus
            required
            maxLength={100}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <p class="panel-note">{t("Everybody who can open this page finds it, and its address can be sent.")}</p>
        <Problem text={problem} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={isBusy}>
            {before === null ? t("Save") : t("Save in its place")}
          </button>
          {before !== null && (
            <button type="button" disabled={isBusy} onClick={() => save(null)}>
              {t("Save as a new one")}
            </button>
          )}
        </div>
      </form>
    </SmallDialog>
  );
}
