import type { JSX, TargetedMouseEvent } from "preact";
import { useState } from "preact/hooks";
import type { Heat, HeatRow } from "../../core/model/heat.ts";
import { zoomInto } from "../chart/zoom.ts";
import { formatDuration, formatMean, statusLabel } from "../format.ts";
import { Warning } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";
import { runsOf } from "./heat-cells.ts";
import { labelOf } from "./scope-search.ts";
import { useHeat } from "./use-heat.ts";

const FEW_ROWS = 6;
const MANY_ROWS = 60;
/** Around the cell that was clicked, so that what led to it is seen too. */
const CELLS_AROUND = 6;

/** Heights of a cell of one: what is told is tall, so that it shows by its shape too. */
const HEIGHTS = { unknown: 0, calm: 0.1, warm: 0.35, hot: 0.65, alarm: 1 } as const;

interface Place {
  row: HeatRow;
  cell: number;
}

/** Where it burns: a row for each scope over the time of the charts, the worst first. */
export function HeatStrip(): JSX.Element | null {
  const { overview } = useStore();
  const [isLong, setIsLong] = useState(false);
  const [place, setPlace] = useState<Place | null>(null);
  const { heat, problem } = useHeat(isLong ? MANY_ROWS : FEW_ROWS);
  if ((overview.value?.scopes.length ?? 0) <= 1) return null;
  if (problem !== null) return <Problem text={problem} />;
  if (heat === null || heat.rows.length === 0) return null;
  return (
    <section class="card heat" aria-label={t("Heat of the scopes")} data-testid="heat">
      <header class="heat-head">
        <h2>{t("Where it burns")}</h2>
        <HeatKey />
      </header>
      <ol onMouseLeave={() => setPlace(null)}>
        {heat.rows.map((row) => (
          <HeatLine key={row.scope} row={row} heat={heat} onPoint={(cell) => setPlace({ row, cell })} />
        ))}
      </ol>
      <p class="heat-foot">
        {place === null ? <Extent heat={heat} /> : <Reading place={place} heat={heat} />}
        {heat.scopes > FEW_ROWS && (
          <button type="button" class="link-like" onClick={() => setIsLong(!isLong)}>
            {isLong ? t("Show fewer") : t("Show more")}
          </button>
        )}
      </p>
    </section>
  );
}

function HeatLine({ row, heat, onPoint }: { row: HeatRow; heat: Heat; onPoint: (cell: number) => void }): JSX.Element {
  const store = useStore();
  const name = labelOf({ key: row.scope, label: "" });
  const { alertMs } = row;
  const cellAt = (event: TargetedMouseEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.querySelector("svg")?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return Math.min(heat.cells - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * heat.cells)));
  };
  const onClick = (event: TargetedMouseEvent<HTMLElement>): void => {
    store.view.value = { ...store.view.value, scope: row.scope };
    // Without a pointer there is no place; beside the cells neither.
    if (event.detail === 0 || !(event.target instanceof Element) || event.target.closest("svg") === null) return;
    const at = heat.from + cellAt(event) * heat.cellMs;
    zoomInto(store, at - CELLS_AROUND * heat.cellMs, at + (CELLS_AROUND + 1) * heat.cellMs);
  };
  return (
    <li>
      <button
        type="button"
        class={`heat-row ${row.isAlerting ? "is-alarm" : ""}`}
        aria-current={store.view.value.scope === row.scope ? "true" : undefined}
        onClick={onClick}
        onMouseMove={(event) => onPoint(cellAt(event))}
      >
        <span class="heat-name">{name}</span>
        <svg viewBox={`0 0 ${heat.cells} 1`} preserveAspectRatio="none" aria-hidden="true">
          {runsOf(row).map(({ level, from, length }) => (
            <rect
              key={from}
              class={`is-${level}`}
              x={from}
              width={length}
              y={1 - HEIGHTS[level]}
              height={HEIGHTS[level]}
            />
          ))}
        </svg>
        <span class={`heat-sum ${alertMs > 0 ? "has-anomalies" : ""}`}>
          {alertMs === 0 ? (
            <span class="unseen">{t("no alarm in this time")}</span>
          ) : (
            <>
              <Warning size={11} />
              {formatDuration(alertMs)}
              <span class="unseen">{row.isAlerting ? t("in alarm now") : t("of alarm in this time")}</span>
            </>
          )}
        </span>
      </button>
    </li>
  );
}

function HeatKey(): JSX.Element {
  return (
    <p class="legend">
      <span class="heat-key is-warm">{t("unusual")}</span>
      <span class="heat-key is-hot">{t("far from normal")}</span>
      <span class="heat-key is-alarm">{t("alarm")}</span>
    </p>
  );
}

/** How much of the scopes and of the time is shown. */
function Extent({ heat }: { heat: Heat }): JSX.Element {
  const { clock, now } = useStore();
  const rows = heat.rows.length;
  const known = Math.min(
    ...heat.rows.map(({ score }) => score.findIndex((each) => each !== null)).filter((n) => n >= 0),
  );
  const since = heat.from + known * heat.cellMs;
  return (
    <span>
      {rows < heat.scopes
        ? t("{rows} of {n} scopes, the worst first.", { rows, n: heat.scopes })
        : tn(rows, "{n} scope.", "{n} scopes, the worst first.")}
      {known > 1 && Number.isFinite(known) && (
        <>
          {" "}
          {t("What was before {time} is not remembered scope by scope.", {
            time: clock.value.moment(since, now.value),
          })}
        </>
      )}
    </span>
  );
}

function Reading({ place: { row, cell }, heat }: { place: Place; heat: Heat }): JSX.Element {
  const { clock, now } = useStore();
  const at = clock.value.moment(heat.from + cell * heat.cellMs, now.value);
  const score = row.score[cell] ?? null;
  const name = labelOf({ key: row.scope, label: "" });
  if (score === null) return <span>{t("{time}: {scope} was not judged", { time: at, scope: name })}</span>;
  const words = { time: at, scope: name, status: statusLabel(row.status[cell] ?? ""), score: formatMean(score) };
  return (
    <span>
      {row.alert[cell] === 1
        ? t("{time}: {scope} in alarm, {status} farthest from normal (score {score})", words)
        : t("{time}: {scope}, {status} farthest from normal (score {score})", words)}
    </span>
  );
}
