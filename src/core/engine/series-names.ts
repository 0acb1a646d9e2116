import { ALL_TRAFFIC, type ScopeKey } from "../model/scope.ts";

/** A series by the numbers of its scope and status. */
export interface SeriesPlace {
  scope: number;
  status: number;
}

/** From the number of a series to what people call it, and back. */
export class SeriesNames {
  readonly #keys: readonly ScopeKey[];
  readonly #statuses: readonly string[];

  /** `keys` may grow. */
  constructor(keys: readonly ScopeKey[], statuses: readonly string[]) {
    this.#keys = keys;
    this.#statuses = statuses;
  }

  /** Number of a series; null for one that is not judged. */
  numberOf(scope: ScopeKey, status: string): number | null {
    const place = { scope: this.#keys.indexOf(scope), status: this.#statuses.indexOf(status) };
    return place.scope < 0 || place.status < 0 ? null : place.scope * this.#statuses.length + place.status;
  }

  placeOf(series: number): SeriesPlace {
    const status = series % this.#statuses.length;
    return { scope: (series - status) / this.#statuses.length, status };
  }

  namesOf({ scope, status }: SeriesPlace): { scope: ScopeKey; status: string } {
    return { scope: this.#keys[scope] ?? ALL_TRAFFIC, status: this.#statuses[status] ?? "?" };
  }
}
