import type { JSX } from "preact";
import type { BacktestRun } from "../../core/model/monitor-backtest.ts";
import type { Budget } from "../../core/model/monitor.ts";
import { t, tn } from "../language/language.ts";
import { budgetText } from "./monitor-in-words.ts";

interface SliderProps {
  steps: readonly Budget[];
  budget: Budget;
  /** What would have been told, as far as it is known. */
  runs: ReadonlyMap<Budget, BacktestRun>;
  onBudget: (budget: Budget) => void;
}

/** How many false alarms are accepted: few on the left, many on the right. */
export function BudgetSlider({ steps, budget, runs, onBudget }: SliderProps): JSX.Element {
  const move = (place: number): void => {
    const step = steps[place];
    if (step !== undefined) onBudget(step);
  };
  const run = runs.get(budget);
  return (
    <div class="budget-slider">
      <label for="budget">{t("False alarms that you accept")}</label>
      <output for="budget" data-testid="budget">
        {budgetText(budget)}
      </output>
      <input
        id="budget"
        type="range"
        min={0}
        max={steps.length - 1}
        step={1}
        value={steps.indexOf(budget)}
        aria-valuetext={budgetText(budget)}
        onInput={(event) => move(Number(event.currentTarget.value))}
      />
      <div class="budget-steps" aria-hidden="true">
        {steps.map((step) => (
          <span key={step} class={runs.has(step) ? "is-known" : ""} />
        ))}
      </div>
      <p class="budget-ends">
        <span>{t("Quieter, sees larger changes only")}</span>
        <span>{t("More alarms, sees smaller changes")}</span>
      </p>
      <p class="budget-outcome">
        {run === undefined
          ? ""
          : tn(run.incidents.length, "Would have told {n} incident", "Would have told {n} incidents")}
      </p>
    </div>
  );
}
