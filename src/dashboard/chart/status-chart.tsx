import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { useStore } from "../store.ts";
import { chartData } from "./chart-data.ts";
import { chartOptions } from "./chart-options.ts";
import { zoomBy, zoomOut } from "./zoom.ts";

const EMPTY: uPlot.AlignedData = [[], [], [], [], [], [], []];

export function StatusChart({ status, label }: { status: string; label: string }): JSX.Element {
  const store = useStore();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const { clientWidth: width, clientHeight: height } = element;
    const drawn = new uPlot(chartOptions(store, status, { width, height }), EMPTY, element);
    chart.current = drawn;
    const window = store.window.peek();
    if (window !== null) drawn.setData(chartData(window, status, null));
    const observer = new ResizeObserver(() =>
      drawn.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
      chart.current = null;
    };
  }, [store, status]);

  useSignalEffect(() => {
    const window = store.window.value;
    const openTick = store.pulse.value?.openTick ?? null;
    if (window === null) return;
    const isAllTraffic = window.scope === "all";
    chart.current?.setData(chartData(window, status, isAllTraffic ? openTick : null));
  });
  useSignalEffect(() => {
    if (store.marks.value !== null) chart.current?.redraw(false);
  });
  useSignalEffect(() => {
    if (store.palette.value !== null) chart.current?.redraw(false);
  });

  /** Arrow keys walk the cursor, so the readings do not need a pointer. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const drawn = chart.current;
    const last = drawn?.data[0].length ?? 0;
    if (drawn !== null && last > 0 && (event.key === "+" || event.key === "-")) {
      event.preventDefault();
      const at = drawn.data[0][drawn.cursor.idx ?? last - 1] ?? 0;
      const { min, max } = drawn.scales["x"] ?? {};
      zoomBy(store, event.key === "+" ? 0.5 : 2, at, [min ?? at, max ?? at]);
      return;
    }
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (drawn === null || last === 0 || (step === 0 && event.key !== "Escape")) return;
    event.preventDefault();
    const from = drawn.cursor.idx ?? last;
    const index = Math.min(last - 1, Math.max(0, from + step * (event.shiftKey ? 10 : 1)));
    const left = step === 0 ? -10 : drawn.valToPos(drawn.data[0][index] ?? 0, "x");
    drawn.setCursor({ left, top: drawn.over.clientHeight / 2 });
  };

  return (
    <div
      class="chart"
      ref={holder}
      role="img"
      aria-label={label}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onDblClick={() => zoomOut(store)}
    />
  );
}
