import type { AlarmChange } from "../judge/alarm.ts";
import {
  MonitorRules,
  type MonitorRulesState,
  type NumberedScope,
  type RuleTrouble,
} from "../judge/rule/monitor-rules.ts";
import type { RuleAlarm } from "../judge/rule/rule-alarm.ts";
import type { RuleSighting } from "../judge/rule/rule-reason.ts";
import type { JudgeOutput } from "../judge/series-tests.ts";
import type { VerdictHistory } from "../judge/verdict-history.ts";
import type { EngineSettings } from "../model/engine-settings.ts";
import type { Deviation } from "../model/incident.ts";
import { alertByOf } from "../model/monitor.ts";
import { type AlertBy, type By, BY_RULE, BY_SCORE, byFrom, ruleLabel } from "../model/rule.ts";
import { dimensionOf, type ScopeKey } from "../model/scope.ts";
import type { Status } from "../model/status.ts";

/** How an alarm ends that nobody watches any more. */
export const NOT_WATCHED = "is not watched as before: configuration changed";

/** An alarm that people are told of began or ended. */
export type ToldChange =
  { kind: "started"; series: number; symptom: Deviation } | { kind: "ended"; series: number; at: number; how: string };

export interface AlertingState {
  told: ReadonlyMap<number, Deviation>;
  scored: ReadonlyMap<number, Deviation>;
  isNew: boolean;
  /** In the order of the monitors; null for one without rules. */
  rules: readonly (MonitorRulesState | null)[];
}

/** A monitor as far as it decides what alerts. */
interface Watcher {
  by: string | undefined;
  alertBy: AlertBy;
  isWatched: (status: string) => boolean;
  rules: MonitorRules | null;
}

/**
 * Decides what people are told: alarms by score, by rule, or where both are in force, as each monitor asks. With several
 * monitors over a series, one that is satisfied suffices.
 */
export class Alerting {
  /** Series in alarm as people are told, with the way they left the normal. */
  readonly told = new Map<number, Deviation>();
  readonly #watchers: readonly Watcher[];
  readonly #statuses: readonly Status[];
  /** Series in alarm by the judge's score, told or not. */
  readonly #scored = new Map<number, Deviation>();
  /** Keys of all scopes; the directory adds to them. */
  readonly #keys: readonly ScopeKey[];
  #isNew = true;

  /** What is in alarm by `before`, of an earlier configuration, stays so until the next tick closes. */
  constructor(
    { monitors, statuses }: EngineSettings,
    tickMs: number,
    keys: readonly ScopeKey[],
    before?: Pick<AlertingState, "told" | "scored">,
  ) {
    this.#keys = keys;
    this.#statuses = statuses;
    const names = statuses.map(({ name }) => name);
    this.#watchers = monitors.map((monitor) => ({
      by: monitor.by,
      alertBy: alertByOf(monitor),
      isWatched: (status) => monitor.statuses?.includes(status) ?? true,
      rules: (monitor.rules ?? []).length > 0 ? new MonitorRules(monitor, names, tickMs) : null,
    }));
    if (before === undefined) return;
    for (const [series, symptom] of before.told) this.told.set(series, symptom);
    for (const [series, symptom] of before.scored) this.#scored.set(series, symptom);
  }

  save(): AlertingState {
    const rules = this.#watchers.map((watcher) => watcher.rules?.save() ?? null);
    return { told: new Map(this.told), scored: new Map(this.#scored), isNew: this.#isNew, rules };
  }

  /** Goes on from `state`, which must be of the same settings. */
  static load(settings: EngineSettings, tickMs: number, keys: readonly ScopeKey[], state: AlertingState): Alerting {
    const alerting = new Alerting(settings, tickMs, keys, state);
    alerting.#isNew = state.isNew;
    for (const [index, { rules }] of alerting.#watchers.entries()) {
      const saved = state.rules[index] ?? null;
      if (saved !== null) rules?.load(saved);
    }
    return alerting;
  }

  get hasRules(): boolean {
    return this.#watchers.some(({ rules }) => rules !== null);
  }

  get troubles(): RuleTrouble[] {
    return this.#watchers.flatMap(({ rules }) => rules?.troubles ?? []);
  }

  /** Ticks went by of which nothing is known. */
  forget(): void {
    for (const { rules } of this.#watchers) rules?.forget();
  }

  /** Moves by the closed tick that began at `at`: what the judge says of it in, what people are told out. */
  close(at: number, changes: readonly AlarmChange[], output: JudgeOutput): ToldChange[] {
    this.#moveRules(at, output);
    const endings = new Map<number, string>();
    for (const change of changes) {
      if (change.kind === "started") this.#scored.set(change.series, change.symptom);
      else this.#scored.delete(change.series);
      endings.set(change.series, change.kind === "ended" ? ENDINGS[change.end] : "");
    }
    const told: ToldChange[] = [];
    for (const series of new Set([...endings.keys(), ...this.told.keys(), ...this.#scored.keys(), ...this.#ruled()])) {
      const isTold = this.#inForce(series) > 0;
      if (isTold === this.told.has(series)) continue;
      if (isTold) {
        const symptom = this.#symptomOf(series, output);
        this.told.set(series, symptom);
        told.push({ kind: "started", series, symptom });
      } else {
        this.told.delete(series);
        const how = endings.get(series) ?? (this.#isNew ? NOT_WATCHED : NO_RULE);
        told.push({ kind: "ended", series, at, how });
      }
    }
    this.#isNew = false;
    return told;
  }

  /** The score raised an alarm in a tick that is open; true when people are told of it. */
  open(series: number, symptom: Deviation): boolean {
    this.#scored.set(series, symptom);
    if (this.told.has(series) || this.#inForce(series) === 0) return false;
    this.told.set(series, symptom);
    return true;
  }

  /** What a series in alarm stands on: score, rules by name or expression, or both. */
  groundsOf(series: number): { by: By; rules: string[] } {
    const bits = this.#inForce(series);
    const rules =
      (bits & BY_RULE) === 0 ? [] : this.#ruleAlarmsOf(series).map(({ alarm }) => ruleLabel(alarm.rule.rule));
    return { by: byFrom(bits) ?? "score", rules: [...new Set(rules)] };
  }

  /** What a series alerts by in the last closed tick, as bits; `isFlagged` is the judge's flag. */
  flagOf(series: number, isFlagged: boolean): number {
    let bits = 0;
    for (const watcher of this.#watchersOf(series)) {
      const alarms = this.#alarmsOf(watcher, series);
      const holds = alarms.some((alarm) => alarm.holds);
      if (watcher.alertBy !== "both") bits |= bitsFor(watcher.alertBy, isFlagged, holds);
      else if (isFlagged || holds) bits |= bitsFor("both", this.#scored.has(series), alarms.length > 0);
    }
    return bits;
  }

  /** The judge's flags are those of a monitor that alerts by score; where there are rules, they are set right. */
  markGrounds(histories: readonly VerdictHistory[], { isFlagged }: JudgeOutput): void {
    if (!this.hasRules) return;
    for (const [scope, history] of histories.entries()) {
      for (let status = 0; status < this.#statuses.length; status++) {
        const series = scope * this.#statuses.length + status;
        if (isFlagged[series] !== 1 && !this.told.has(series)) continue;
        history.mark(status, this.flagOf(series, isFlagged[series] === 1));
      }
    }
  }

  /** The rules in alarm that hold now. */
  sightingsOf(series: number): RuleSighting[] {
    return this.#ruleAlarmsOf(series).flatMap(({ rules, alarm }) => (alarm.holds ? [rules.sightingOf(alarm)] : []));
  }

  #moveRules(at: number, output: JudgeOutput): void {
    if (!this.hasRules) return;
    const scopes = this.#keys.map((key, scope): NumberedScope => ({ scope, key }));
    for (const { by, rules } of this.#watchers) {
      rules?.move(
        at,
        scopes.filter(({ key }) => dimensionOf(key) === by),
        output,
      );
    }
  }

  /** Series that a rule in alarm speaks of. */
  *#ruled(): Generator<number> {
    for (const { rules } of this.#watchers) {
      for (const { scope, status } of rules?.inAlarm() ?? []) yield scope * this.#statuses.length + status;
    }
  }

  #inForce(series: number): number {
    let bits = 0;
    for (const watcher of this.#watchersOf(series)) {
      const isRuled = this.#alarmsOf(watcher, series).length > 0;
      bits |= bitsFor(watcher.alertBy, this.#scored.has(series), isRuled);
    }
    return bits;
  }

  #watchersOf(series: number): Watcher[] {
    const status = series % this.#statuses.length;
    const dimension = dimensionOf(this.#keys[(series - status) / this.#statuses.length] ?? "");
    const name = this.#statuses[status]?.name ?? "";
    return this.#watchers.filter(({ by, isWatched }) => by === dimension && isWatched(name));
  }

  #alarmsOf({ rules }: Watcher, series: number): RuleAlarm[] {
    const status = series % this.#statuses.length;
    return rules?.alarmsOf((series - status) / this.#statuses.length, status) ?? [];
  }

  /** Alarms by rule of the monitors that alert by rules. */
  #ruleAlarmsOf(series: number): { rules: MonitorRules; alarm: RuleAlarm }[] {
    return this.#watchersOf(series).flatMap((watcher) => {
      const { rules, alertBy } = watcher;
      if (rules === null || alertBy === "score") return [];
      return this.#alarmsOf(watcher, series).map((alarm) => ({ rules, alarm }));
    });
  }

  /** A rule says nothing of a direction: the side of what is expected, else the one that worries people. */
  #symptomOf(series: number, { value, expected, score }: JudgeOutput): Deviation {
    const scored = this.#scored.get(series);
    if (scored !== undefined) return scored;
    const excess = (value[series] ?? 0) - (expected[series] ?? 0);
    const isLearning = Number.isNaN(score[series]);
    if (excess !== 0 && !isLearning) return excess > 0 ? "above" : "below";
    return this.#statuses[series % this.#statuses.length]?.direction === "below" ? "below" : "above";
  }
}

const NO_RULE = "has met no rule for 5 minutes";

const ENDINGS = {
  recovered: "is normal again",
  quiet: "has not stood out for half an hour",
  "new normal": "has kept to its new level for hours: taken for the new normal",
} as const;

function bitsFor(alertBy: AlertBy, byScore: boolean, byRule: boolean): number {
  switch (alertBy) {
    case "score":
      return byScore ? BY_SCORE : 0;
    case "rule":
      return byRule ? BY_RULE : 0;
    case "any":
      return (byScore ? BY_SCORE : 0) | (byRule ? BY_RULE : 0);
    case "both":
      return byScore && byRule ? BY_SCORE | BY_RULE : 0;
  }
}
