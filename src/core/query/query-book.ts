import type { Action } from "../model/action.ts";
import type { SavedQuery } from "../model/saved-query.ts";

/** More would make every snapshot large; nobody finds anything among so many. */
export const MOST_QUERIES = 500;

/** In the order in which they were saved last. */
export type QueryBookState = readonly SavedQuery[];

/** The queries that people saved. */
export class QueryBook {
  #queries: readonly SavedQuery[] = [];

  save(): QueryBookState {
    return this.#queries;
  }

  load(state: QueryBookState): void {
    this.#queries = state;
  }

  /** Newest first. */
  all(): SavedQuery[] {
    return this.#queries.toReversed();
  }

  find(id: string): SavedQuery | null {
    return this.#queries.find((query) => query.id === id) ?? null;
  }

  /** One of the same id takes the place of the other. What is not about a query is left alone. */
  act(action: Action): void {
    if (action.do === "save-query") {
      const { id } = action.query;
      this.#queries = [...this.#queries.filter((query) => query.id !== id), action.query].slice(-MOST_QUERIES);
    } else if (action.do === "delete-query") {
      this.#queries = this.#queries.filter(({ id }) => id !== action.queryId);
    }
  }
}
