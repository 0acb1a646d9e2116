import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { MonitorReport } from "../../core/model/monitor-report.ts";
import { Problem } from "../frame/problem.tsx";
import { Warning } from "../frame/icon.tsx";
import { t } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import { useStore } from "../store.ts";
import { BacktestView } from "./backtest-view.tsx";
import { addMonitor, changeMonitor, fetchDimensions } from "./monitor-api.ts";
import {
  budgetSteps,
  draftOf,
  EMPTY_DRAFT,
  isComplete,
  type MonitorDraft,
  monitorOf,
  yamlOf,
} from "./monitor-draft.ts";
import { MonitorFields } from "./monitor-fields.tsx";
import { MonitorRemoval } from "./monitor-removal.tsx";
import { useBacktest } from "./use-backtest.ts";
import { useCheck } from "./use-check.ts";

/** Fills in a monitor, tries it on the past as it is filled in, and saves it. `report` is null for a new one. */
export function MonitorEditor({ report, onDone }: { report: MonitorReport | null; onDone: () => void }): JSX.Element {
  const store = useStore();
  const [draft, setDraft] = useState<MonitorDraft>(() => (report === null ? EMPTY_DRAFT : draftOf(report.definition)));
  const [revision] = useState(report?.revision ?? 0);
  const { run, isBusy, problem } = useDeed();
  const dimensions = useDimensions();
  const monitor = isComplete(draft) ? monitorOf(draft) : null;
  const checked = useCheck(monitor, report?.name ?? null);
  const isSound = monitor !== null && checked.isKnown && checked.faults.length === 0;
  const steps = useMemo(() => budgetSteps(report?.definition.budget ?? EMPTY_DRAFT.budget), [report?.name]);
  const tried = useTried(monitor, isSound);
  const backtested = useBacktest(tried, steps);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (monitor === null) return;
    run(async (by) => {
      const saved = report === null ? addMonitor(monitor, by) : changeMonitor(report.name, monitor, revision, by);
      store.monitors.value = (await saved).monitors;
      onDone();
    });
  };
  return (
    <div class="editor">
      <form class="card form editor-form" onSubmit={submit} data-testid="monitor-form">
        <h2>{report === null ? t("New monitor") : t("Change {name}", { name: report.name })}</h2>
        <MonitorFields
          draft={draft}
          isNew={report === null}
          dimensions={dimensions}
          steps={steps}
          runs={backtested.runs}
          faults={checked.faults}
          onDraft={(changes) => setDraft((before) => ({ ...before, ...changes }))}
        />
        {checked.forgets !== null && (
          <p class="preview" role="status">
            <span>
              <Warning /> {checked.forgets}
            </span>
          </p>
        )}
        <Problem text={problem ?? checked.problem} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={isBusy || !isSound}>
            {t("Save")}
          </button>
          <button type="button" onClick={onDone}>
            {t("Cancel")}
          </button>
        </div>
        <p class="meta">
          {t(
            "It holds at once and stands over the file, with your name beside it. What was learnt is kept, and every change can be undone.",
          )}
        </p>
        {monitor !== null && (
          <details>
            <summary>{t("As YAML, for the file")}</summary>
            <pre class="source">{yamlOf(monitor)}</pre>
          </details>
        )}
        {report !== null && <MonitorRemoval report={report} onDone={onDone} />}
      </form>
      <BacktestView backtested={backtested} budget={draft.budget} />
    </div>
  );
}

/** The last monitor that nothing was wrong with: what is shown of it stays while somebody types. */
function useTried(monitor: MonitorReport["definition"] | null, isSound: boolean): MonitorReport["definition"] | null {
  const [tried, setTried] = useState<MonitorReport["definition"] | null>(null);
  const key = JSON.stringify(monitor);
  useEffect(() => {
    if (isSound) setTried(monitor);
  }, [isSound, key]);
  return tried;
}

function useDimensions(): readonly string[] {
  const [dimensions, setDimensions] = useState<readonly string[]>([]);
  useEffect(() => {
    // Without them all traffic can be chosen still, and what is chosen already.
    fetchDimensions().then(setDimensions, () => undefined);
  }, []);
  return dimensions;
}
