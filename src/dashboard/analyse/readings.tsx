import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { readOptions } from "../../core/analysis/infer/read-options.ts";
import { refusedTexts } from "../../core/analysis/report/reading-words.ts";
import type { AnalysisAnswer, UnreadFile } from "../../core/model/analysis-answer.ts";
import { useStore } from "../store.ts";
import { correct } from "./desk.ts";

/** Alternatives in which something is still to be said: when, how many, which day. */
const TEMPLATE = /WHEN|\bN\b|YYYY/;

type Reading = AnalysisAnswer["readings"][number];
type Inference = Reading["inferences"][number];

/** How each file was read, to be looked at and corrected. */
export function Readings({ readings }: { readings: readonly Reading[] }): JSX.Element {
  const { desk } = useStore();
  const others = desk.files.value.filter(({ name }) => !readings.some(({ file }) => file === name));
  return (
    <>
      {readings.map((reading) => (
        <ReadingCard key={reading.file} reading={reading} />
      ))}
      {others.map(({ name }) => (
        <section class="card analyse-card" key={name} aria-label={`How ${name} is to be read`}>
          <h3>How {name} is to be read</h3>
          <CorrectionForm file={name} draft={null} />
        </section>
      ))}
    </>
  );
}

/** An option with a value in which something is still to be said. */
interface Draft {
  option: string;
  value: string;
}

function ReadingCard({ reading }: { reading: Reading }): JSX.Element {
  const { desk } = useStore();
  const [draft, setDraft] = useState<Draft | null>(null);
  const { file, inferences } = reading;
  const choose = (option: string, value: string): void => {
    if (TEMPLATE.test(value)) setDraft({ option, value });
    else void correct(desk, file, option, value);
  };
  return (
    <section class="card analyse-card" aria-label={`How ${file} was read`}>
      <h3>How {file} was read</h3>
      <ul class="inferences">
        {inferences.map((inference) => (
          <InferenceRow key={inference.what} file={file} inference={inference} onChoice={choose} />
        ))}
      </ul>
      <Refusals reading={reading} />
      <CorrectionForm key={draft?.value} file={file} draft={draft} />
    </section>
  );
}

export function UnreadFiles({ files }: { files: readonly UnreadFile[] }): JSX.Element {
  return (
    <>
      {files.map(({ file, problem, seen, help }) => (
        <section class="card analyse-card" key={file} aria-label={`${file} is not understood`}>
          <h3>{file} is not understood</h3>
          <p>{problem}</p>
          {seen.length > 0 && <pre class="source">{seen.join("\n")}</pre>}
          <ul class="evidence">
            {help.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

interface InferenceRowProps {
  file: string;
  inference: Inference;
  onChoice: (option: string, value: string) => void;
}

function InferenceRow({ file, inference, onChoice }: InferenceRowProps): JSX.Element {
  const { desk } = useStore();
  const { what, value, because, alternatives, option } = inference;
  const canCorrect = option !== undefined && alternatives.length > 0 && desk.files.value.length > 0;
  return (
    <li>
      <span class="inference-what">{what}</span>
      {canCorrect ? (
        <select
          aria-label={`${what} of ${file}`}
          value=""
          onChange={(event) => onChoice(option, event.currentTarget.value)}
        >
          <option value="">{value}</option>
          {alternatives.map((alternative) => (
            <option key={alternative} value={alternative}>
              {alternative}
            </option>
          ))}
        </select>
      ) : (
        <b>{value}</b>
      )}
      <span class="meta">{because}</span>
    </li>
  );
}

function Refusals({ reading }: { reading: Reading }): JSX.Element | null {
  if (reading.refused.length === 0) return null;
  return (
    <details>
      <summary>What was not counted</summary>
      <ul class="evidence">
        {refusedTexts(reading).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}

/** Any option of reading by its name, also those of which nothing was inferred. */
function CorrectionForm({ file, draft }: { file: string; draft: Draft | null }): JSX.Element | null {
  const { desk } = useStore();
  if (!desk.files.value.some(({ name }) => name === file)) return null;
  const given = desk.corrections.value[file] ?? {};
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [option, value] = [form.get("option"), form.get("value")];
    if (typeof option === "string" && typeof value === "string") void correct(desk, file, option, value.trim());
  };
  return (
    <details open={draft !== null || Object.keys(given).length > 0}>
      <summary>Correct it</summary>
      {Object.entries(given).map(([option, value]) => (
        <p key={option} class="correction">
          {option}: <b>{value}</b>
          <button type="button" class="link-like" onClick={() => void correct(desk, file, option, "")}>
            Leave to be inferred
          </button>
        </p>
      ))}
      <form class="correction" onSubmit={submit}>
        <label>
          Option
          <select name="option" defaultValue={draft?.option}>
            {readOptions.map(({ name, help }) => (
              <option key={name} value={name} title={help}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Value
          <input name="value" required autofocus={draft !== null} defaultValue={draft?.value ?? ""} />
        </label>
        <button type="submit">Read again</button>
      </form>
    </details>
  );
}
