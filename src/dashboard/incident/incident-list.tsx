import type { JSX } from "preact";
import { hashOf } from "../address.ts";
import { t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";
import { IncidentEntry } from "./incident-entry.tsx";
import { inOrder } from "./incident-in-words.ts";

const SHOWN = 4;

/** What burns, and the last of what burnt, beside other things; the page of incidents has them all. */
export function IncidentList(): JSX.Element {
  const store = useStore();
  const incidents = inOrder(store.incidents.value);
  const firing = store.firing.value.length;
  const shown = incidents.slice(0, Math.max(SHOWN, firing));
  return (
    <section class="card list incidents" aria-label={t("Incidents")}>
      <header>
        <h2>{t("Incidents")}</h2>
        <span>{firing > 0 ? t("{n} open", { n: firing }) : t("none open")}</span>
      </header>
      {incidents.length === 0 && (
        <p class="empty">
          {t("No incident yet. When a status leaves its normal band, it appears here with its reason.")}
        </p>
      )}
      <ul>
        {shown.map((incident) => (
          <li key={incident.id}>
            <IncidentEntry incident={incident} />
          </li>
        ))}
      </ul>
      {incidents.length > shown.length && (
        <a class="more" href={hashOf({ page: "incidents" })}>
          {tn(incidents.length - shown.length, "Show {n} earlier incident", "Show {n} earlier incidents")}
        </a>
      )}
    </section>
  );
}
