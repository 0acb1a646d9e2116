import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { Editor } from "./editor.tsx";
import { ExploreState } from "./explore-state.ts";
import { ParameterFields } from "./parameter-fields.tsx";
import { Result } from "./result.tsx";
import { RunBar } from "./run-bar.tsx";
import { SaveDialog } from "./save-dialog.tsx";
import { SideLists } from "./side-lists.tsx";
import type { SqlEditor } from "./sql-editor.ts";
import { StoreNotice } from "./store-notice.tsx";
import { useAddress } from "./use-address.ts";
import "./explore.css";

/** Asking the store in SQL. */
export function ExplorePage(): JSX.Element {
  const state = useMemo(() => new ExploreState(), []);
  const editor = useRef<SqlEditor | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  useAddress(state);
  useEffect(() => {
    void state.loadVocabulary();
    void state.loadQueries();
    return () => state.close();
  }, [state]);
  return (
    <main class="page explore">
      <div class="explore-main">
        <h1 class="unseen">{t("Explore")}</h1>
        <StoreNotice vocabulary={state.vocabulary.value} />
        <Problem text={state.problem.value} />
        <section class="card ask" aria-label={t("Query")}>
          {state.saved.value !== null && <h2 class="ask-name">{state.saved.value.name}</h2>}
          <Editor state={state} editor={editor} />
          <ParameterFields state={state} />
          <RunBar state={state} onSave={() => setIsSaving(true)} />
        </section>
        <Result state={state} onGoTo={(place) => editor.current?.goTo(place)} />
      </div>
      <SideLists state={state} onInsert={(text) => editor.current?.insert(text)} />
      {isSaving && <SaveDialog state={state} onClose={() => setIsSaving(false)} />}
    </main>
  );
}
