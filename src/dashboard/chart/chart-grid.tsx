import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { hashOf, queryOf } from "../address.ts";
import { formatDuration } from "../format.ts";
import { t } from "../language/language.ts";
import { MarkList } from "../live/mark-list.tsx";
import { ScopePicker } from "../live/scope-picker.tsx";
import { TimeNote } from "../live/time-note.tsx";
import { useStore } from "../store.ts";
import { periodSummaries, type PeriodSummary } from "./period-summary.ts";
import { RangePicker } from "./range-picker.tsx";
import { StatusCard } from "./status-card.tsx";

const NO_SUMMARIES: Record<string, PeriodSummary> = {};

export function ChartGrid({ heat }: { heat: JSX.Element }): JSX.Element {
  const store = useStore();
  const summaries = useComputed(() => {
    const window = store.window.value;
    return window === null ? NO_SUMMARIES : periodSummaries(window);
  });
  const statuses = store.overview.value?.statuses ?? [];
  const isFirstWide = statuses.length % 2 === 1;
  return (
    <main class="charts" aria-label={t("Charts")}>
      <div class="toolbar">
        <div class="view-picker">
          <RangePicker />
          <ScopePicker />
        </div>
        <a class="to-wall" href={hashOf({ page: "live", query: { ...queryOf(store.view.value), wall: "1" } })}>
          {t("Wallboard")}
        </a>
        <Unit />
      </div>
      <TimeNote />
      {heat}
      <div class={`chart-grid ${isFirstWide ? "is-first-wide" : ""}`}>
        {statuses.map(({ name }) => (
          <StatusCard key={name} status={name} summary={summaries.value[name]} />
        ))}
      </div>
      <MarkList />
    </main>
  );
}

function Unit(): JSX.Element | null {
  const window = useStore().window.value;
  if (window === null) return null;
  const tick = formatDuration(window.tickMs);
  const step = formatDuration(window.stepMs);
  const isPerTick = window.stepMs === window.tickMs;
  return (
    <p class="legend">
      <span class="key is-line">{t("actual")}</span>
      <span class="key is-expected">{t("expected")}</span>
      <span class="key is-band">{t("normal band")}</span>
      <span class="key is-alarm">{t("anomaly")}</span>
      <span class="unit">
        {isPerTick
          ? t("counts per {tick}", { tick })
          : t("counts per {tick}, a point is the mean of {step}", { tick, step })}
      </span>
    </p>
  );
}
