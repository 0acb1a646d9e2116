import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import type { History, StatusHistory } from "../../core/model/history.ts";
import { formatBand, formatMean, formatValue } from "../format.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { spanChartOptions } from "./span-chart-options.ts";

export interface SpanChartProps {
  history: History;
  status: string;
  /** What it shows, for those who cannot see it. */
  label: string;
  marks: readonly { at: number; label: string }[];
  /** What the lines are, while no point is read. */
  hasLegend: boolean;
}

function columnsOf(history: History, columns: StatusHistory): uPlot.AlignedData {
  const alarm = columns.value.map((value, index) => (columns.alert[index] === 1 ? value : null));
  return [history.at, columns.upper, columns.lower, columns.expected, columns.value, alarm];
}

/** Observed against expected of one status over the time of an incident; the arrow keys read single points. */
export function SpanChart({ history, status, label, marks, hasLegend }: SpanChartProps): JSX.Element | null {
  const store = useStore();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const [index, setIndex] = useState<number | null>(null);
  const columns = history.statuses[status];
  const shown = useRef({ history, columns, marks });
  shown.current = { history, columns, marks };

  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const look = {
      palette: () => store.palette.peek(),
      clock: () => store.clock.peek(),
      alert: () => shown.current.columns?.alert ?? [],
      marks: () => shown.current.marks,
      stepMs: () => shown.current.history.stepMs,
      onCursor: setIndex,
    };
    const { clientWidth: width, clientHeight: height } = element;
    const drawn = new uPlot(spanChartOptions(look, { width, height }), [[], [], [], [], [], []], element);
    chart.current = drawn;
    const observer = new ResizeObserver(() =>
      drawn.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
      chart.current = null;
    };
  }, [store]);
  useLayoutEffect(() => {
    if (columns !== undefined) chart.current?.setData(columnsOf(history, columns));
  }, [history, status]);
  useEffect(() => {
    if (columns !== undefined) chart.current?.setData(columnsOf(history, columns));
  }, []);
  useSignalEffect(() => {
    if (store.palette.value !== null && store.clock.value !== null) chart.current?.redraw(false);
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const drawn = chart.current;
    const last = drawn?.data[0].length ?? 0;
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (drawn === null || last === 0 || (step === 0 && event.key !== "Escape")) return;
    event.preventDefault();
    const from = drawn.cursor.idx ?? last;
    const next = Math.min(last - 1, Math.max(0, from + step * (event.shiftKey ? 10 : 1)));
    const left = step === 0 ? -10 : drawn.valToPos(drawn.data[0][next] ?? 0, "x");
    drawn.setCursor({ left, top: drawn.over.clientHeight / 2 });
  };

  return (
    <>
      <div class="span-chart" ref={holder} role="img" aria-label={label} tabIndex={0} onKeyDown={onKeyDown} />
      <p class="reading meta">
        {columns === undefined || index === null || history.at[index] === undefined ? (
          hasLegend && <Legend />
        ) : (
          <PointInWords at={history.at[index]} columns={columns} index={index} />
        )}
      </p>
    </>
  );
}

function Legend(): JSX.Element {
  return (
    <>
      <span class="key is-line">{t("came in")}</span>
      <span class="key is-expected">{t("expected")}</span>
      <span class="key is-band">{t("normal range")}</span>
    </>
  );
}

function PointInWords({ at, columns, index }: { at: number; columns: StatusHistory; index: number }): JSX.Element {
  const { clock } = useStore();
  const value = columns.value[index] ?? null;
  return (
    <>
      <time>{clock.value.second(at)}</time>
      <span>
        <b>{formatValue(value)}</b> {t("came in")}
      </span>
      <span>
        <b>{formatMean(columns.expected[index] ?? null)}</b> {t("expected")}
      </span>
      <span>
        {t("normal range")} <b>{formatBand(columns.lower[index] ?? null, columns.upper[index] ?? null)}</b>
      </span>
    </>
  );
}
