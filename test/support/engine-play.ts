import { defaultIncidentSettings, type EngineSettings } from "../../src/core/model/engine-settings.ts";
import { channelLike } from "./examples.ts";
import type { Incident } from "../../src/core/model/incident.ts";
import type { JournalEntry } from "../../src/core/model/journal-entry.ts";
import { defaultStatuses } from "../../src/core/model/status.ts";
import type { Transaction } from "../../src/core/model/transaction.ts";
import { Transactions } from "../../src/core/model/transactions.ts";
import type { Effect } from "../../src/core/engine/effect.ts";
import { Engine } from "../../src/core/engine/engine.ts";
import { monitorReports } from "../../src/core/engine/monitor-reports.ts";
import type { Judging } from "../../src/core/engine/judging.ts";
import { historyBetween, verdictsAt } from "../../src/core/engine/read-verdicts.ts";

/** A Monday noon. */
export const START = Date.UTC(2026, 2, 2, 12);
export const TICK_MS = 10_000;

export type Counts = Readonly<Record<string, number>>;

export const STEADY: Counts = { approved: 30, denied: 2, failed: 1 };

export function settingsWith(changes: Partial<EngineSettings> = {}): EngineSettings {
  return {
    tickMs: TICK_MS,
    timeZone: "UTC",
    statuses: [...defaultStatuses],
    monitors: [{ name: "all traffic" }],
    channels: [channelLike("ops")],
    routes: [],
    maintenance: [],
    incidents: defaultIncidentSettings,
    ...changes,
  };
}

export function recordsOf(counts: Counts, at: number, dimensions?: Record<string, string>): Transaction[] {
  return Object.entries(counts).map(([status, count]) => ({
    at,
    status,
    count,
    ...(dimensions === undefined ? {} : { dimensions }),
  }));
}

/** An engine that is given a live stream tick by tick. */
export class EnginePlay {
  readonly engine = new Engine();
  readonly entries: JournalEntry[] = [];
  effects: Effect[] = [];
  late = 0;
  /** Start of the tick that comes next. */
  at = START;

  constructor(settings = settingsWith()) {
    this.give({ kind: "configured", at: START, settings });
  }

  give(entry: JournalEntry): void {
    this.entries.push(entry);
    const { effects, late } = this.engine.apply(entry);
    this.effects.push(...effects);
    this.late += late;
  }

  /** Ticks with these counts each, sent near their end. */
  ticks(count: number, counts: Counts = STEADY, dimensions?: Record<string, string>): this {
    for (let i = 0; i < count; i++) {
      const records = recordsOf(counts, this.at, dimensions);
      this.give({
        kind: "transactions",
        at: this.at + TICK_MS - 1000,
        records: Transactions.of(records),
        origin: "live",
      });
      this.at += TICK_MS;
    }
    return this;
  }

  /** Ticks in which nothing comes and only the clock goes on. */
  quietTicks(count: number): this {
    for (let i = 0; i < count; i++) {
      this.at += TICK_MS;
      this.give({ kind: "clock", at: this.at + 2000 });
    }
    return this;
  }

  get incidents(): Incident[] {
    return this.engine.incidents.all();
  }
}

/** In steps of a tick. */
const EVER = { from: 0, to: Date.UTC(2100, 0), points: Number.MAX_SAFE_INTEGER };

/** All that an engine shows to the world. */
export function stateOf(engine: Engine): unknown {
  const { judging, settings } = engine;
  return {
    now: engine.now,
    settings,
    incidents: engine.incidents.all(),
    firing: engine.incidents.firingCount,
    deliveries: engine.deliveries.all(),
    planned: engine.deliveries.planned(),
    monitors: monitorReports(engine, engine.now),
    judging: judging && whatIsJudged(judging),
  };
}

function whatIsJudged(judging: Judging): unknown {
  const { rollup, judge, statuses } = judging;
  const { keys } = rollup.scopes;
  const series = keys.flatMap((scope, index) => statuses.map((status, number) => ({ scope, index, status, number })));
  return {
    now: judging.now,
    tickMs: judging.tickMs,
    isSilent: judging.isSilent,
    received: rollup.received,
    late: rollup.late,
    nextTick: rollup.nextTick,
    open: rollup.newestOpen(),
    overflow: rollup.scopes.overflow(),
    closedUntil: rollup.watermark.closedUntil(),
    patienceMs: rollup.watermark.patienceMs,
    clockBehindMs: rollup.watermark.clockBehindMs,
    troubles: judging.ruleTroubles,
    alarms: [...judging.alarms()],
    scopes: keys.map((scope, index) => ({
      scope,
      ticksSeen: judge.ticksSeen(index),
      silence: judge.silence(index),
      expected: judge.expectedTotal(index),
      verdicts: verdictsAt(judging, scope, rollup.nextTick - judging.tickMs),
      history: historyBetween(judging, scope, EVER),
    })),
    series: series.map(({ scope, index, status, number }) => ({
      grounds: judging.groundsOf(index, number),
      threshold: judging.threshold(index * statuses.length + number),
      openTick: judging.openTickOf(scope, status),
      reasons: [judging.reason(index, number, "above"), judging.reason(index, number, "below")],
    })),
  };
}
