import type { JSX } from "preact";
import type { BacktestPlan, BacktestRun } from "../../core/model/monitor-backtest.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { dayRows } from "./backtest-days.ts";
import { dayLabel, markText } from "./monitor-in-words.ts";

const HOURS = [0, 6, 12, 18, 24];

/** A row for each day with what would have been told; below it the same as a list for those who read. */
export function BacktestChart({ plan, run }: { plan: BacktestPlan; run: BacktestRun }): JSX.Element {
  const { clock } = useStore();
  const { timeZone } = clock.value;
  const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
  return (
    <div class="backtest-chart" aria-hidden="true">
      {dayRows(plan, run.incidents, timeZone).map(({ from, bars, looked }) => (
        <div key={from} class="backtest-day">
          <span>{dayLabel(from, timeZone)}</span>
          <div class="backtest-row">
            <i class="looked" style={{ left: percent(looked.left), width: percent(looked.width) }} />
            {bars.map(({ incident, left, width }) => (
              <i
                key={`${incident.from} ${incident.title}`}
                class={`backtest-told is-${incident.mark ?? "unmarked"}`}
                style={{ left: percent(left), width: percent(width) }}
                title={`${clock.value.full(incident.from)} ${incident.title}: ${markText(incident.mark)}`}
              />
            ))}
          </div>
        </div>
      ))}
      <div class="backtest-day backtest-hours">
        <span>{clock.value.place}</span>
        <div>
          {HOURS.map((hour) => (
            <span key={hour} style={{ left: percent(hour / 24) }}>
              {hour}
            </span>
          ))}
        </div>
      </div>
      <p class="backtest-key">
        <span>
          <i class="backtest-told is-unmarked" /> {t("not marked")}
        </span>
        <span>
          <i class="backtest-told is-real" /> {t("marked as real")}
        </span>
        <span>
          <i class="backtest-told is-noise" /> {t("marked as noise or expected")}
        </span>
      </p>
    </div>
  );
}
