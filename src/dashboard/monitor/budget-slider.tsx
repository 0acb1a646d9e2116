import type { JSX } from "preact";
import type { Budget } from "../../core/model/monitor.ts";
import { t } from "../language/language.ts";
import { budgetText } from "./monitor-in-words.ts";

interface SliderProps {
  steps: readonly Budget[];
  budget: Budget;
  /** Budgets of which it is known what would have been told. */
  known: ReadonlySet<Budget>;
  onBudget: (budget: Budget) => void;
}

/** How many false alarms are accepted: few on the left, many on the right. */
export function BudgetSlider({ steps, budget, known, onBudget }: SliderProps): JSX.Element {
  const move = (place: number): void => {
    const step = steps[place];
    if (step !== undefined) onBudget(step);
  };
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
          <span key={step} class={known.has(step) ? "is-known" : ""} />
        ))}
      </div>
      <p class="budget-ends">
        <span>{t("Quieter, sees larger changes only")}</span>
        <span>{t("More alarms, sees smaller changes")}</span>
      </p>
    </div>
  );
}
