import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { formatDuration } from "../format.ts";
import { useStore } from "../store.ts";
import { periodSummaries, type PeriodSummary } from "./period-summary.ts";
import { StatusCard } from "./status-card.tsx";
import { ViewPicker } from "./view-picker.tsx";

const NO_SUMMARIES: Record<string, PeriodSummary> = {};

export function ChartGrid(): JSX.Element {
  const store = useStore();
  const summaries = useComputed(() => {
    const window = store.window.value;
    return window === null ? NO_SUMMARIES : periodSummaries(window);
  });
  const statuses = store.overview.value?.statuses ?? [];
  const isFirstWide = statuses.length % 2 === 1;
  return (
    <main class="charts" aria-label="Charts">
      <div class="toolbar">
        <ViewPicker />
        <Unit />
      </div>
      <div class={`chart-grid ${isFirstWide ? "is-first-wide" : ""}`}>
        {statuses.map(({ name }) => (
          <StatusCard key={name} status={name} summary={summaries.value[name]} />
        ))}
      </div>
    </main>
  );
}

function Unit(): JSX.Element | null {
  const window = useStore().window.value;
  if (window === null) return null;
  const tick = formatDuration(window.tickMs);
  const isPerTick = window.stepMs === window.tickMs;
  return (
    <p class="legend">
      <span class="key is-line">actual</span>
      <span class="key is-expected">expected</span>
      <span class="key is-band">normal band</span>
      <span class="key is-alarm">anomaly</span>
      <span class="unit">
        counts per {tick}
        {isPerTick ? "" : `, a point is the mean of ${formatDuration(window.stepMs)}`}
      </span>
    </p>
  );
}
