import { DEFAULT_SCOPE_LIMIT, type Monitor } from "../model/monitor.ts";
import { ALL_TRAFFIC, scopeKey, type ScopeKey } from "../model/scope.ts";

interface Breakdown {
  dimension: string;
  limit: number;
  byValue: Map<string, number>;
  /** Values that came after the limit was reached; at most `REMEMBERED` are told apart. */
  left: Set<string>;
}

const REMEMBERED = 1000;

export interface ScopeDirectoryState {
  keys: readonly ScopeKey[];
  /** In the order of the monitors that asked for them first. */
  breakdowns: readonly { byValue: ReadonlyMap<string, number>; left: ReadonlySet<string> }[];
}

/** Numbers the scopes that the monitors ask for: 0 is all traffic, then one per value of each broken-down dimension, as first seen. */
export class ScopeDirectory {
  readonly keys: ScopeKey[] = [ALL_TRAFFIC];
  readonly #breakdowns: Breakdown[] = [];

  constructor(monitors: readonly Monitor[]) {
    for (const monitor of monitors) {
      if (monitor.by === undefined) continue;
      const limit = monitor.limit ?? DEFAULT_SCOPE_LIMIT;
      const known = this.#breakdowns.find(({ dimension }) => dimension === monitor.by);
      if (known !== undefined) known.limit = Math.max(known.limit, limit);
      else this.#breakdowns.push({ dimension: monitor.by, limit, byValue: new Map(), left: new Set() });
    }
  }

  save(): ScopeDirectoryState {
    const breakdowns = this.#breakdowns.map(({ byValue, left }) => {
      return { byValue: new Map(byValue), left: new Set(left) };
    });
    return { keys: [...this.keys], breakdowns };
  }

  /** Goes on from `state`, which must be of the same monitors. */
  load({ keys, breakdowns }: ScopeDirectoryState): void {
    this.keys.length = 0;
    for (const key of keys) this.keys.push(key);
    for (const [index, breakdown] of this.#breakdowns.entries()) {
      breakdown.byValue = new Map(breakdowns[index]?.byValue);
      breakdown.left = new Set(breakdowns[index]?.left);
    }
  }

  /** Numbers of every scope that a transaction with these dimensions belongs to, into `into`; returns how many. */
  scopesOf(dimensions: Readonly<Record<string, string>> | undefined, into: number[]): number {
    into[0] = 0;
    let count = 1;
    if (dimensions === undefined) return count;
    for (const breakdown of this.#breakdowns) {
      const value = Object.hasOwn(dimensions, breakdown.dimension) ? dimensions[breakdown.dimension] : undefined;
      if (value === undefined) continue;
      const scope = breakdown.byValue.get(value) ?? this.#admit(breakdown, value);
      if (scope >= 0) into[count++] = scope;
    }
    return count;
  }

  /** Numbers of those among them that are known. */
  knownScopesOf(dimensions: Readonly<Record<string, string>> = {}): number[] {
    const scopes = this.#breakdowns.map(({ dimension, byValue }) => {
      return Object.hasOwn(dimensions, dimension) ? byValue.get(dimensions[dimension] ?? "") : undefined;
    });
    return [0, ...scopes.filter((scope) => scope !== undefined)];
  }

  /** Dimensions whose limit is reached, with the number of values that are not judged on their own. */
  overflow(): { dimension: string; limit: number; left: number }[] {
    return this.#breakdowns
      .filter(({ left }) => left.size > 0)
      .map(({ dimension, limit, left }) => ({ dimension, limit, left: left.size }));
  }

  #admit(breakdown: Breakdown, value: string): number {
    if (breakdown.byValue.size >= breakdown.limit) {
      if (breakdown.left.size < REMEMBERED) breakdown.left.add(value);
      return -1;
    }
    const scope = this.keys.push(scopeKey(breakdown.dimension, value)) - 1;
    breakdown.byValue.set(value, scope);
    return scope;
  }
}
