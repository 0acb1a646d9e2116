import { clippedText } from "../clipped-text.ts";

export type Element = Readonly<Record<string, unknown>>;

/** How much of a message goes into its card. */
export interface Extent {
  title: number;
  summary: number;
  facts: number;
  fact: number;
  /** Points of the chart; none where it is 0. */
  ticks: number;
  mentions: number;
}

/**
 * Text runs take their text as it is. A TextBlock or a FactSet would read it as Markdown, in which a merchant's name could be a link
 * or a mention, and whose escapes the mobile apps show as backslashes.
 */
export function paragraph(text: string, run: Element = {}, block: Element = {}): Element {
  return { type: "RichTextBlock", ...block, inlines: [{ type: "TextRun", text, ...run }] };
}

export function factRow({ name, value }: { name: string; value: string }, extent: Extent, index: number): Element {
  const column = (width: number, item: Element): Element => ({ type: "Column", width, items: [item] });
  return {
    type: "ColumnSet",
    spacing: index === 0 ? "Medium" : "Small",
    columns: [
      column(1, paragraph(clippedText(name, Math.min(60, extent.fact)), { weight: "Bolder" })),
      column(3, paragraph(clippedText(value, extent.fact))),
    ],
  };
}
