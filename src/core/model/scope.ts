/** A scope's key: `all`, or `dimension=value` such as `issuer=aurora`. */
export type ScopeKey = string;

export const ALL_TRAFFIC: ScopeKey = "all";

export function scopeKey(dimension: string, value: string): ScopeKey {
  return `${dimension}=${value}`;
}

/** The dimension that a scope is a value of; undefined for all traffic. */
export function dimensionOf(scope: ScopeKey): string | undefined {
  return scope === ALL_TRAFFIC ? undefined : scope.slice(0, scope.indexOf("="));
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
