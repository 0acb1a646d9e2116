import uPlot from "uplot";
import type { Store } from "../store.ts";
import { alarmRuns, chartTop, shownSpan } from "./chart-data.ts";
import { drawMarks } from "./draw-marks.ts";
import { timeLabels } from "./time-labels.ts";
import { zoomIntoSelection } from "./zoom.ts";

const FONT = "11px var(--font)";
const MARK_PX = 4;

/** How a status is drawn. Colours are looked up at each drawing, so a change of theme needs only a redraw. */
export function chartOptions(store: Store, status: string, size: { width: number; height: number }): uPlot.Options {
  const colours = (): Store["palette"]["value"] => store.palette.peek();
  const isHidden = { points: { show: false } };
  return {
    ...size,
    ms: 1,
    padding: [8, 16, 0, 0],
    tzDate: (at) => uPlot.tzDate(new Date(at), store.clock.peek().timeZone),
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: 6 },
      sync: { key: "statuses", setSeries: false },
      points: {
        size: (chart, index) => (chart.series[index]?.label === "value" ? 8 : 0),
        width: 2,
        stroke: () => colours().surface,
        fill: () => colours().line,
      },
    },
    scales: {
      x: { time: true, range: () => shownRange(store) },
      y: { range: (chart) => [0, chartTop(chart.data)] },
    },
    axes: [
      {
        stroke: () => colours().axis,
        font: canvasFont(),
        size: 22,
        gap: 5,
        space: 64,
        grid: { show: false },
        ticks: { show: false },
        values: (_chart, splits, _axis, _space, step) => timeLabels(splits, step, store.clock.peek()),
      },
      {
        stroke: () => colours().axis,
        font: canvasFont(),
        size: 38,
        gap: 4,
        space: 24,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7],
        grid: { stroke: () => colours().grid, width: 1 },
        ticks: { show: false },
        values: (_chart, splits) => splits.map(shortCount),
      },
    ],
    series: [
      {},
      { label: "upper", ...isHidden },
      { label: "lower", ...isHidden },
      { label: "expected", stroke: () => colours().expected, width: 1.25, dash: [4, 3], ...isHidden },
      { label: "value", stroke: () => colours().line, width: 1.25, ...isHidden },
      {
        label: "alarm",
        stroke: () => colours().alarm,
        width: 2,
        points: { show: true, size: 4, width: 0, fill: () => colours().alarm },
      },
      {
        label: "open",
        stroke: () => colours().line,
        width: 0,
        points: { show: true, size: 6, width: 1.25, stroke: () => colours().expected, fill: () => colours().surface },
      },
    ],
    bands: [{ series: [1, 2], fill: () => colours().band }],
    hooks: {
      drawClear: [(chart) => drawAlarms(chart, store, status)],
      draw: [(chart) => drawMarks(chart, store, status)],
      setCursor: [(chart) => (store.cursorIndex.value = chart.cursor.idx ?? null)],
      setSelect: [(chart) => zoomIntoSelection(chart, store)],
    },
  };
}

function canvasFont(): string {
  const family = getComputedStyle(document.documentElement).getPropertyValue("--font").trim();
  return FONT.replace("var(--font)", family);
}

function shownRange(store: Store): [number, number] {
  const window = store.window.peek();
  if (window !== null && (window.at.length > 0 || window.zoom !== null)) return shownSpan(window);
  const now = store.now.peek();
  return [now - store.view.peek().range.ms, now];
}

function shortCount(value: number): string {
  if (value >= 1e6) return `${value / 1e6}M`;
  return value >= 1e4 ? `${value / 1e3}k` : String(value);
}

/** Washes the time in alarm and puts a triangle where it begins, so that it does not show by colour alone. */
function drawAlarms(chart: uPlot, store: Store, status: string): void {
  const window = store.window.peek();
  const alert = window?.statuses[status]?.alert;
  if (window === null || alert === undefined) return;
  const { ctx, bbox } = chart;
  const scale = uPlot.pxRatio;
  const colours = store.palette.peek();
  const half = window.stepMs / 2;
  const position = (at: number): number =>
    Math.min(bbox.left + bbox.width, Math.max(bbox.left, chart.valToPos(at, "x", true)));
  ctx.save();
  for (const [first, last] of alarmRuns(alert)) {
    const left = position((window.at[first] ?? 0) - half);
    const right = position((window.at[last] ?? 0) + half);
    ctx.fillStyle = colours.alarmWash;
    ctx.fillRect(left, bbox.top, Math.max(scale, right - left), bbox.height);
    const middle = position(window.at[first] ?? 0);
    const mark = MARK_PX * scale;
    ctx.fillStyle = colours.alarm;
    ctx.beginPath();
    ctx.moveTo(middle - mark, bbox.top - mark * 1.6);
    ctx.lineTo(middle + mark, bbox.top - mark * 1.6);
    ctx.lineTo(middle, bbox.top);
    ctx.fill();
  }
  ctx.restore();
}
