import type { Message, TrailTick } from "../../../core/model/message.ts";
import { trailLines } from "../text/trail-lines.ts";
import { type Element, type Extent, paragraph } from "./card-element.ts";

/** As many bars as a phone shows in one line. */
const LONGEST_SPARKLINE = 24;

/**
 * Actual and expected as lines, by the chart that Teams has in its cards; whatever does not know it (Outlook, an older client)
 * draws the fallback, bars in text.
 */
export function cardChart({ trail, timeZone }: Message, extent: Extent): Element[] {
  const ticks = trail.slice(-Math.max(1, extent.ticks)).filter(isWhole);
  const bars = trailLines(ticks, Math.min(extent.ticks, LONGEST_SPARKLINE));
  if (bars === null) return [];
  const line = (legend: string, color: string, pick: (tick: TrailTick) => number): Element => ({
    legend,
    color,
    values: ticks.map((tick) => ({ x: new Date(tick.at).toISOString().replace(".000Z", "Z"), y: rounded(pick(tick)) })),
  });
  const row = (text: string, run: Element, spacing: string): Element => paragraph(text, run, { spacing });
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
      fallback: {
        type: "Container",
        spacing: "Medium",
        items: [
          row(bars.actual, { fontType: "Monospace" }, "Medium"),
          row(bars.expected, { fontType: "Monospace", isSubtle: true }, "None"),
          row(
            `${bars.note}, ${rangeText(ticks.slice(-LONGEST_SPARKLINE), timeZone)}`,
            { size: "Small", isSubtle: true },
            "None",
          ),
        ],
      },
    },
  ];
}

/** The charts of Teams draw nothing at all when one number is none. */
function isWhole({ at, value, expected }: TrailTick): boolean {
  return Number.isFinite(value) && Number.isFinite(expected) && Math.abs(at) <= 8.64e15;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function rangeText(ticks: readonly TrailTick[], timeZone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  return `${clock.format(ticks[0]?.at)} to ${clock.format(ticks.at(-1)?.at)} (${timeZone})`;
}
