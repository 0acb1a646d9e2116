import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Incident } from "../../core/model/incident.ts";
import { useAction } from "../frame/action.ts";
import { Problem } from "../frame/problem.tsx";
import { t, tn } from "../language/language.ts";
import { SilenceList } from "../silence/silence-list.tsx";
import { useStore } from "../store.ts";
import { entryAtHand, useListKeys } from "../use-list-keys.ts";
import { BulkBar, canAcknowledge, useBulkAcknowledge } from "./bulk-acknowledge.tsx";
import { IncidentEntry } from "./incident-entry.tsx";
import { IncidentFilterBar } from "./incident-filter-bar.tsx";
import { type Filters, filtersOf, fits, queryOfFilters } from "./incident-filters.ts";
import { useAllIncidents } from "./use-all-incidents.ts";

const SHOWN_AT_FIRST = 60;

/** Every incident that is kept, with filters that stand in the address. */
export function IncidentsOverview(): JSX.Element {
  const { place, now } = useStore();
  const { answer, fault, lookBack, isLooking, isAll } = useAllIncidents();
  const filters = filtersOf(place.value.query);
  const change = (next: Filters): void => {
    place.value = { ...place.value, query: queryOfFilters(next) };
  };
  const all = answer ?? [];
  const found = all.filter((incident) => fits(incident, filters, now.value));
  return (
    <main class="page incidents-page">
      <header class="page-head">
        <h2>{t("Incidents")}</h2>
        <p class="meta">{foundInWords(found.length, all.length)}</p>
      </header>
      {all.length > 0 && <IncidentFilterBar incidents={all} filters={filters} onChange={change} />}
      {answer === null && fault === null && <p class="empty">{t("Loading")}</p>}
      {answer?.length === 0 && (
        <p class="empty">
          {t("No incident yet. When a status leaves its normal band, it appears here with its reason.")}
        </p>
      )}
      {all.length > 0 && found.length === 0 && (
        <p class="empty">{t("No incident is as the filters want it. Take one away to see more.")}</p>
      )}
      <IncidentTable incidents={found} />
      <Problem text={fault} />
      {all.length > 0 && (
        <p class="look-back meta" role="status">
          {isAll ? (
            t("There is nothing older.")
          ) : (
            <button type="button" disabled={isLooking} onClick={lookBack}>
              {t("Look further back")}
            </button>
          )}
        </p>
      )}
      <SilenceList />
    </main>
  );
}

function foundInWords(found: number, all: number): string {
  if (found === all) return tn(all, "{n} incident", "{n} incidents");
  return t("{n} of {all}", { n: found, all });
}

/** The list itself: j and k walk it, Enter opens, x chooses, a acknowledges. */
function IncidentTable({ incidents }: { incidents: readonly Incident[] }): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  const [shownCount, setShownCount] = useState(SHOWN_AT_FIRST);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const bulk = useBulkAcknowledge();
  const shown = incidents.slice(0, shownCount);
  const chosenIncidents = incidents.filter(({ id }) => chosen.has(id));
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const atHand = (): Incident | undefined => shown[entryAtHand(list.current)];
  useListKeys(list);
  useAction({
    name: t("Choose the incident at hand"),
    keys: "x",
    run: () => {
      const incident = atHand();
      if (incident !== undefined && canAcknowledge(incident)) toggle(incident.id);
    },
  });
  useAction({
    name: t("Acknowledge what is chosen, else the incident at hand"),
    keys: "a",
    run: () => {
      const incident = atHand();
      bulk.acknowledge(chosenIncidents.length > 0 || incident === undefined ? chosenIncidents : [incident]);
      setChosen(new Set());
    },
  });
  return (
    <>
      {shown.length > 0 && (
        <ul class="card list incident-rows" ref={list} aria-label={t("Incidents")}>
          {shown.map((incident) => (
            <li key={incident.id} class="incident-row">
              <label class="choose">
                <input
                  type="checkbox"
                  disabled={!canAcknowledge(incident)}
                  checked={chosen.has(incident.id) && canAcknowledge(incident)}
                  onChange={() => toggle(incident.id)}
                  aria-label={t("Choose {title}", { title: incident.title })}
                />
              </label>
              <IncidentEntry incident={incident} />
            </li>
          ))}
        </ul>
      )}
      {incidents.length > shown.length && (
        <button type="button" class="more" onClick={() => setShownCount(shownCount + SHOWN_AT_FIRST)}>
          {tn(incidents.length - shown.length, "Show {n} earlier incident", "Show {n} earlier incidents")}
        </button>
      )}
      <BulkBar bulk={bulk} chosen={chosenIncidents} />
      {shown.length > 0 && (
        <p class="meta list-keys">
          <kbd>j</kbd> <kbd>k</kbd> {t("next, before")} <kbd>Enter</kbd> {t("open")} <kbd>x</kbd> {t("choose")}{" "}
          <kbd>a</kbd> {t("acknowledge")}
        </p>
      )}
    </>
  );
}
