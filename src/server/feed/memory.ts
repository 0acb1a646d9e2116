import type { LiveEvent } from "../../core/model/live-event.ts";
import type { ScopeKey } from "../../core/model/scope.ts";
import type { Feed } from "./feed.ts";

/** A feed within this process. */
export function createMemoryFeed(): Feed {
  const listeners = new Map<(event: LiveEvent) => void, ScopeKey>();
  return {
    publish: (event) => {
      for (const [listener, scope] of listeners) {
        if (event.kind === "tick" && event.scope !== scope) continue;
        try {
          listener(event);
        } catch {
          // One that fails is let go: whoever it was for asks again, and the others are not kept from their events.
          listeners.delete(listener);
        }
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
