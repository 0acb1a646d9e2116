import type { Silence } from "../model/silence.ts";

const DAY_MS = 86_400_000;
/** People look up who silenced what; after this time nobody does. */
const KEPT_MS = 30 * DAY_MS;
const MOST_ENDED = 500;

/** By when they were made, oldest first. */
export type SilenceBookState = readonly Silence[];

/** All silences: those to come, those that hold, and for some weeks those that have ended. */
export class SilenceBook {
  #silences: Silence[] = [];

  save(): SilenceBookState {
    return [...this.#silences];
  }

  load(state: SilenceBookState): void {
    this.#silences = [...state];
  }

  /** Newest first. */
  all(): Silence[] {
    return this.#silences.toReversed();
  }

  find(id: string): Silence | null {
    return this.#silences.find((silence) => silence.id === id) ?? null;
  }

  /** Those that hold at `now`. */
  active(now: number): readonly Silence[] {
    return this.#silences.filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
  }

  /** One of the same id takes the place of the other. */
  add(silence: Silence, now: number): void {
    this.#silences = [...this.#silences.filter(({ id }) => id !== silence.id), silence];
    this.#forget(now);
  }

  /** Ends a silence before its time; one that has ended already, or is not known, is left alone. */
  end(id: string, now: number): void {
    this.#silences = this.#silences.map((silence) => {
      return silence.id === id && silence.endsAt > now ? { ...silence, endsAt: now } : silence;
    });
  }

  #forget(now: number): void {
    const isOver = ({ endsAt }: Silence): boolean => endsAt <= now;
    const ended = this.#silences.filter(isOver).slice(-MOST_ENDED);
    const kept = new Set(ended.filter(({ endsAt }) => now - endsAt < KEPT_MS));
    this.#silences = this.#silences.filter((silence) => !isOver(silence) || kept.has(silence));
  }
}
