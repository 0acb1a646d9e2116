import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { NOTHING } from "../format.ts";
import { locale, t } from "../language/language.ts";
import { useStore } from "../store.ts";
import type { Lines } from "./answer-shape.ts";

const DAY_MS = 86_400_000;
/** A pattern for each line beside its colour. */
const DASHES: readonly number[][] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 4], [12, 4], [6, 2, 2, 2, 2, 2]];

export function LineChart({ lines }: { lines: Lines }): JSX.Element {
  const store = useStore();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const cursor = useSignal<number | null>(null);

  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const size = { width: element.clientWidth, height: element.clientHeight };
    const data: uPlot.AlignedData = [lines.at, ...lines.series.map(({ values }) => values)];
    const drawn = new uPlot(
      optionsOf(lines, size, (index) => (cursor.value = index)),
      data,
      element,
    );
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
  }, [lines]);
  useSignalEffect(() => {
    if (store.palette.value !== null) chart.current?.redraw(false);
  });

  /** Arrow keys walk the cursor, so the readings do not need a pointer. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (step === 0 || chart.current === null) return;
    event.preventDefault();
    const last = lines.at.length - 1;
    const index = Math.min(last, Math.max(0, (cursor.value ?? last + (step < 0 ? 1 : -1)) + step));
    const left = chart.current.valToPos(lines.at[index] ?? 0, "x");
    chart.current.setCursor({ left, top: chart.current.over.clientHeight / 2 });
  };

  const index = cursor.value;
  const label = t("Lines over time: {names}", { names: lines.series.map(({ name }) => name).join(", ") });
  return (
    <figure class="lines">
      <div class="line-chart" ref={holder} role="img" aria-label={label} tabIndex={0} onKeyDown={onKeyDown} />
      <figcaption class="answer-legend">
        {lines.series.map(({ name, values }, place) => (
          <span key={name}>
            <svg class={`series-${place + 1}`} width="26" height="8" aria-hidden="true">
              <path d="M0 4h26" stroke="var(--series)" stroke-width="2" stroke-dasharray={DASHES[place]?.join(" ")} />
            </svg>{" "}
            {name} {index !== null && <b>{reading(values[index])}</b>}
          </span>
        ))}
        <span class="at">{index === null ? "" : momentText(lines.at[index] ?? 0)}</span>
      </figcaption>
      {lines.left > 0 && (
        <p class="panel-note">{t("{n} smaller lines are left out; the table has them.", { n: lines.left })}</p>
      )}
    </figure>
  );
}

function optionsOf(
  { series }: Lines,
  size: { width: number; height: number },
  onCursor: (index: number | null) => void,
): uPlot.Options {
  const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const font = `11px ${colour("--font")}`;
  const axis = { stroke: () => colour("--ink-faint"), font, ticks: { show: false } };
  return {
    ...size,
    ms: 1,
    // Instants are those of the operation's clock, written as if it were UTC.
    tzDate: (at) => uPlot.tzDate(new Date(at), "UTC"),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false } },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        space: 80,
        values: (_chart, splits, _axis, _space, step) => splits.map((at) => timeText(at, step)),
      },
      {
        ...axis,
        size: 56,
        grid: { stroke: () => colour("--grid"), width: 1 },
        values: (_chart, splits) => splits.map((value) => compact(value)),
      },
    ],
    series: [
      {},
      ...series.map(({ name, values }, place): uPlot.Series => ({
        label: name,
        stroke: () => colour(`--series-${place + 1}`),
        width: 1.75,
        dash: DASHES[place] ?? [],
        points: { show: values.length < 40, size: 4 },
      })),
    ],
    hooks: { setCursor: [(chart) => onCursor(chart.cursor.idx ?? null)] },
  };
}

/** The time of day, and the day where one begins or steps are days. */
function timeText(at: number, step: number): string {
  const isDay = step >= DAY_MS || at % DAY_MS === 0;
  const options = isDay
    ? ({ day: "numeric", month: "short" } as const)
    : ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const);
  return new Intl.DateTimeFormat(locale.peek(), { timeZone: "UTC", ...options }).format(at);
}

function compact(value: number): string {
  return new Intl.NumberFormat(locale.peek(), { notation: "compact", maximumFractionDigits: 2 }).format(value);
}

function reading(value: number | null | undefined): string {
  if (value === null || value === undefined) return NOTHING;
  return new Intl.NumberFormat(locale.value, { maximumSignificantDigits: 6 }).format(value);
}

function momentText(at: number): string {
  const options = { timeZone: "UTC", dateStyle: "medium", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(locale.value, options).format(at);
}
