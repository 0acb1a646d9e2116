import uPlot from "uplot";
import type { ChartMark } from "../../core/model/chart-mark.ts";
import type { Store } from "../store.ts";

/** Height of the lane in which marks stand, above the axis. */
const LANE_PX = 5;
const DIAMOND_PX = 4.5;

/** Marks of a status in the time that its chart shows. */
export function marksOf(
  marks: readonly ChartMark[],
  status: string,
  [from, to]: readonly [number, number],
): ChartMark[] {
  return marks.filter((mark) => {
    const isOfStatus = mark.statuses === null || mark.statuses.includes(status);
    return isOfStatus && mark.from <= to && (mark.to ?? to) >= from;
  });
}

/** Incidents as a full bar, silences as a row of dots, deploys as a dashed line with a diamond: each has a shape of its own. */
export function drawMarks(chart: uPlot, store: Store, status: string): void {
  const { min, max } = chart.scales["x"] ?? {};
  if (min === undefined || min === null || max === undefined || max === null) return;
  const { ctx } = chart;
  const colours = store.palette.peek();
  ctx.save();
  for (const mark of marksOf(store.marks.peek(), status, [min, max])) {
    const left = chart.valToPos(Math.max(min, mark.from), "x", true);
    const right = chart.valToPos(Math.min(max, mark.to ?? max), "x", true);
    if (mark.kind === "deploy") drawDeploy(chart, left, colours.mark);
    else if (mark.kind === "incident") drawBar(chart, left, right, colours.alarm);
    else drawDots(chart, left, right, colours.mark);
  }
  ctx.restore();
}

function drawBar({ ctx, bbox }: uPlot, left: number, right: number, colour: string): void {
  const height = LANE_PX * uPlot.pxRatio;
  ctx.fillStyle = colour;
  ctx.fillRect(left, bbox.top + bbox.height - height, Math.max(2 * uPlot.pxRatio, right - left), height);
}

function drawDots({ ctx, bbox }: uPlot, left: number, right: number, colour: string): void {
  const radius = (LANE_PX / 2.6) * uPlot.pxRatio;
  const y = bbox.top + bbox.height - 1.7 * LANE_PX * uPlot.pxRatio;
  ctx.fillStyle = colour;
  for (let x = left + radius; x <= right; x += 4 * radius) {
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fill();
  }
}

function drawDeploy({ ctx, bbox }: uPlot, x: number, colour: string): void {
  const scale = uPlot.pxRatio;
  const size = DIAMOND_PX * scale;
  const middle = bbox.top + size;
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = scale;
  ctx.setLineDash([3 * scale, 3 * scale]);
  ctx.beginPath();
  ctx.moveTo(x, middle);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x, middle - size);
  ctx.lineTo(x + size, middle);
  ctx.lineTo(x, middle + size);
  ctx.lineTo(x - size, middle);
  ctx.fill();
}
