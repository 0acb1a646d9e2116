import type { EngineSettings } from "../model/engine-settings.ts";
import { localTime, utcOf } from "../model/zoned-time.ts";
import { minutesOf } from "./hours.ts";

const DAY_MS = 86_400_000;

interface Beat {
  /** What it was reckoned from: another time or zone is reckoned anew. */
  of: string;
  nextAt: number;
}

/** By the channel's name. */
export type HeartbeatPlanState = ReadonlyMap<string, Readonly<Beat>>;

/** When each channel gets its message of the day. */
export class HeartbeatPlan {
  readonly #beats = new Map<string, Beat>();

  save(): HeartbeatPlanState {
    return new Map(Array.from(this.#beats, ([channel, beat]) => [channel, { ...beat }]));
  }

  load(state: HeartbeatPlanState): void {
    this.#beats.clear();
    for (const [channel, beat] of state) this.#beats.set(channel, { ...beat });
  }

  /** Channels whose time has come since the last call; after a day or more away, once. */
  due({ channels, timeZone }: Pick<EngineSettings, "channels" | "timeZone">, now: number): string[] {
    const due: string[] = [];
    for (const { name, heartbeat } of channels) {
      if (heartbeat === undefined) {
        this.#beats.delete(name);
        continue;
      }
      const of = `${heartbeat} ${timeZone}`;
      const known = this.#beats.get(name);
      if (known?.of === of && now < known.nextAt) continue;
      if (known?.of === of) due.push(name);
      this.#beats.set(name, { of, nextAt: nextAfter(now, heartbeat, timeZone) });
    }
    return due;
  }
}

/** The next instant after `now` at which the clocks of the zone show this time. */
function nextAfter(now: number, timeOfDay: string, timeZone: string): number {
  const today = new Date(now + localTime(now, timeZone).offsetMs);
  for (let days = 0; ; days++) {
    const date = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()) + days * DAY_MS);
    const minutes = minutesOf(timeOfDay);
    const fields = { hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, ms: 0 };
    const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    const at = utcOf({ ...day, ...fields }, timeZone);
    if (at > now) return at;
  }
}
