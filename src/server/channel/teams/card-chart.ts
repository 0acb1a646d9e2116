import type { Message, TrailTick } from "../../../core/model/message.ts";
import { isWhole, rangeText, trailLines } from "../trail-lines.ts";
import { type Element, type Extent, paragraph } from "./card-element.ts";

/**
 * Actual and expected as lines, by the chart that Teams has in its cards; whatever does not know it (Outlook, an older client)
 * draws the fallback, bars in text.
 */
export function cardChart({ trail, timeZone }: Message, extent: Extent): Element[] {
  const ticks = trail.slice(-Math.max(1, extent.ticks)).filter(isWhole);
  if (extent.ticks === 0 || ticks.length < 2) return [];
  const line = (legend: string, color: string, pick: (tick: TrailTick) => number): Element => ({
    legend,
    color,
    values: ticks.map((tick) => ({ x: new Date(tick.at).toISOString().replace(".000Z", "Z"), y: rounded(pick(tick)) })),
  });
  return [
    {
      type: "Chart.Line",
      spacing: "Medium",
      title: "Actual and expected",
      xAxisTitle: rangeText(ticks, timeZone),
      yAxisTitle: "Transactions",
      data: [
        line("actual", "attention", ({ value }) => value),
        line("expected", "neutral", ({ expected }) => expected),
      ],
      fallback: { type: "Container", spacing: "Medium", items: sparklines(ticks, timeZone) },
    },
  ];
}

function sparklines(trail: readonly TrailTick[], timeZone: string): Element[] {
  const lines = trailLines(trail, timeZone);
  if (lines === null) return [];
  const row = (text: string, run: Element, spacing: string): Element =>
    paragraph(text, { fontType: "Monospace", ...run }, { spacing });
  return [
    row(lines.actual, {}, "Medium"),
    row(lines.expected, { isSubtle: true }, "None"),
    paragraph(lines.note, { size: "Small", isSubtle: true }, { spacing: "None" }),
  ];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
