import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { CountTable } from "../../core/analysis/count-table.ts";
import { legendMarkup } from "../../core/analysis/report/legend.ts";
import type { NumberedFinding } from "../../core/analysis/report/numbered.ts";
import { referencePicture } from "../../core/analysis/report/reference-picture.ts";
import { seriesPanels } from "../../core/analysis/report/series-picture.ts";
import { PictureFigure } from "./picture-figure.tsx";

interface FilePicturesProps {
  tables: readonly CountTable[];
  findings: readonly NumberedFinding[];
}

/** The files as a whole: a chart for each that brings its references, small multiples of the others. */
export function FilePictures({ tables, findings }: FilePicturesProps): JSX.Element {
  const withReferences = tables.filter(({ columns }) => columns.some(({ role }) => role.kind !== "observed"));
  const series = tables.filter((table) => !withReferences.includes(table));
  return (
    <>
      {withReferences.map((table) => (
        <section class="card analyse-card" key={table.name} aria-label={table.name}>
          <h3>{table.name}</h3>
          <PictureFigure picture={referencePicture(table, findings)} />
        </section>
      ))}
      {series.length > 0 && <Panels tables={series} findings={findings} />}
    </>
  );
}

function Panels({ tables, findings }: FilePicturesProps): JSX.Element {
  const { panels, leftOut, legend } = useMemo(() => seriesPanels(tables, findings), [tables, findings]);
  return (
    <section class="card analyse-card" aria-label="By day and hour">
      <h3>By day and hour</h3>
      <div dangerouslySetInnerHTML={{ __html: legendMarkup(legend) }} />
      <div class="panels">
        {panels.map((panel) => (
          <figure key={`${panel.series} ${panel.day}`}>
            <div dangerouslySetInnerHTML={{ __html: panel.svg }} />
            <figcaption>
              <b>{panel.series}</b> {panel.day}
            </figcaption>
          </figure>
        ))}
      </div>
      {leftOut > 0 && <p class="meta">{leftOut} more are not drawn; SQL shows them.</p>}
    </section>
  );
}
