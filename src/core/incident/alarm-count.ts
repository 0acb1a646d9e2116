import type { Member } from "../model/incident.ts";
import { covers, type Monitor } from "../model/monitor.ts";
import { dimensionOf } from "../model/scope.ts";
import { RecentSum, type RecentSumState } from "../stats/recent-sum.ts";
import type { IncidentChange } from "./incident-book.ts";

const CELL_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** The longest time that is called lately. */
const REMEMBERED_MS = 30 * DAY_MS;

type Series = Pick<Member, "scope" | "status" | "symptom">;
type Beginning = Series & { at: number };

export interface Raised {
  alarms: number;
  /** Incidents that the monitor's series opened or joined. */
  incidents: number;
  /** How much of the time was judged: neither before the start nor while the process was away. */
  watchedMs: number;
}

export interface AlarmCountState {
  since: number | null;
  watchedMs: RecentSumState;
  /** In the order of the monitors. */
  tallies: readonly { total: number; alarms: RecentSumState; incidents: RecentSumState }[];
}

interface Tally {
  monitor: Monitor;
  total: number;
  alarms: RecentSum;
  incidents: RecentSum;
}

/**
 * How many alarms each monitor raised lately, and in how much judged time. Nobody tells which of them were false, so all
 * are counted; what was found in history as well.
 */
export class AlarmCount {
  /** Start of the first tick that was judged; null before. */
  since: number | null = null;
  readonly #watchedMs = recentSum();
  readonly #tallies: Tally[];

  constructor(monitors: readonly Monitor[]) {
    this.#tallies = monitors.map((monitor) => ({
      monitor,
      total: 0,
      alarms: recentSum(),
      incidents: recentSum(),
    }));
  }

  save(): AlarmCountState {
    const tallies = this.#tallies.map(({ total, alarms, incidents }) => {
      return { total, alarms: alarms.save(), incidents: incidents.save() };
    });
    return { since: this.since, watchedMs: this.#watchedMs.save(), tallies };
  }

  /** Goes on from `state`, which must be of the same monitors. */
  load({ since, watchedMs, tallies }: AlarmCountState): void {
    this.since = since;
    this.#watchedMs.load(watchedMs);
    for (const [index, { total, alarms, incidents }] of tallies.entries()) {
      const tally = this.#tallies[index];
      if (tally === undefined) throw new RangeError(`state of alarm counts: expected ${index} monitors, got more`);
      tally.total = total;
      tally.alarms.load(alarms);
      tally.incidents.load(incidents);
    }
  }

  /** A tick was judged. */
  watch(at: number, tickMs: number): void {
    this.since = Math.min(this.since ?? at, at);
    this.#watchedMs.add(at, tickMs);
  }

  /** An alarm of a series began at `now` and changed an incident so. */
  add(alarm: Beginning, change: IncidentChange, now: number): void {
    for (const tally of this.#tallies) {
      if (!isOf(tally.monitor, alarm)) continue;
      tally.total += 1;
      tally.alarms.add(now, 1);
      if (isFirstOf(tally.monitor, alarm, change)) tally.incidents.add(now, 1);
    }
  }

  /** Alarms of a monitor since it began to count. */
  total(name: string): number {
    return this.#tallyOf(name)?.total ?? 0;
  }

  /** What a monitor raised in the last `days` days before `now`, 30 at most; exact to a quarter of an hour. */
  lately(name: string, days: number, now: number): Raised {
    const from = now - days * DAY_MS;
    const tally = this.#tallyOf(name);
    return {
      alarms: tally?.alarms.value(from) ?? 0,
      incidents: tally?.incidents.value(from) ?? 0,
      watchedMs: this.#watchedMs.value(from),
    };
  }

  #tallyOf(name: string): Tally | undefined {
    return this.#tallies.find(({ monitor }) => monitor.name === name);
  }
}

function recentSum(): RecentSum {
  return new RecentSum(CELL_MS, REMEMBERED_MS);
}

/** The silence of a whole stream belongs to whoever watches that stream, whatever the status. */
function isOf(monitor: Monitor, { scope, status, symptom }: Series): boolean {
  return symptom === "silence" ? dimensionOf(scope) === monitor.by : covers(monitor, scope, status);
}

/** True when the alarm brought the monitor into an incident that held none of its series before. */
function isFirstOf(monitor: Monitor, alarm: Beginning, { incident }: IncidentChange): boolean {
  const [first, ...others] = incident.members.filter((member) => isOf(monitor, member));
  return others.length === 0 && first?.startedAt === alarm.at;
}
