import type { JSX } from "preact";
import { hashOf } from "../address.ts";
import { StateShape } from "../frame/icon.tsx";
import { learningNote } from "../monitor/monitor-in-words.ts";
import { useStore, type Store } from "../store.ts";
import { overallState } from "./overall-state.ts";
import { t } from "../language/language.ts";

export function StateBanner(): JSX.Element {
  const store = useStore();
  const state = overallState(store);
  const detail = state.detail ?? detailOf(store, state.kind);
  const words = (
    <>
      <StateShape kind={state.kind} progress={state.progress} />
      <span class="state-words">
        <strong>{state.headline}</strong>
        {detail !== null && <span>{detail}</span>}
      </span>
      {state.incidentId !== null && <span class="state-more">{t("Open incident")}</span>}
    </>
  );
  return (
    <div class={`state is-${state.kind}`} data-testid="overall-state" data-state={state.kind}>
      {state.incidentId === null ? (
        <div class="state-inner">{words}</div>
      ) : (
        <a class="state-inner" href={hashOf({ page: "incidents", id: state.incidentId })}>
          {words}
        </a>
      )}
    </div>
  );
}

function detailOf(store: Store, kind: ReturnType<typeof overallState>["kind"]): string | null {
  const link = store.link.value;
  if (kind === "waiting") return t("Below is how to send the first transaction.");
  if (kind === "calm") return lastIncident(store);
  if (kind !== "unknown" || link.kind !== "lost") return null;
  const since = store.clock.value.second(link.since);
  return t("No news since {time}. What you see below is from then. The page keeps trying to connect.", { time: since });
}

function lastIncident(store: Store): string {
  const note = learningNote(store.monitors.value);
  const calm = [t("Everything is as expected."), note ?? ""].join(" ").trim();
  const ends = store.incidents.value.map((incident) => incident.resolvedAt ?? 0);
  const last = Math.max(0, ...ends);
  if (last === 0) return calm;
  return `${calm} ${t("The last incident ended at {time}.", { time: store.clock.value.moment(last, store.now.value) })}`;
}
