import type { JournalEntry } from "../model/journal-entry.ts";

type TroubledEntry = Extract<JournalEntry, { kind: "troubled" }>;

/** When each trouble of the monitor that people were told of, and that is not over, was told; by part. */
export type TroubleBookState = ReadonlyMap<string, number>;

/** What people know of the monitor's own troubles, so that each is told once and its end once, also after a restart. */
export class TroubleBook {
  readonly #toldAt = new Map<string, number>();

  save(): TroubleBookState {
    return new Map(this.#toldAt);
  }

  load(state: TroubleBookState): void {
    this.#toldAt.clear();
    for (const [part, at] of state) this.#toldAt.set(part, at);
  }

  /** Parts whose trouble was told and not its end, with when. */
  get told(): ReadonlyMap<string, number> {
    return this.#toldAt;
  }

  /** False when people know it already. */
  note({ part, isOver, at }: TroubledEntry): boolean {
    if (isOver) return this.#toldAt.delete(part);
    if (this.#toldAt.has(part)) return false;
    this.#toldAt.set(part, at);
    return true;
  }
}
