import type { Incident } from "../../core/model/incident.ts";
import { ALL_TRAFFIC } from "../../core/model/scope.ts";

/**
 * Conditions of a silence for an incident: what all its series have in common. Series that have nothing in common cannot be met by
 * one silence; then they are those of the series that it began with.
 */
export function matchersOf({ members }: Pick<Incident, "members">): string[] {
  const statuses = new Set(members.map(({ status }) => status));
  const scopes = new Set(members.map(({ scope }) => scope));
  const common = [...conditions(scopes, scopeCondition), ...conditions(statuses, (status) => `status=${status}`)];
  const [lead] = members;
  if (common.length > 0 || lead === undefined) return common;
  return [scopeCondition(lead.scope), `status=${lead.status}`];
}

function conditions(values: ReadonlySet<string>, conditionOf: (value: string) => string): string[] {
  return values.size === 1 ? Array.from(values, conditionOf) : [];
}

/** A scope such as issuer=aurora is a condition as it stands. */
function scopeCondition(scope: string): string {
  return scope === ALL_TRAFFIC ? `scope=${scope}` : scope;
}
