import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { askAnalysis, type QueryAnswer } from "../api.ts";
import { formatValue, NOTHING, plural } from "../format.ts";
import { PictureFigure } from "./picture-figure.tsx";
import { isNumeric, resultPicture } from "./result-picture.ts";

/** A table longer than this is not read on a page; the chart shows all of it. */
const SHOWN_ROWS = 200;
const MOST_ROWS = 5000;

interface SqlEditorProps {
  analysisId: string;
  initial: string;
  label: string;
}

/** A question to the files, which can be changed and asked, with its answer as a table and drawn. */
export function SqlEditor({ analysisId, initial, label }: SqlEditorProps): JSX.Element {
  const [sql, setSql] = useState(initial);
  const [answer, setAnswer] = useState<QueryAnswer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const run = async (): Promise<void> => {
    setIsBusy(true);
    try {
      setAnswer(await askAnalysis(analysisId, sql, MOST_ROWS));
      setProblem(null);
    } catch (error) {
      setAnswer(null);
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form
      class="sql"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <textarea
        aria-label={label}
        spellcheck={false}
        autocapitalize="off"
        rows={Math.min(12, sql.split("\n").length + 1)}
        value={sql}
        onInput={(event) => setSql(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void run();
        }}
      />
      <div class="sql-buttons">
        <button type="submit" disabled={isBusy}>
          {isBusy ? "Asking …" : "Run"}
        </button>
        <span class="meta">Ctrl+Enter</span>
      </div>
      <div role="status">
        {problem !== null && <p class="analyse-problem">{problem}</p>}
        {answer !== null && <Answer answer={answer} />}
      </div>
    </form>
  );
}

function Answer({ answer }: { answer: QueryAnswer }): JSX.Element {
  const { columns, rows, rowCount, truncated, elapsedMs } = answer;
  const picture = resultPicture(answer);
  const isNumber = columns.map(({ type }) => isNumeric(type));
  const hidden = rows.length - SHOWN_ROWS;
  return (
    <>
      {picture !== undefined && <PictureFigure picture={picture} />}
      <div class="sql-table" tabIndex={0} role="region" aria-label="Answer">
        <table class="series">
          <thead>
            <tr>
              {columns.map(({ name }, column) => (
                <th key={name} scope="col" class={isNumber[column] === true ? "number" : ""}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN_ROWS).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={columns[column]?.name} class={isNumber[column] === true ? "number" : ""}>
                    {cellText(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="meta">
        {plural(rowCount, "row")} in {elapsedMs} ms
        {truncated ? "; there are more" : ""}
        {hidden > 0 ? `; the first ${SHOWN_ROWS} are shown` : ""}
      </p>
    </>
  );
}

function cellText(cell: unknown): string {
  if (cell === null) return NOTHING;
  if (typeof cell === "number") return formatValue(cell);
  return typeof cell === "string" ? cell : JSON.stringify(cell);
}
