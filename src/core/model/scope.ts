/** A scope's key: `all`, or `dimension=value` such as `issuer=aurora`. */
export type ScopeKey = string;

export const ALL_TRAFFIC: ScopeKey = "all";

export function scopeKey(dimension: string, value: string): ScopeKey {
  return `${dimension}=${value}`;
}

/** What people read: "all traffic", or "issuer aurora". */
export function scopeLabel(scope: ScopeKey): string {
  if (scope === ALL_TRAFFIC) return "all traffic";
  const split = scope.indexOf("=");
  return `${scope.slice(0, split)} ${scope.slice(split + 1)}`;
}

/** True when one scope lies inside the other, or both are the same. */
export function isNested(one: ScopeKey, other: ScopeKey): boolean {
  return one === other || one === ALL_TRAFFIC || other === ALL_TRAFFIC;
}
