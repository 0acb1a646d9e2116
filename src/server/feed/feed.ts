import type { LiveEvent } from "../../core/model/live-event.ts";
import type { ScopeKey } from "../../core/model/scope.ts";

/** Carries live events to whoever looks. Events may be missed while not subscribed; everything can be asked for again. */
export interface Feed {
  publish(event: LiveEvent): void;
  /** Ticks of `scope` and everything that belongs to no scope; the returned function ends it. */
  subscribe(scope: ScopeKey, listener: (event: LiveEvent) => void): () => void;
  /** Scopes that somebody looks at. */
  watched(): ReadonlySet<ScopeKey>;
}
