import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { MonitorReport } from "../../core/model/monitor-report.ts";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import { useStore } from "../store.ts";
import { checkMonitor, removeMonitor, resetMonitor } from "./monitor-api.ts";

/** Takes a monitor away, or gives it back to the file. */
export function MonitorRemoval({ report, onDone }: { report: MonitorReport; onDone: () => void }): JSX.Element {
  const store = useStore();
  const { run, isBusy, problem } = useDeed();
  const [cost, setCost] = useState<string | null>(null);
  const finish = (deed: typeof removeMonitor) => (): void =>
    run(async (by) => {
      store.monitors.value = (await deed(report.name, by)).monitors;
      onDone();
    });
  const remove = finish(removeMonitor);
  const askFirst = (): void =>
    run(async () => {
      const { forgets } = await checkMonitor(null, report.name);
      if (forgets === null) remove();
      else setCost(forgets);
    });
  return (
    <div class="removal">
      {cost !== null && (
        <p class="preview" role="alert">
          {cost}
        </p>
      )}
      <div class="buttons">
        {report.source === "dashboard" && (
          <button type="button" disabled={isBusy} onClick={finish(resetMonitor)}>
            {t("As in the file")}
          </button>
        )}
        <button type="button" disabled={isBusy} onClick={cost === null ? askFirst : remove}>
          {cost === null ? t("Remove this monitor") : t("Remove it all the same")}
        </button>
      </div>
      <Problem text={problem} />
    </div>
  );
}
