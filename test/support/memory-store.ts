import type { StoreRows } from "../../src/core/model/store-rows.ts";
import { type Store, type StoreState, StoreUnavailable } from "../../src/server/store/store.ts";

/** What goes wrong with a write: it is refused, or it is taken and the answer is lost, with or without its position. */
export type WriteFault = "refused" | "answer lost" | "position lost";

/** A store in memory, with the keys of the real ones, whose faults a test chooses. */
export class MemoryStore implements Pick<Store, "state" | "position" | "write"> {
  state: StoreState = "ready";
  /** For the writes to come, one each. */
  readonly faults: WriteFault[] = [];
  #position = 0;
  #minutes = new Map<string, StoreRows["minutes"][number]>();

  position(): Promise<number> {
    return Promise.resolve(this.#position);
  }

  write(rows: StoreRows, position: number): Promise<void> {
    const fault = this.faults.shift();
    if (fault === "refused") return Promise.reject(new StoreUnavailable("refused"));
    for (const row of rows.minutes) {
      const key = `${row.part} ${seriesOf(row)}`;
      if (row.version >= (this.#minutes.get(key)?.version ?? 0)) this.#minutes.set(key, row);
    }
    if (fault !== "position lost") this.#position = position;
    return fault === undefined ? Promise.resolve() : Promise.reject(new StoreUnavailable(fault));
  }

  empty(): void {
    this.#position = 0;
    this.#minutes = new Map();
  }

  /** Counts by minute, status and dimensions. */
  get sums(): Record<string, number> {
    return sumsOf([...this.#minutes.values()]);
  }
}

type Counted = Pick<StoreRows["minutes"][number], "minute" | "status" | "dimensions" | "count">;

/** Counts by minute, status and dimensions. */
export function sumsOf(rows: readonly Counted[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(seriesOf(row), (sums.get(seriesOf(row)) ?? 0) + row.count);
  return Object.fromEntries([...sums].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function seriesOf({ minute, status, dimensions }: Omit<Counted, "count">): string {
  return `${minute} ${status} ${JSON.stringify(Object.entries(dimensions).toSorted(byName))}`;
}

function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}
