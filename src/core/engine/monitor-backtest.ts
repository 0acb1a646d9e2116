import type { Monitor } from "../model/monitor.ts";
import type { CountColumns } from "../model/count-columns.ts";
import type { EngineSettings } from "../model/engine-settings.ts";
import type { Incident } from "../model/incident.ts";
import type { BacktestIncident, BacktestRun, MarkedIncident } from "../model/monitor-backtest.ts";
import { Transactions } from "../model/transactions.ts";
import { Engine } from "./engine.ts";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** A tick of tallies closes this long after its end. */
const CLOSING_MS = 5000;
/** A longer time without any row: whether anything was listening is not known, unless a silence was told of it. */
const LONGEST_GAP_MS = 60 * 60_000;
const PROGRESS_TICKS = 200;
/** People see an outage before or after the judge does. */
const SAME_TIME_MS = 10 * 60_000;

export interface BacktestTask {
  /** Of which everything but the monitors holds. */
  settings: EngineSettings;
  monitor: Monitor;
  counts: CountColumns;
  tickMs: number;
  shownFrom: number;
  to: number;
  marked: readonly MarkedIncident[];
  /** Times without any row that were told as silence: there nothing came, in others nobody may have listened. */
  silences: readonly { from: number; to: number }[];
}

/**
 * What the monitor would have told, had it been there: the same engine as live over the counts, tick by tick. Yields the share that is
 * done, so that whoever runs it can breathe or stop.
 */
export function* backtestMonitor(task: BacktestTask): Generator<number, BacktestRun> {
  const { settings, monitor, tickMs, counts } = task;
  const engine = new Engine();
  const at = counts.at[0] ?? task.to;
  const alone = { ...settings, tickMs, monitors: [monitor], channels: [], routes: [], maintenance: [] };
  engine.apply({ kind: "configured", at, settings: alone });
  const incidents = new Map<string, Incident>();
  let ticks = 0;
  for (const entry of entriesOf(task)) {
    for (const effect of engine.apply(entry).effects) {
      if (effect.kind === "incident") incidents.set(effect.incident.id, effect.incident);
    }
    if (++ticks % PROGRESS_TICKS === 0) yield Math.min(1, (entry.at - at) / Math.max(1, task.to - at));
  }
  const days = (task.to - task.shownFrom) / DAY_MS;
  const { watchedMs } = engine.alarmCount.lately(monitor.name, days, task.to);
  return runOf(task, [...incidents.values()], Math.min(watchedMs, task.to - task.shownFrom));
}

type Entry = Parameters<Engine["apply"]>[0];

function* entriesOf({ counts, tickMs, to, silences }: BacktestTask): Generator<Entry> {
  const { at } = counts;
  const { length } = at;
  let tick = Number.NaN;
  for (let row = 0; row < length;) {
    const next = Math.floor((at[row] ?? 0) / tickMs) * tickMs;
    if (!Number.isNaN(tick)) yield* ticksBetween(tick + tickMs, next, tickMs, silences);
    const records = new Transactions();
    const column = counts.dimension === null ? -1 : records.columnOf(counts.dimension);
    for (; row < length && (at[row] ?? 0) < next + tickMs; row++) addRow(records, column, counts, row);
    yield { kind: "transactions", at: next + tickMs - 1, records, origin: "live" };
    yield { kind: "clock", at: next + tickMs + CLOSING_MS };
    tick = next;
  }
  if (!Number.isNaN(tick)) yield* ticksBetween(tick + tickMs, to, tickMs, silences);
}

/** Ticks without a row: they pass one by one, or as a time of which nothing is known. */
function* ticksBetween(from: number, to: number, tickMs: number, silences: BacktestTask["silences"]): Generator<Entry> {
  const isSilence = silences.some((silence) => silence.from < to && silence.to > from);
  if (to - from > LONGEST_GAP_MS && !isSilence) {
    yield { kind: "resumed", at: to - 1 };
    return;
  }
  for (let tick = from; tick < to; tick += tickMs) yield { kind: "clock", at: tick + tickMs + CLOSING_MS };
}

function addRow(records: Transactions, column: number, counts: CountColumns, row: number): void {
  const status = records.codeOf(counts.statuses[counts.status[row] ?? 0] ?? "");
  records.push(counts.at[row] ?? 0, status, counts.count[row] ?? 0, Number.NaN, true);
  const value = counts.value[row] ?? -1;
  if (column >= 0 && value >= 0) records.setLast(column, records.codeOf(counts.values[value] ?? ""));
}

function runOf(task: BacktestTask, incidents: readonly Incident[], judgedMs: number): BacktestRun {
  const { shownFrom, to, marked, monitor } = task;
  const told = incidents
    .filter(({ openedAt, members }) => openedAt >= shownFrom && members.some(({ symptom }) => symptom !== "silence"))
    .toSorted((one, other) => one.openedAt - other.openedAt);
  const shown = told.map((incident) => toldOf(incident, to, marked));
  const found = marked.filter((each) => told.some((incident) => isSame(each, incident, to)));
  const isFound = ({ id }: MarkedIncident) => found.some((each) => each.id === id);
  const real = marked.filter(({ mark }) => mark === "real");
  const noise = shown.filter(({ mark }) => mark !== "real").length;
  return {
    kind: "run",
    budget: monitor.budget ?? "",
    alarms: told.reduce((sum, { members }) => sum + members.length, 0),
    incidents: shown,
    judgedMs,
    noisePerWeek: judgedMs < DAY_MS ? null : (noise * WEEK_MS) / judgedMs,
    hits: real.filter(isFound).map(({ id }) => id),
    misses: real.filter((each) => !isFound(each)).map(({ id }) => id),
    falseAgain: found.filter(({ mark }) => mark !== "real").map(({ id }) => id),
  };
}

function toldOf(incident: Incident, to: number, marked: readonly MarkedIncident[]): BacktestIncident {
  const { openedAt, title, members } = incident;
  const same = marked.filter((each) => isSame(each, incident, to));
  const mark = same.find((each) => each.mark === "real") ?? same[0];
  return {
    from: openedAt,
    to: endOf(incident, to),
    title,
    symptom: members[0]?.symptom ?? "above",
    series: members.length,
    mark: mark?.mark ?? null,
  };
}

/** At the same time, in one of the same statuses: a monitor of issuers finds an outage of all traffic by its issuers. */
function isSame(marked: MarkedIncident, incident: Incident, to: number): boolean {
  const { openedAt, members } = incident;
  const end = endOf(incident, to);
  if (openedAt > marked.to + SAME_TIME_MS || end < marked.from - SAME_TIME_MS) return false;
  return members.some(({ status }) => marked.statuses.includes(status));
}

function endOf({ members, openedAt }: Incident, to: number): number {
  return members.reduce((end, { endedAt }) => Math.max(end, endedAt ?? to), openedAt);
}

/** Incidents that people said something of, as far as the monitor could have found them. */
export function markedFor(
  { statuses }: Pick<Monitor, "statuses">,
  incidents: readonly Incident[],
  shownFrom: number,
  to: number,
): MarkedIncident[] {
  return incidents.flatMap((incident) => {
    const { id, title, mark, openedAt, members } = incident;
    if (mark === null || openedAt < shownFrom || openedAt > to) return [];
    const watched = members.filter(
      ({ symptom, status }) => symptom !== "silence" && (statuses?.includes(status) ?? true),
    );
    if (watched.length === 0) return [];
    const own = [...new Set(watched.map(({ status }) => status))];
    return [{ id, title, mark, from: openedAt, to: endOf(incident, to), statuses: own }];
  });
}
