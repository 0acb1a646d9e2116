import type { JSX } from "preact";
import { scopeLabel } from "../../core/model/scope.ts";
import { hashOf } from "../address.ts";
import { useStore } from "../store.ts";

/** Leads to the charts of a scope, where the server has them. */
export function ScopeLink({ scope, text = scopeLabel(scope) }: { scope: string; text?: string }): JSX.Element {
  const { overview } = useStore();
  if (overview.value?.scopes.some((each) => each.key === scope) !== true) return <span>{text}</span>;
  return <a href={hashOf({ page: "live", query: { scope } })}>{text}</a>;
}
