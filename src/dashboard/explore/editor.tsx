import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import type { ExploreState } from "./explore-state.ts";
import type { SqlEditor } from "./sql-editor.ts";

/** The editor, which is fetched when it is first shown. */
export function Editor({ state, editor }: { state: ExploreState; editor: { current: SqlEditor | null } }): JSX.Element {
  const holder = useRef<HTMLDivElement>(null);
  const [isThere, setIsThere] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let isClosed = false;
    const fetchIt = async (): Promise<void> => {
      const { createSqlEditor } = await import("./sql-editor.ts");
      if (isClosed || holder.current === null) return;
      editor.current = createSqlEditor({
        parent: holder.current,
        text: state.sql.peek(),
        label: t("Query in SQL"),
        hint: "SELECT …",
        onChange: (text) => (state.sql.value = text),
        onSelect: (selection) => (state.selection.value = selection),
        onRun: () => void state.run(),
      });
      setIsThere(true);
    };
    fetchIt().catch(() => setProblem(t("The editor could not be fetched. Load the page anew to try again.")));
    return () => {
      isClosed = true;
      editor.current?.destroy();
      editor.current = null;
    };
  }, [state]);

  useSignalEffect(() => {
    const text = state.sql.value;
    editor.current?.setText(text);
  });
  useEffect(() => {
    if (!isThere) return undefined;
    return effectsOf(state, editor);
  }, [isThere, state]);

  return (
    <div class="sql-editor" data-testid="sql-editor">
      <div ref={holder} />
      {!isThere && problem === null && <p class="empty">{t("Loading")}</p>}
      <Problem text={problem} />
    </div>
  );
}

/** Tells the editor what may be named, and where the fault lies. */
function effectsOf(state: ExploreState, editor: { current: SqlEditor | null }): () => void {
  const stops = [
    state.vocabulary.subscribe((vocabulary) => {
      if (vocabulary !== null) editor.current?.setVocabulary(vocabulary);
    }),
    state.asking.subscribe((asking) => {
      const fault = asking.kind === "failed" ? asking.fault : null;
      const place = fault?.place ?? null;
      editor.current?.setFault(fault === null || place === null ? null : { text: fault.text, place });
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
