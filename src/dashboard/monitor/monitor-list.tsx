import type { JSX } from "preact";
import type { MonitorReport } from "../../core/model/monitor-report.ts";
import { hashOf } from "../address.ts";
import { capitalised } from "../format.ts";
import { t } from "../language/language.ts";
import { Hourglass, Tick } from "../frame/icon.tsx";
import { useStore } from "../store.ts";
import { budgetText, phaseInShort, raisedInShort } from "./monitor-in-words.ts";

export function MonitorList(): JSX.Element | null {
  const monitors = useStore().monitors.value;
  if (monitors.length === 0) return null;
  return (
    <section class="card list monitors" aria-label={t("Monitors")}>
      <header>
        <h2>{t("Monitors")}</h2>
        <span>{t("false alarms asked for")}</span>
      </header>
      <ul>
        {monitors.map((monitor) => (
          <MonitorEntry key={monitor.name} monitor={monitor} />
        ))}
      </ul>
    </section>
  );
}

function MonitorEntry({ monitor }: { monitor: MonitorReport }): JSX.Element {
  const phase = phaseInShort(monitor);
  return (
    <li>
      <a class="entry" href={hashOf({ page: "monitors", id: monitor.name })} data-testid="monitor">
        <span class="entry-icon">{phase === null ? <Tick size={15} /> : <Hourglass size={15} />}</span>
        <span class="entry-text">
          <span class="entry-line">
            <strong>{capitalised(monitor.name)}</strong>
            <span>{budgetText(monitor.budget)}</span>
          </span>
          <span class="meta">
            {raisedInShort(monitor)}
            {phase !== null && ` \u00B7 ${phase}`}
            {monitor.source === "dashboard" && ` \u00B7 ${t("changed here")}`}
          </span>
        </span>
      </a>
    </li>
  );
}
