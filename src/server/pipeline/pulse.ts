import type { Feed } from "../feed/feed.ts";
import type { LiveEvent } from "../../core/model/live-event.ts";
import type { Clock } from "./clock.ts";
import type { Service } from "./service.ts";

const PULSE_MS = 1000;

/** Tells whoever looks, once a second, how the open tick stands. */
export function createPulse(parts: { clock: Clock; feed: Feed; pulse: () => LiveEvent }): Service {
  return {
    name: "pulse",
    run: async (signal) => {
      while (!signal.aborted) {
        await parts.clock.wait(PULSE_MS, signal);
        if (!signal.aborted && parts.feed.watched().size > 0) parts.feed.publish(parts.pulse());
      }
    },
  };
}
