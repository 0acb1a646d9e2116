import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { MonitorChange } from "../../core/model/monitor-change.ts";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import { useStore } from "../store.ts";
import { fetchMonitorChanges, undoMonitorChange } from "./monitor-api.ts";
import { changeText } from "./monitor-in-words.ts";

const SHOWN = 20;

/** Who changed what, with a way back. */
export function MonitorChanges(): JSX.Element | null {
  const store = useStore();
  const { clock, now, monitors } = store;
  const { run, isBusy, problem } = useDeed();
  const [changes, setChanges] = useState<readonly MonitorChange[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const revisions = monitors.value.map(({ name, revision }) => `${name} ${revision}`).join();
  useEffect(() => {
    const load = async (): Promise<void> => {
      try {
        setChanges(await fetchMonitorChanges());
        setFault(null);
      } catch (error) {
        setFault(error instanceof Error ? error.message : String(error));
      }
    };
    void load();
  }, [revisions]);
  if (changes.length === 0) return <Problem text={fault} />;
  const undo = (id: number): void =>
    run(async (by) => {
      monitors.value = (await undoMonitorChange(id, by)).monitors;
      setChanges(await fetchMonitorChanges());
    });
  return (
    <section class="card list" aria-label={t("Changes")}>
      <header>
        <h2>{t("Changes")}</h2>
      </header>
      <Problem text={problem ?? fault} />
      <ul>
        {changes.slice(0, SHOWN).map((change) => (
          <li key={change.id} class="entry with-button" data-testid="monitor-change">
            <span class="entry-text">
              <span>
                <strong>{change.name}</strong> {changeText(change)}
              </span>
              <span class="meta">
                <time>{clock.value.moment(change.at, now.value)}</time>, {change.by ?? t("somebody")}
              </span>
            </span>
            <button
              type="button"
              disabled={isBusy}
              onClick={() => undo(change.id)}
              aria-label={t("Bring {name} back to what it was before", { name: change.name })}
            >
              {t("Undo")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
