import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { PICTURE_STYLE } from "../../core/analysis/report/style.ts";
import { numbered } from "../../core/analysis/report/numbered.ts";
import { countTable } from "../../core/analysis/table-data.ts";
import type { AnalysisAnswer } from "../../core/model/analysis-answer.ts";
import { reportAddress } from "../api.ts";
import { Warning } from "../frame/icon.tsx";
import { useStore } from "../store.ts";
import { open } from "./desk.ts";
import { DropZone } from "./drop-zone.tsx";
import { FilePictures } from "./file-pictures.tsx";
import { FindingCard } from "./finding-card.tsx";
import { Readings, UnreadFiles } from "./readings.tsx";
import { SqlEditor } from "./sql-editor.tsx";

const FIRST_QUESTION = "SELECT * FROM hourly_comparison";

/** Files of counts: what is off in them, with the evidence. */
export function AnalysePage({ id }: { id: string | null }): JSX.Element {
  const { desk } = useStore();
  useEffect(() => {
    if (id !== null) void open(desk, id);
  }, [id]);
  const answer = id === null || desk.answer.value?.id !== id ? null : desk.answer.value;
  return (
    <main class="analyse" aria-busy={desk.isBusy.value}>
      <style>{PICTURE_STYLE}</style>
      <h2 class="page-title">Analyse files</h2>
      <DropZone />
      <p class="analyse-state" role="status" data-testid="analyse-state">
        {desk.isBusy.value ? "Reading …" : (answer?.analysis.summary ?? "")}
      </p>
      {desk.problem.value !== null && (
        <p class="analyse-problem" role="alert">
          <Warning /> <span>{desk.problem.value}</span>
        </p>
      )}
      {answer === null ? <Readings readings={[]} /> : <Result key={answer.id} answer={answer} />}
    </main>
  );
}

function Result({ answer }: { answer: AnalysisAnswer }): JSX.Element {
  const { id, analysis, readings, unread } = answer;
  const tables = useMemo(() => answer.tables.map(countTable), [answer]);
  const findings = numbered(analysis);
  return (
    <>
      <p class="downloads">
        Report:
        {[
          ["html", "HTML"],
          ["markdown", "Markdown"],
          ["json", "JSON"],
        ].map(([format = "", label]) => (
          <a key={format} href={reportAddress(id, format)} download>
            {label}
          </a>
        ))}
      </p>
      <UnreadFiles files={unread} />
      <FilePictures tables={tables} findings={findings} />
      {findings.map((each) => (
        <FindingCard key={each.finding.id} numbered={each} tables={tables} analysisId={id} />
      ))}
      {analysis.remarks.length > 0 && (
        <section class="card analyse-card" aria-label="Notes">
          <h3>Notes</h3>
          <ul class="evidence">
            {analysis.remarks.map(({ kind, text }) => (
              <li key={text}>
                <b>{kind}</b>: {text}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="card analyse-card" aria-label="Ask in SQL">
        <h3>Ask in SQL</h3>
        <p class="meta">
          {tables.map(({ name }) => name).join(", ")} and hourly_comparison are tables; catalog lists their columns.
          They are gone {timeText(answer.expiresAt)}.
        </p>
        <SqlEditor analysisId={id} initial={FIRST_QUESTION} label="Question in SQL" />
      </section>
      <Readings readings={readings} />
    </>
  );
}

function timeText(at: number): string {
  return `at ${new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
}
