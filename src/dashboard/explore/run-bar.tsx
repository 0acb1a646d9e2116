import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatDuration } from "../format.ts";
import { t } from "../language/language.ts";
import type { ExploreState } from "./explore-state.ts";

const MEGABYTE = 1_048_576;

/** Run, cancel, save, and what a query may use up. */
export function RunBar({ state, onSave }: { state: ExploreState; onSave: () => void }): JSX.Element {
  const asking = state.asking.value;
  const isEmpty = state.sql.value.trim() === "";
  return (
    <div class="run-bar">
      {asking.kind === "running" ? (
        <button type="button" onClick={() => state.cancel()}>
          {t("Cancel")}
        </button>
      ) : (
        <button
          type="button"
          class="primary"
          disabled={isEmpty || !state.canAsk.value}
          onClick={() => void state.run()}
          title={runKeys()}
        >
          {state.selection.value === null ? t("Run") : t("Run the selection")}
        </button>
      )}
      <button type="button" disabled={isEmpty} onClick={onSave}>
        {t("Save")}
      </button>
      {asking.kind === "running" ? <Running since={asking.since} /> : <Limits state={state} />}
    </div>
  );
}

function Running({ since }: { since: number }): JSX.Element {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return (
    <span class="run-note" role="status">
      {t("Running for {time}", { time: formatDuration(now - since) })}
    </span>
  );
}

function Limits({ state }: { state: ExploreState }): JSX.Element {
  const limits = state.vocabulary.value?.limits ?? null;
  return (
    <span class="run-note">
      <kbd>{runKeys()}</kbd>{" "}
      {limits !== null &&
        t("A query may take {seconds} s and {megabytes} MB.", {
          seconds: limits.seconds,
          megabytes: Math.round(limits.memoryBytes / MEGABYTE),
        })}
    </span>
  );
}

function runKeys(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘ Enter" : "Ctrl Enter";
}
