import { scopeLabel } from "../../core/model/scope.ts";
import { hashOf } from "../address.ts";
import { capitalised } from "../format.ts";
import { t } from "../language/language.ts";
import type { Store } from "../store.ts";
import { actions } from "./action.ts";
import type { Command } from "./command-search.ts";

/** All that the command palette offers: what can be done here, then where one can go. */
export function commandsOf(store: Store): Command[] {
  const here = actions.value.map(({ id, ...action }): Command => ({ key: `action ${id}`, ...action }));
  return [...here, ...incidentCommands(store), ...monitorCommands(store), ...scopeCommands(store)];
}

function incidentCommands({ incidents }: Store): Command[] {
  return incidents.value.map(({ id, title }) => ({
    key: `incident ${id}`,
    name: `${capitalised(title)} (${id})`,
    kind: t("Incident"),
    keys: null,
    run: () => goTo(hashOf({ page: "incidents", id })),
  }));
}

function monitorCommands({ monitors }: Store): Command[] {
  return monitors.value.map(({ name }) => ({
    key: `monitor ${name}`,
    name: capitalised(name),
    kind: t("Monitor"),
    keys: null,
    run: () => goTo(hashOf({ page: "monitors", id: name })),
  }));
}

function scopeCommands({ overview }: Store): Command[] {
  return (overview.value?.scopes ?? []).map(({ key, label }) => ({
    key: `scope ${key}`,
    name: capitalised(label === "" ? scopeLabel(key) : label),
    kind: t("Scope"),
    keys: null,
    run: () => goTo(hashOf({ page: "live", query: { scope: key } })),
  }));
}

export function goTo(hash: string): void {
  location.hash = hash;
}
