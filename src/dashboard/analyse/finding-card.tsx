import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { CountTable } from "../../core/analysis/count-table.ts";
import { closeUp } from "../../core/analysis/report/close-up.ts";
import { factsOf, KINDS } from "../../core/analysis/report/finding-words.ts";
import type { NumberedFinding } from "../../core/analysis/report/numbered.ts";
import { PictureFigure } from "./picture-figure.tsx";
import { SqlEditor } from "./sql-editor.tsx";

interface FindingCardProps {
  numbered: NumberedFinding;
  tables: readonly CountTable[];
  analysisId: string;
}

export function FindingCard({ numbered: { number, finding }, tables, analysisId }: FindingCardProps): JSX.Element {
  const hasReferences = tables
    .find(({ name }) => name === finding.file)
    ?.columns.some(({ role }) => role.kind !== "observed");
  // A table with references is drawn above, with the finding's number in it.
  const picture = useMemo(() => (hasReferences === true ? undefined : closeUp(tables, finding)), [tables, finding]);
  return (
    <article class="card analyse-card" data-testid="finding">
      <h3>
        <span class="finding-number">{number}</span> {finding.title}
      </h3>
      <p class="finding-kind">{KINDS[finding.kind]}</p>
      <p>{finding.explanation}</p>
      <dl class="finding-facts">
        {factsOf(finding).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {picture !== undefined && <PictureFigure picture={picture} />}
      <Evidence title="Speaks for it" texts={finding.speaksFor} />
      <Evidence title="Speaks against it" texts={finding.speaksAgainst} />
      <details>
        <summary>The numbers, in SQL</summary>
        <SqlEditor analysisId={analysisId} initial={finding.sql} label={`SQL of finding ${number}`} />
      </details>
    </article>
  );
}

function Evidence({ title, texts }: { title: string; texts: readonly string[] }): JSX.Element | null {
  if (texts.length === 0) return null;
  return (
    <div>
      <h4>{title}</h4>
      <ul class="evidence">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
