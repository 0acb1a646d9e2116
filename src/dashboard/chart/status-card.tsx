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
import { t, tn } from "../language/language.ts";
import { TrendArrow, Warning } from "../frame/icon.tsx";
import { useStore } from "../store.ts";
import type { PeriodSummary } from "./period-summary.ts";
import { latestReading, readingAt, type Reading } from "./reading.ts";
import { TREND_WORDS } from "./trend-words.ts";
import { StatusChart } from "./status-chart.tsx";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

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
          <span>{t("expected {n}", { n: formatMean(now?.expected ?? null) })}</span>
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
  const side = isBelow ? t("below normal") : t("above normal");
  return (
    <span class="tag is-alarm">
      <Warning size={11} /> {reading.by === "rule" ? t("by rule") : side}
    </span>
  );
}

/** The count of the tick that is still open: shown apart, because it is not finished and so cannot be compared. */
function OpenCount({ status }: { status: string }): JSX.Element | null {
  const store = useStore();
  const openTick = store.pulse.value?.openTick ?? null;
  if (openTick === null || store.window.value?.scope !== "all") return null;
  return (
    <span class="open-count" title={t("Count of the tick that is still open")}>
      {t("{n} so far", { n: openTick.counts[status] ?? 0 })}
    </span>
  );
}

function Facts({ summary }: { summary: PeriodSummary | undefined }): JSX.Element {
  const store = useStore();
  const window = store.window.value;
  if (summary === undefined || window === null) return <span>{t("No data in this time")}</span>;
  const count = summary.anomalousPoints;
  const step = formatDuration(window.stepMs);
  const anomalies =
    window.stepMs === window.tickMs
      ? tn(count, "{n} anomalous tick", "{n} anomalous ticks")
      : tn(count, "{n} anomalous step of {step}", "{n} anomalous steps of {step}", { step });
  const { range, zoom } = store.view.value;
  const period = zoom === null ? range.label : formatDuration(zoom.to - zoom.from);
  return (
    <>
      <span>
        <b>{formatCount(summary.total)}</b> {t("in {period}", { period })}
      </span>
      <span>
        <b>{formatShare(summary.share)}</b> {t("of volume")}
      </span>
      <span class={count > 0 ? "has-anomalies" : ""}>
        {count > 0 && <Warning size={11} />}
        {count === 0 ? t("no anomalies") : <b>{anomalies}</b>}
      </span>
    </>
  );
}

function ReadingLine({ reading }: { reading: Reading }): JSX.Element {
  const { clock, now, window } = useStore();
  const isLong = now.value - reading.at > DAY_MS || (window.value?.stepMs ?? 0) >= MINUTE_MS;
  return (
    <>
      <span>
        <time>{isLong ? clock.value.moment(reading.at, now.value) : clock.value.second(reading.at)}</time>
      </span>
      <span class={reading.isAlarm ? "has-anomalies" : ""}>
        {reading.isAlarm && <Warning size={11} />}
        <b>{formatValue(reading.value)}</b>
      </span>
      <span>
        {t("expected")} <b>{formatMean(reading.expected)}</b>
      </span>
      <span>
        {t("band")} <b>{formatBand(reading.lower, reading.upper)}</b>
      </span>
    </>
  );
}

function chartLabel(name: string, now: Reading | null, summary: PeriodSummary | undefined): string {
  if (now === null || summary === undefined) return t("Chart of {name}, no data yet", { name });
  const count = summary.anomalousPoints;
  return t("Chart of {name}: {value} now, {expected} expected, {trend}, {anomalies}. {keys}", {
    name,
    value: formatValue(now.value),
    expected: formatMean(now.expected),
    trend: t(TREND_WORDS[summary.trend]),
    anomalies: count === 0 ? t("no anomalies") : tn(count, "{n} anomalous point", "{n} anomalous points"),
    keys: t("Arrow keys read single points, plus and minus zoom."),
  });
}
