import uPlot from "uplot";
import { alarmRuns, chartTop } from "../chart/chart-data.ts";
import type { Clock } from "../format.ts";
import type { Palette } from "../palette.ts";

const MARK_PX = 4;
/** Marks that are nearer to each other are one. */
const LEAST_APART_PX = 5;
const HIDDEN = { points: { show: false } };

/** What a chart of the past draws beside its lines; looked up at each drawing. */
export interface SpanLook {
  palette: () => Palette;
  clock: () => Clock;
  alert: () => readonly (0 | 1)[];
  /** Start of the time that the incident is of, and its end; null while it lasts. */
  marks: () => readonly { at: number; label: string }[];
  stepMs: () => number;
  onCursor: (index: number | null) => void;
}

/** A chart of one status over a fixed time. Colours are looked up at each drawing, so a change of theme needs only a redraw. */
export function spanChartOptions(look: SpanLook, size: { width: number; height: number }): uPlot.Options {
  const { palette, clock } = look;
  const font = `11px ${getComputedStyle(document.documentElement).getPropertyValue("--font").trim()}`;
  const axis = { stroke: () => palette().axis, font, ticks: { show: false } };
  return {
    ...size,
    ms: 1,
    padding: [16, 16, 0, 0],
    tzDate: (at) => uPlot.tzDate(new Date(at), clock().timeZone),
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false, setScale: false },
      sync: { key: "incident", setSeries: false },
      points: {
        size: (chart, index) => (chart.series[index]?.label === "value" ? 8 : 0),
        width: 2,
        stroke: () => palette().surface,
        fill: () => palette().line,
      },
    },
    scales: { x: { time: true }, y: { range: (chart) => [0, chartTop(chart.data)] } },
    axes: [
      {
        ...axis,
        size: 22,
        gap: 5,
        space: 64,
        grid: { show: false },
        values: (_chart, splits) => splits.map(clock().minute),
      },
      { ...axis, size: 42, gap: 4, space: 24, grid: { stroke: () => palette().grid, width: 1 } },
    ],
    series: [
      {},
      { label: "upper", ...HIDDEN },
      { label: "lower", ...HIDDEN },
      { label: "expected", stroke: () => palette().expected, width: 1.25, dash: [4, 3], ...HIDDEN },
      { label: "value", stroke: () => palette().line, width: 1.25, ...HIDDEN },
      {
        label: "alarm",
        stroke: () => palette().alarm,
        width: 2,
        points: { show: true, size: 4, width: 0, fill: () => palette().alarm },
      },
    ],
    bands: [{ series: [1, 2], fill: () => palette().band }],
    hooks: {
      drawClear: [(chart) => drawAlarms(chart, look)],
      draw: [(chart) => drawMarks(chart, look)],
      setCursor: [(chart) => look.onCursor(chart.cursor.idx ?? null)],
    },
  };
}

/** Washes the time in alarm and puts a triangle where it begins, so that it does not show by colour alone. */
function drawAlarms(chart: uPlot, look: SpanLook): void {
  const { ctx, bbox } = chart;
  const { alarm, alarmWash } = look.palette();
  const mark = MARK_PX * uPlot.pxRatio;
  const half = look.stepMs() / 2;
  const times = chart.data[0];
  ctx.save();
  for (const [first, last] of alarmRuns(look.alert())) {
    const left = positionOf(chart, (times[first] ?? 0) - half);
    const right = positionOf(chart, (times[last] ?? 0) + half);
    ctx.fillStyle = alarmWash;
    ctx.fillRect(left, bbox.top, Math.max(uPlot.pxRatio, right - left), bbox.height);
    const middle = positionOf(chart, times[first] ?? 0);
    ctx.fillStyle = alarm;
    ctx.beginPath();
    ctx.moveTo(middle - mark, bbox.top - mark * 1.6);
    ctx.lineTo(middle + mark, bbox.top - mark * 1.6);
    ctx.lineTo(middle, bbox.top);
    ctx.fill();
  }
  ctx.restore();
}

/** A line with a word where the incident began, was told and ended; words that would run into each other are left out. */
function drawMarks(chart: uPlot, look: SpanLook): void {
  const { ctx, bbox } = chart;
  const colours = look.palette();
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.font = `${11 * ratio}px ${getComputedStyle(chart.root).fontFamily}`;
  ctx.strokeStyle = colours.axis;
  ctx.fillStyle = colours.axis;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  let free = bbox.left;
  let before = -Infinity;
  for (const { at, label } of look.marks()) {
    const x = positionOf(chart, at);
    if (x - before < LEAST_APART_PX * ratio) continue;
    before = x;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const width = ctx.measureText(label).width;
    const left = Math.min(x + 6 * ratio, bbox.left + bbox.width - width);
    if (left < free) continue;
    ctx.fillText(label, left, bbox.top - 4 * ratio);
    free = left + width + 8 * ratio;
  }
  ctx.restore();
}

function positionOf(chart: uPlot, at: number): number {
  const { left, width } = chart.bbox;
  return Math.min(left + width, Math.max(left, chart.valToPos(at, "x", true)));
}
