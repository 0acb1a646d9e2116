import type uPlot from "uplot";
import type { Zoom } from "../address.ts";
import type { Store } from "../store.ts";

const MINUTE_MS = 60_000;
/** In less time there are hardly points to see. */
const LEAST_MS = 2 * MINUTE_MS;

type Zoomable = Pick<Store, "view" | "window">;

/** Shows a part of the time in all charts: at least two minutes of it, in whole seconds. */
export function zoomInto({ view }: Pick<Store, "view">, from: number, to: number): void {
  const short = Math.max(0, LEAST_MS - (to - from)) / 2;
  const zoom: Zoom = { from: Math.floor((from - short) / 1000) * 1000, to: Math.ceil((to + short) / 1000) * 1000 };
  view.value = { ...view.peek(), zoom };
}

/** Back to the chosen range, up to now. */
export function zoomOut({ view }: Pick<Store, "view">): void {
  if (view.peek().zoom !== null) view.value = { ...view.peek(), zoom: null };
}

/** Half of the shown time, or twice as much, around an instant. */
export function zoomBy(store: Zoomable, factor: number, around: number, [from, to]: readonly [number, number]): void {
  const length = Math.max(LEAST_MS, (to - from) * factor);
  const part = Math.min(1, Math.max(0, (around - from) / (to - from)));
  zoomInto(store, around - part * length, around + (1 - part) * length);
}

/** What was marked by dragging; the mark itself goes away, since the charts then show nothing else. */
export function zoomIntoSelection(chart: uPlot, store: Zoomable): void {
  const { left, width } = chart.select;
  if (width <= 0) return;
  const [from, to] = [chart.posToVal(left, "x"), chart.posToVal(left + width, "x")];
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  zoomInto(store, from, to);
}
