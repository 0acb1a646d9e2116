import type { JSX } from "preact";
import { legendMarkup } from "../../core/analysis/report/legend.ts";
import type { Picture } from "../../core/analysis/report/reference-picture.ts";

/** A picture as the report has it; its texts are escaped where it is drawn. */
export function PictureFigure({ picture }: { picture: Picture }): JSX.Element {
  return (
    <figure class="picture-figure">
      <div class="wide" dangerouslySetInnerHTML={{ __html: picture.svg }} />
      <figcaption dangerouslySetInnerHTML={{ __html: legendMarkup(picture.legend) }} />
    </figure>
  );
}
