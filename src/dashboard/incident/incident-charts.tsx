import type { JSX } from "preact";
import { isOpen } from "../../core/incident/incident-state.ts";
import type { History } from "../../core/model/history.ts";
import type { Incident, Member } from "../../core/model/incident.ts";
import { scopeLabel } from "../../core/model/scope.ts";
import { fetchHistory } from "../api.ts";
import { capitalised, statusLabel } from "../format.ts";
import { Problem } from "../frame/problem.tsx";
import { historyPoints } from "../history-points.ts";
import { t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";
import { useAnswer } from "../use-answer.ts";
import { SpanChart } from "./span-chart.tsx";
import { seriesOf, spanOf } from "./span-of.ts";

/** Small charts beside the one of the lead. */
const MOST_SMALL = 6;
/** While it lasts the charts are fetched anew this often. */
const FRESH_MS = 15_000;

/** The lead series over the time of the incident and an hour around, and the others below, small. */
export function IncidentCharts({ incident }: { incident: Incident }): JSX.Element {
  const [lead, ...others] = seriesOf(incident);
  const small = others.slice(0, MOST_SMALL);
  return (
    <>
      {lead === undefined ? <SilenceChart incident={incident} /> : <SeriesChart incident={incident} series={lead} />}
      {small.length > 0 && (
        <ul class="small-charts">
          {small.map((series) => (
            <li key={`${series.scope} ${series.status}`}>
              <SeriesChart incident={incident} series={series} isSmall />
            </li>
          ))}
        </ul>
      )}
      {others.length > small.length && (
        <p class="meta">
          {tn(others.length - small.length, "{n} more series is in the table.", "{n} more series are in the table.")}
        </p>
      )}
    </>
  );
}

/** Where nothing at all came in, the status that comes most shows it best. */
function SilenceChart({ incident }: { incident: Incident }): JSX.Element | null {
  const { overview } = useStore();
  const [lead] = incident.members;
  const status = overview.value?.statuses[0]?.name;
  return lead === undefined || status === undefined ? null : (
    <SeriesChart incident={incident} series={{ ...lead, status }} />
  );
}

function SeriesChart({
  incident,
  series,
  isSmall = false,
}: {
  incident: Incident;
  series: Member;
  isSmall?: boolean;
}): JSX.Element {
  const { scope, status } = series;
  const { history, fault } = useSpanHistory(incident, scope);
  const name = `${capitalised(statusLabel(status))}, ${scopeLabel(scope)}`;
  const { openedAt, detectedAt, resolvedAt } = incident;
  const marks = [
    { at: openedAt, label: t("began") },
    ...(isSmall ? [] : [{ at: detectedAt, label: t("detected") }]),
    ...(resolvedAt === null ? [] : [{ at: resolvedAt, label: t("resolved") }]),
  ];
  return (
    <figure class={isSmall ? "span-figure is-small" : "span-figure"} data-testid="span-chart">
      <figcaption>{name}</figcaption>
      {history !== null && history.at.length > 0 && (
        <SpanChart
          history={history}
          status={status}
          marks={marks}
          hasLegend={!isSmall}
          label={t(
            "{name}: what came in against what was expected, from an hour before. Arrow keys read single points.",
            {
              name,
            },
          )}
        />
      )}
      {history?.at.length === 0 && <p class="empty">{t("The counts of that time are not remembered any more.")}</p>}
      {history === null && fault === null && <p class="empty">{t("Loading")}</p>}
      <Problem text={fault} />
    </figure>
  );
}

function useSpanHistory(incident: Incident, scope: string): { history: History | null; fault: string | null } {
  const { now, overview } = useStore();
  const span = spanOf(incident, now.value);
  const tickMs = overview.value?.tickMs ?? null;
  // What is over does not change; before the first answer nothing is known of the ticks.
  const round = isOpen(incident) || span.to === now.value ? Math.floor(now.value / FRESH_MS) : span.to;
  const { answer, fault } = useAnswer(`${scope} ${span.from} ${round} ${tickMs}`, async () =>
    tickMs === null
      ? null
      : fetchHistory({ scope, from: span.from, to: span.to, points: historyPoints(span.to - span.from, tickMs) }),
  );
  return { history: answer, fault };
}
