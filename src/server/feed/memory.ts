import type { LiveEvent } from "../../core/model/live-event.ts";
import type { ScopeKey } from "../../core/model/scope.ts";
import type { Feed } from "./feed.ts";

/** A feed within this process. */
export function createMemoryFeed(): Feed {
  const listeners = new Map<(event: LiveEvent) => void, ScopeKey>();
  return {
    publish: (event) => {
      for (const [listener, scope] of listeners) {
        if (event.kind !== "tick" || event.scope === scope) listener(event);
      }
    },
    subscribe: (scope, listener) => {
      listeners.set(listener, scope);
      return () => {
        listeners.delete(listener);
      };
    },
    watched: () => new Set(listeners.values()),
  };
}
