import type { JSX } from "preact";
import {
  formatBand,
  formatCount,
  formatDuration,
  formatMean,
  formatShare,
  formatValue,
  statusLabel,
} from "../format.ts";
import { TrendArrow, Warning } from "../frame/icon.tsx";
import { useStore } from "../store.ts";
import type { PeriodSummary } from "./period-summary.ts";
import { latestReading, readingAt, type Reading } from "./reading.ts";
import { StatusChart } from "./status-chart.tsx";

interface Properties {
  status: string;
  summary: PeriodSummary | undefined;
}

export function StatusCard({ status, summary }: Properties): JSX.Element {
  const store = useStore();
  const window = store.window.value;
  const now = latestReading(window, status, store.latest.value[status]);
  const cursorIndex = store.cursorIndex.value;
  const underCursor = cursorIndex === null || window === null ? null : readingAt(window, status, cursorIndex);
  const name = statusLabel(status);
  return (
    <section
      class={`card status ${now?.isAlarm === true ? "is-alarm" : ""}`}
      data-testid={`status-${status}`}
      data-points={window?.at.length ?? 0}
      aria-label={name}
    >
      <header class="status-head">
        <h2>{name}</h2>
        {now?.isAlarm === true && <AlarmTag reading={now} />}
        {summary !== undefined && <TrendArrow trend={summary.trend} />}
        <p class="status-now">
          <strong>{formatCount(now?.value ?? null)}</strong>
          <span>expected {formatMean(now?.expected ?? null)}</span>
        </p>
      </header>
      <div class="status-facts">
        {underCursor === null ? <Facts summary={summary} /> : <ReadingLine reading={underCursor} />}
        <OpenCount status={status} />
      </div>
      <StatusChart status={status} label={chartLabel(name, now, summary)} />
    </section>
  );
}

function AlarmTag({ reading }: { reading: Reading }): JSX.Element {
  const isBelow = (reading.value ?? 0) < (reading.expected ?? 0);
  const side = isBelow ? "below normal" : "above normal";
  return (
    <span class="tag is-alarm">
      <Warning size={11} /> {reading.by === "rule" ? "by rule" : side}
    </span>
  );
}

/** The count of the tick that is still open: shown apart, because it is not finished and so cannot be compared. */
function OpenCount({ status }: { status: string }): JSX.Element | null {
  const store = useStore();
  const openTick = store.pulse.value?.openTick ?? null;
  if (openTick === null || store.window.value?.scope !== "all") return null;
  return (
    <span class="open-count" title="Count of the tick that is still open">
      {formatCount(openTick.counts[status] ?? 0)} so far
    </span>
  );
}

function Facts({ summary }: { summary: PeriodSummary | undefined }): JSX.Element {
  const store = useStore();
  const window = store.window.value;
  if (summary === undefined || window === null) return <span>No data in this period</span>;
  const count = summary.anomalousPoints;
  const unit =
    window.stepMs === window.tickMs
      ? `anomalous ${count === 1 ? "tick" : "ticks"}`
      : `anomalous ${count === 1 ? "step" : "steps"} of ${formatDuration(window.stepMs)}`;
  return (
    <>
      <span>
        <b>{formatCount(summary.total)}</b> in {store.view.value.range.label}
      </span>
      <span>
        <b>{formatShare(summary.share)}</b> of volume
      </span>
      <span class={count > 0 ? "has-anomalies" : ""}>
        {count > 0 && <Warning size={11} />}
        <b>{count === 0 ? "no" : formatCount(count)}</b> {unit}
      </span>
    </>
  );
}

function ReadingLine({ reading }: { reading: Reading }): JSX.Element {
  const { clock } = useStore();
  return (
    <>
      <span>
        <time>{clock.value.second(reading.at)}</time>
      </span>
      <span class={reading.isAlarm ? "has-anomalies" : ""}>
        {reading.isAlarm && <Warning size={11} />}
        <b>{formatValue(reading.value)}</b>
      </span>
      <span>
        expected <b>{formatMean(reading.expected)}</b>
      </span>
      <span>
        band <b>{formatBand(reading.lower, reading.upper)}</b>
      </span>
    </>
  );
}

function chartLabel(name: string, now: Reading | null, summary: PeriodSummary | undefined): string {
  if (now === null || summary === undefined) return `Chart of ${name}, no data yet`;
  const anomalies = summary.anomalousPoints === 0 ? "no anomalies" : `${summary.anomalousPoints} anomalous points`;
  return `Chart of ${name}: ${formatValue(now.value)} now, ${formatMean(now.expected)} expected, ${summary.trend}, ${anomalies}. Arrow keys read single points.`;
}
