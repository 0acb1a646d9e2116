import type { JSX } from "preact";
import type { SettingsReport } from "../../core/model/settings-report.ts";
import { capitalised, formatBytes } from "../format.ts";
import { Hourglass, Tick, Tray, Warning } from "../frame/icon.tsx";
import { english, t, tn } from "../language/language.ts";

type Health = "well" | "ill" | "busy" | "absent";

/** Each part with its state, and what to do about those that are not as they should be. */
export function PartsHealth({ report }: { report: SettingsReport }): JSX.Element {
  const { journal, troubles } = report;
  return (
    <section class="card part" aria-labelledby="parts-health">
      <h3 id="parts-health">{t("Health")}</h3>
      <ul class="parts">
        <Part name={t("Journal")} health={journal.isWritable ? "well" : "ill"}>
          {journal.isWritable ? t("takes entries") : t("refuses entries: transactions are refused")}
          {", "}
          {tn(journal.entries, "{n} entry", "{n} entries")}{" "}
          {journal.kind === "memory"
            ? t("in memory: forgotten when the program ends")
            : t("in {size} of at most {limit}", {
                size: formatBytes(journal.bytes),
                limit: formatBytes(journal.limitBytes),
              })}
        </Part>
        <StorePart store={report.store} />
        {report.disk !== null && (
          <Part name={t("Disk")} health={troubles.some(({ part }) => part === "disk") ? "ill" : "well"}>
            {t("{free} of {total} free", {
              free: formatBytes(report.disk.freeBytes),
              total: formatBytes(report.disk.totalBytes),
            })}
          </Part>
        )}
        {troubles.map(({ part, text }) => (
          <Part key={`${part} ${text}`} name={capitalised(part)} health="ill">
            <span lang="en">{text}</span>
          </Part>
        ))}
        {troubles.length === 0 && (
          <Part name={t("Troubles")} health="well">
            {t("none: every part works")}
          </Part>
        )}
      </ul>
    </section>
  );
}

const STORE_WORDS = {
  opening: { health: "busy", text: english("opens; what comes in waits for it, alerts do not") },
  ready: { health: "well", text: english("takes rows and answers SQL") },
  failed: { health: "ill", text: english("does not answer; it is tried again, and nothing is lost meanwhile") },
  absent: { health: "absent", text: english("is not kept: SQL and long ranges are not there") },
} as const;

function StorePart({ store }: { store: SettingsReport["store"] }): JSX.Element {
  const { health, text } = STORE_WORDS[store.state];
  const waits = store.waitingRows === 0 ? "" : `, ${tn(store.waitingRows, "{n} row waits", "{n} rows wait")}`;
  return (
    <Part name={`${t("Store")} (${store.kind})`} health={health}>
      {t(text)}
      {waits}
    </Part>
  );
}

function Part({
  name,
  health,
  children,
}: {
  name: string;
  health: Health;
  children: JSX.Element | string | (JSX.Element | string)[];
}): JSX.Element {
  return (
    <li class={`is-${health}`} data-testid="part" data-health={health}>
      <HealthIcon health={health} />
      <b>{name}</b>
      <span>{children}</span>
    </li>
  );
}

function HealthIcon({ health }: { health: Health }): JSX.Element {
  switch (health) {
    case "well":
      return <Tick size={15} />;
    case "ill":
      return <Warning size={15} />;
    case "busy":
      return <Hourglass size={15} />;
    case "absent":
      return <Tray size={15} />;
  }
}
