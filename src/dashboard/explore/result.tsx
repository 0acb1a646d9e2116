import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { AnswerView } from "../../core/model/saved-query.ts";
import type { TextPlace } from "../api.ts";
import { Problem } from "../frame/problem.tsx";
import { english, t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";
import type { Answer } from "./answer.ts";
import { barsOf, bigNumber, linesOf, viewsFor } from "./answer-shape.ts";
import { BarChart } from "./bar-chart.tsx";
import { BigNumber } from "./big-number.tsx";
import { DownloadButtons } from "./download-buttons.tsx";
import type { ExploreState, Fault } from "./explore-state.ts";
import { LineChart } from "./line-chart.tsx";
import { readText } from "./read-text.ts";
import { ResultTable } from "./result-table.tsx";

const VIEW_NAMES: Record<AnswerView, string> = {
  number: english("Number"),
  lines: english("Lines"),
  bars: english("Bars"),
  table: english("Table"),
};

/** What came of the query. */
export function Result({
  state,
  onGoTo,
}: {
  state: ExploreState;
  onGoTo: (place: TextPlace) => void;
}): JSX.Element | null {
  const asking = state.asking.value;
  switch (asking.kind) {
    case "idle":
      return (
        <p class="empty card begin-asking">
          {t("Write a SELECT above, or begin with one of the examples. Nothing can be changed by a query.")}
        </p>
      );
    case "cancelled":
      return (
        <p class="empty card" role="status">
          {t("Cancelled: there is no answer, and the engine has stopped.")}
        </p>
      );
    case "running":
      return <div class="card result is-running" aria-busy="true" />;
    case "failed":
      return <FaultCard fault={asking.fault} onGoTo={onGoTo} />;
    case "answered":
      return (
        <section class="card result" aria-label={t("Answer")} data-testid="answer">
          <AnswerHead state={state} answer={asking.answer} />
          <AnswerBody answer={asking.answer} view={viewOf(state, asking.answer)} />
          <footer class="result-foot">
            <DownloadButtons question={asking.question} />
          </footer>
        </section>
      );
  }
}

function FaultCard({ fault, onGoTo }: { fault: Fault; onGoTo: (place: TextPlace) => void }): JSX.Element {
  const { text, place } = fault;
  return (
    <div class="card fault" data-testid="fault">
      <Problem text={text} />
      {place !== null && (
        <button type="button" onClick={() => onGoTo(place)}>
          {t("Go to line {line}", { line: place.line })}
        </button>
      )}
    </div>
  );
}

function AnswerHead({ state, answer }: { state: ExploreState; answer: Answer }): JSX.Element {
  const views = useMemo(() => viewsFor(answer), [answer]);
  const shown = viewOf(state, answer);
  const limits = state.vocabulary.value?.limits ?? null;
  return (
    <header class="result-head">
      <p role="status">
        <b>{tn(answer.rowCount, "{n} row", "{n} rows")}</b> <span class="meta">{readText(answer)}</span>
      </p>
      {views.length > 1 && (
        <div class="shape-picker" role="group" aria-label={t("Show as")}>
          {views.map((view) => (
            <button
              key={view}
              type="button"
              aria-pressed={view === shown}
              onClick={() => (state.view.value = view === views[0] ? null : view)}
            >
              {t(VIEW_NAMES[view])}
            </button>
          ))}
        </div>
      )}
      {answer.truncated && (
        <p class="preview cut">
          {t("There are more rows; the first {n} are shown. Add LIMIT or a condition, or download up to {most}.", {
            n: answer.rowCount,
            most: limits?.rows ?? answer.rowCount,
          })}
        </p>
      )}
    </header>
  );
}

function AnswerBody({ answer, view }: { answer: Answer; view: AnswerView }): JSX.Element {
  const { overview } = useStore();
  const number = useMemo(() => bigNumber(answer), [answer]);
  const lines = useMemo(() => (view === "lines" ? linesOf(answer) : null), [answer, view]);
  const bars = useMemo(() => (view === "bars" ? barsOf(answer) : null), [answer, view]);
  if (answer.rows.length === 0) {
    return <p class="empty">{t("No row fits. Look at the conditions, and at the time that they ask for.")}</p>;
  }
  if (view === "number" && number !== null) return <BigNumber {...number} />;
  if (lines !== null) {
    return (
      <>
        <LineChart lines={lines} />
        <p class="panel-note zone">
          {t("Times as in {place}", { place: placeName(overview.value?.timeZone ?? "UTC") })}
        </p>
      </>
    );
  }
  if (bars !== null) return <BarChart bars={bars} />;
  return <ResultTable answer={answer} />;
}

/** As it was chosen, where the answer can be shown that way. */
function viewOf(state: ExploreState, answer: Answer): AnswerView {
  const views = viewsFor(answer);
  return views.find((view) => view === state.view.value) ?? views[0] ?? "table";
}

/** SQL speaks in the operation's time, also to who reads all else in their own. */
function placeName(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
