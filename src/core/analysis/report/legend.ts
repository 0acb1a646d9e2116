import { escaped } from "./markup.ts";
import type { LegendEntry } from "./reference-picture.ts";

/** Each stroke and colour of a picture with what it stands for. */
export function legendMarkup(legend: readonly LegendEntry[]): string {
  const entries = legend.map(({ className, text }) => {
    const isArea = /^(?:band|lost|surplus)/.test(className);
    const key = isArea
      ? `<rect class="${className}" x="1" y="1" width="24" height="10" rx="2"/>`
      : `<path class="${className}" d="M1 6h24"/>`;
    return `<span><svg class="picture key" viewBox="0 0 26 12" aria-hidden="true">${key}</svg>${escaped(text)}</span>`;
  });
  return `<div class="picture-legend">${entries.join("")}</div>`;
}
