import type { Message, TrailTick } from "../../../core/model/message.ts";
import { type Element, type Extent, paragraph } from "./card-element.ts";
import { textSparkline } from "./text-sparkline.ts";

const NO_BREAK_SPACE = "\u00a0";
/** As many bars as a phone shows in one line. */
const LONGEST_SPARKLINE = 24;

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
      fallback: { type: "Container", spacing: "Medium", items: sparklines(ticks.slice(-LONGEST_SPARKLINE), timeZone) },
    },
  ];
}

function sparklines(ticks: readonly TrailTick[], timeZone: string): Element[] {
  const values = ticks.map(({ value }) => value);
  const expected = ticks.map((tick) => tick.expected);
  const top = Math.max(...values, ...expected, 0);
  const row = (name: string, bars: string, run: Element, spacing: string): Element =>
    paragraph(name.padEnd(9, NO_BREAK_SPACE) + bars, { fontType: "Monospace", ...run }, { spacing });
  const highest = top.toLocaleString("en-US", { maximumFractionDigits: 1 });
  return [
    row("actual", textSparkline(values, top), {}, "Medium"),
    row("expected", textSparkline(expected, top), { isSubtle: true }, "None"),
    paragraph(
      `${rangeText(ticks, timeZone)}, highest bar ${highest}`,
      { size: "Small", isSubtle: true },
      { spacing: "None" },
    ),
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
