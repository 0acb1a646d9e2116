import type { Monitor } from "../../model/monitor.ts";
import { ruleLabel } from "../../model/rule.ts";
import type { ScopeKey } from "../../model/scope.ts";
import type { JudgeOutput } from "../series-tests.ts";
import { type CompiledRule, compiledRule } from "./compiled-rule.ts";
import { RuleAlarm, type RuleAlarmState } from "./rule-alarm.ts";
import { RuleAnswers, type RuleAnswersState } from "./rule-answers.ts";
import type { RuleSighting } from "./rule-reason.ts";

/** A rule that could not be used or evaluated, with how often that was, and what was wrong at last. */
export interface RuleTrouble {
  monitor: string;
  rule: string;
  times: number;
  text: string;
}

/** A scope as the judge numbers it. */
export interface NumberedScope {
  scope: number;
  key: ScopeKey;
}

export interface MonitorRulesState {
  /** Numbers of the rows' scopes. */
  scopes: readonly number[];
  /** Row by row, in the order of the rules that can be used. */
  alarms: readonly RuleAlarmState[];
  answers: RuleAnswersState;
  troubles: ReadonlyMap<string, Readonly<RuleTrouble>>;
}

/** The rules of one monitor over its scopes, from closed tick to closed tick. */
export class MonitorRules {
  readonly #monitor: string;
  readonly #rules: CompiledRule[] = [];
  readonly #answers: RuleAnswers;
  readonly #tickMs: number;
  /** Number of each row's scope. */
  readonly #scopes: number[] = [];
  readonly #alarms: RuleAlarm[] = [];
  /** Those of them that are on. */
  #on: RuleAlarm[] = [];
  readonly #troubles = new Map<string, RuleTrouble>();

  constructor({ name, rules = [] }: Monitor, statuses: readonly string[], tickMs: number) {
    this.#monitor = name;
    this.#tickMs = tickMs;
    for (const rule of rules) {
      const compiled = compiledRule(rule, statuses);
      if (!("faults" in compiled)) this.#rules.push(compiled);
      else this.#note(ruleLabel(rule), compiled.faults.map(({ got }) => got).join(", "));
    }
    const own = this.#rules.map(({ status }) => ({ kind: "count" as const, status, windowMs: null }));
    const asked = this.#rules.flatMap(({ inputs }) => inputs);
    this.#answers = new RuleAnswers([...asked, ...own], statuses.length, tickMs);
  }

  save(): MonitorRulesState {
    const alarms = this.#alarms.map((alarm) => alarm.save());
    return { scopes: [...this.#scopes], alarms, answers: this.#answers.save(), troubles: new Map(this.#troubles) };
  }

  /** Goes on from `state`, which must be of the same rules. */
  load({ scopes, alarms, answers, troubles }: MonitorRulesState): void {
    for (const scope of scopes) this.#addRow(scope);
    for (const [index, alarm] of this.#alarms.entries()) alarm.load(alarms[index]!);
    this.#on = this.#alarms.filter(({ isOn }) => isOn);
    this.#answers.load(answers);
    for (const [rule, trouble] of troubles) this.#troubles.set(rule, trouble);
  }

  get troubles(): readonly RuleTrouble[] {
    return [...this.#troubles.values()];
  }

  /** Asks every rule about every scope after the tick that began at `at`. Scopes keep their order; new ones come last. */
  move(at: number, scopes: readonly NumberedScope[], output: JudgeOutput): void {
    for (const { scope } of scopes.slice(this.#scopes.length)) this.#addRow(scope);
    this.#answers.add(this.#scopes, output);
    for (const alarm of this.#alarms) alarm.move(at, this.#tickMs, this.#holds(alarm, scopes[alarm.row]?.key ?? ""));
    this.#on = this.#alarms.filter(({ isOn }) => isOn);
  }

  /** Ticks went by of which nothing is known. */
  forget(): void {
    this.#answers.forget();
    for (const alarm of this.#alarms) alarm.forget();
  }

  /** Series that a rule in alarm speaks of. */
  *inAlarm(): Generator<{ scope: number; status: number }> {
    for (const { row, rule } of this.#on) yield { scope: this.#scopes[row] ?? 0, status: rule.status };
  }

  alarmsOf(scope: number, status: number): RuleAlarm[] {
    return this.#on.filter(({ row, rule }) => rule.status === status && this.#scopes[row] === scope);
  }

  sightingOf({ rule, row, heldMs }: RuleAlarm): RuleSighting {
    const { minuteMs } = this.#answers;
    return { label: ruleLabel(rule.rule), heldMs, perMinute: this.#answers.countPerMinute(row, rule.status), minuteMs };
  }

  #addRow(scope: number): void {
    const row = this.#scopes.push(scope) - 1;
    this.#alarms.push(...this.#rules.map((rule) => new RuleAlarm(rule, row)));
  }

  #holds({ rule, row }: RuleAlarm, key: ScopeKey): boolean {
    try {
      return rule.holds(rule.inputs.map((input) => this.#answers.answer(input, row, key)));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#note(ruleLabel(rule.rule), error.message);
      return false;
    }
  }

  #note(rule: string, text: string): void {
    const times = (this.#troubles.get(rule)?.times ?? 0) + 1;
    this.#troubles.set(rule, { monitor: this.#monitor, rule, times, text });
  }
}
