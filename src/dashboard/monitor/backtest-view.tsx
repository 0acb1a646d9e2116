import type { JSX } from "preact";
import type { BacktestPlan, BacktestRun } from "../../core/model/monitor-backtest.ts";
import type { Budget } from "../../core/model/monitor.ts";
import { capitalised, formatDuration, formatMean } from "../format.ts";
import { Problem } from "../frame/problem.tsx";
import { t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";
import { BacktestChart } from "./backtest-chart.tsx";
import { markText, outcomeText } from "./monitor-in-words.ts";
import type { Backtested } from "./use-backtest.ts";

const MOST_SHOWN = 30;

/** What the monitor would have told in the last days, under the budget of the slider. */
export function BacktestView({ backtested, budget }: { backtested: Backtested; budget: Budget }): JSX.Element {
  const { plan, runs, progress, fault } = backtested;
  const run = runs.get(budget);
  return (
    <section class="card backtest" aria-label={t("What it would have told")} data-testid="backtest">
      <h2>{t("What it would have told")}</h2>
      <Problem text={fault} />
      {plan === null && fault === null && <Waiting isRunning={progress !== null} />}
      {plan !== null && <Cardinality plan={plan} />}
      {plan !== null && run !== undefined && <Outcome plan={plan} run={run} />}
      {plan !== null && run === undefined && progress !== null && (
        <p class="meta">{t("This budget is being worked out.")}</p>
      )}
      {progress !== null && (
        <label class="backtest-progress">
          {t("Working it out")} <progress max={1} value={progress} />
        </label>
      )}
    </section>
  );
}

function Waiting({ isRunning }: { isRunning: boolean }): JSX.Element {
  return (
    <p class="meta">
      {isRunning
        ? t("The last days are being read.")
        : t(
            "Give it a name and what it watches: it is then tried on the last days. Nothing is saved and nobody is told.",
          )}
    </p>
  );
}

function Cardinality({ plan }: { plan: BacktestPlan }): JSX.Element {
  const { scopes, series, leftOut, from, shownFrom, to, notes } = plan;
  const { clock, now } = useStore();
  return (
    <>
      <p data-testid="cardinality">
        {tn(scopes, "It watches {n} scope", "It watches {n} scopes")}, {tn(series, "{n} series", "{n} series")}
        {leftOut > 0 &&
          `; ${tn(leftOut, "{n} value is above the limit and not judged alone", "{n} values are above the limit and not judged alone")}`}
        .
      </p>
      <p class="meta">
        {t("Shown: {length} up to {end}. Learnt from: {before} before.", {
          length: formatDuration(to - shownFrom),
          end: clock.value.moment(to, now.value),
          before: formatDuration(shownFrom - from),
        })}{" "}
        {notes.join(" ")}
      </p>
    </>
  );
}

function Outcome({ plan, run }: { plan: BacktestPlan; run: BacktestRun }): JSX.Element {
  const { hits, misses, falseAgain, noisePerWeek } = run;
  const real = hits.length + misses.length;
  return (
    <>
      <p class="lead" role="status" data-testid="outcome">
        {capitalised(outcomeText(run))}
      </p>
      <dl class="facts">
        <Fact
          name={t("Noise a week")}
          value={noisePerWeek === null ? t("less than a day was judged") : formatMean(noisePerWeek)}
        />
        {real > 0 && (
          <Fact name={t("Real ones found")} value={t("{found} of {all}", { found: hits.length, all: real })} />
        )}
        {falseAgain.length > 0 && (
          <Fact name={t("Told again though marked as noise or expected")} value={String(falseAgain.length)} />
        )}
      </dl>
      {real + falseAgain.length === 0 && (
        <p class="meta">{t("Mark incidents as real or noise, and it is counted which of them it finds.")}</p>
      )}
      <BacktestChart plan={plan} run={run} />
      <Told run={run} />
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Told({ run: { incidents } }: { run: BacktestRun }): JSX.Element | null {
  const { clock, now } = useStore();
  if (incidents.length === 0) return null;
  const newest = incidents.toReversed();
  return (
    <details>
      <summary>{tn(incidents.length, "The one incident", "All {n} incidents")}</summary>
      <ul class="backtest-list">
        {newest.slice(0, MOST_SHOWN).map(({ from, to, title, mark }) => (
          <li key={`${from} ${title}`}>
            <time>{clock.value.moment(from, now.value)}</time> {title}
            <span class="meta">
              {" "}
              {formatDuration(to - from)}, {markText(mark)}
            </span>
          </li>
        ))}
      </ul>
      {newest.length > MOST_SHOWN && <p class="meta">{t("and {n} more", { n: newest.length - MOST_SHOWN })}</p>}
    </details>
  );
}
