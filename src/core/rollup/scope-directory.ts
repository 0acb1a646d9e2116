import { DEFAULT_SCOPE_LIMIT, type Monitor } from "../model/monitor.ts";
import { NONE, type Transactions } from "../model/transactions.ts";
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
    this.ask(monitors);
  }

  /** Asks for the breakdowns of these monitors instead; those that are there already have to be the first of them. */
  ask(monitors: readonly Monitor[]): void {
    for (const [place, { dimension, limit }] of breakdownsOf(monitors).entries()) {
      const known = this.#breakdowns[place];
      if (known === undefined) this.#breakdowns.push({ dimension, limit, byValue: new Map(), left: new Set() });
      else if (known.dimension === dimension) known.limit = limit;
      else throw new RangeError(`expected ${known.dimension} as breakdown ${place}, got ${dimension}`);
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

  /** Those that are broken down. */
  get dimensions(): string[] {
    return this.#breakdowns.map(({ dimension }) => dimension);
  }

  /** Number of the scope of a value of the dimension at that place among `dimensions`; -1 when it is not judged alone. */
  scopeOf(place: number, value: string): number {
    const breakdown = this.#breakdowns[place];
    if (breakdown === undefined) return -1;
    return breakdown.byValue.get(value) ?? this.#admit(breakdown, value);
  }

  /** Numbers of all scopes that records of a batch belong to, as far as they are known. */
  knownScopesOf(batch: Transactions): Set<number> {
    const scopes = new Set([0]);
    for (const { dimension, byValue } of this.#breakdowns) {
      const column = batch.dimensions.find(({ name }) => name === dimension);
      for (const code of new Set(column?.values)) {
        const scope = code === NONE ? undefined : byValue.get(batch.textOf(code));
        if (scope !== undefined) scopes.add(scope);
      }
    }
    return scopes;
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

/** The dimensions that monitors ask for, in the order in which they first do; of several limits the highest holds. */
export function breakdownsOf(monitors: readonly Monitor[]): { dimension: string; limit: number }[] {
  const limits = new Map<string, number>();
  for (const { by, limit = DEFAULT_SCOPE_LIMIT } of monitors) {
    if (by !== undefined) limits.set(by, Math.max(limits.get(by) ?? 0, limit));
  }
  return Array.from(limits, ([dimension, limit]) => ({ dimension, limit }));
}
