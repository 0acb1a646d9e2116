import type { TrailTick } from "../../../core/model/message.ts";
import { strokedText } from "./stroked-text.ts";

export const CHART_WIDTH = 560;
export const CHART_HEIGHT = 190;
const PLOT = { left: 52, right: CHART_WIDTH - 16, top: 16, bottom: CHART_HEIGHT - 30 };
const COLOURS = { paper: "#ffffff", grid: "#e4e7ec", text: "#667085", expected: "#98a2b3", actual: "#d92d20" };
/** Highest values of an axis, of which each half is as round. */
const ROUND = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10];

/**
 * Actual and expected as SVG, on white, so that it can be read in a dark mail program as well; empty when there is nothing to draw.
 * What it shows also stands in the text beside it.
 */
export function chartPicture(trail: readonly TrailTick[], timeZone: string): string {
  const ticks = trail.filter(({ value, expected }) => Number.isFinite(value) && Number.isFinite(expected));
  const [first] = ticks;
  const last = ticks.at(-1);
  if (first === undefined || last === undefined || first.at >= last.at) return "";
  const top = roundTop(Math.max(...ticks.flatMap(({ value, expected }) => [value, expected]), 1));
  const x = (at: number): number => PLOT.left + ((at - first.at) / (last.at - first.at)) * (PLOT.right - PLOT.left);
  const y = (value: number): number => PLOT.bottom - (Math.max(0, value) / top) * (PLOT.bottom - PLOT.top);
  const points = (pick: (tick: TrailTick) => number): string[] =>
    ticks.map((tick) => `${x(tick.at).toFixed(1)} ${y(pick(tick)).toFixed(1)}`);
  const actual = points(({ value }) => value);
  const expected = points((tick) => tick.expected);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CHART_WIDTH}" height="${CHART_HEIGHT}" viewBox="0 0 ${CHART_WIDTH} ${CHART_HEIGHT}">`,
    `<rect width="100%" height="100%" fill="${COLOURS.paper}"/>`,
    ...[0, top / 2, top].map((value) => gridLine(value, y(value))),
    ...timeMarks(ticks, timeZone, x),
    `<path d="M${actual.join("L")}L${expected.toReversed().join("L")}Z" fill="${COLOURS.actual}" fill-opacity="0.13"/>`,
    `<path d="M${expected.join("L")}" fill="none" stroke="${COLOURS.expected}" stroke-width="1.8" stroke-dasharray="5 3"/>`,
    `<path d="M${actual.join("L")}" fill="none" stroke="${COLOURS.actual}" stroke-width="2.2" stroke-linejoin="round" stroke-linecap="round"/>`,
    `<circle cx="${x(last.at).toFixed(1)}" cy="${y(last.value).toFixed(1)}" r="3.4" fill="${COLOURS.actual}"/>`,
    "</svg>",
  ].join("");
}

function gridLine(value: number, y: number): string {
  const line = `<path d="M${PLOT.left} ${y.toFixed(1)}H${PLOT.right}" stroke="${COLOURS.grid}" stroke-width="1"/>`;
  const place = { x: PLOT.left - 8, y: y + 4, size: 8.5, anchor: "end", color: COLOURS.text } as const;
  return line + strokedText(shortCount(value), place);
}

/** The first, the middle and the last time. */
function timeMarks(ticks: readonly TrailTick[], timeZone: string, x: (at: number) => number): string[] {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  const anchors = ["start", "middle", "end"] as const;
  const chosen = [ticks[0], ticks.length > 2 ? ticks[ticks.length >> 1] : undefined, ticks.at(-1)];
  return chosen.map((tick, index) => {
    const place = { y: CHART_HEIGHT - 10, size: 8.5, anchor: anchors[index] ?? "middle", color: COLOURS.text };
    return tick === undefined ? "" : strokedText(clock.format(tick.at), { x: x(tick.at), ...place });
  });
}

function roundTop(highest: number): number {
  const decade = 10 ** Math.floor(Math.log10(highest));
  return (ROUND.find((step) => step * decade >= highest) ?? 10) * decade;
}

function shortCount(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  return value >= 1e4 ? `${Number((value / 1e3).toPrecision(3))}k` : String(Number(value.toPrecision(3)));
}
