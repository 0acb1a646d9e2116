import { lowestThreshold } from "../judge/budget.ts";
import { Judge } from "../judge/judge.ts";
import { observe, reasonOf } from "../judge/reason.ts";
import { heldText, ruleReason } from "../judge/rule/rule-reason.ts";
import type { JudgeState } from "../judge/judge-state.ts";
import { VerdictHistory, type VerdictHistoryState } from "../judge/verdict-history.ts";
import type { Sighting } from "../incident/member.ts";
import type { EngineSettings } from "../model/engine-settings.ts";
import type { Deviation } from "../model/incident.ts";
import type { By } from "../model/rule.ts";
import type { ScopeKey } from "../model/scope.ts";
import type { Transactions } from "../model/transactions.ts";
import { localTime } from "../model/zoned-time.ts";
import { inOrder } from "../rollup/in-order.ts";
import { Rollup, type RollupState, type TickCounts } from "../rollup/rollup.ts";
import { ScopeDirectory } from "../rollup/scope-directory.ts";
import { SeriesCounts } from "../rollup/series-counts.ts";
import { Alerting, type AlertingState } from "./alerting.ts";
import type { Finding } from "./finding.ts";
import { lumpsIn } from "./lumps.ts";
import {
  elapsedShare,
  numberOrZero,
  openObservation,
  openTickAsWhole,
  volumeSoFar,
  withSiblings,
} from "./open-tick.ts";
import { SeriesNames } from "./series-names.ts";
import { type SilenceState, SilenceWatch } from "./silence-watch.ts";
import { rememberedTicks } from "./remembered-ticks.ts";
import { type EmptyTicks, TallyWatch, type TallyWatchState } from "./tally-watch.ts";
import { setThresholds } from "./thresholds.ts";

/** A live stream whose clock makes a longer step was not watched in between. */
const LONGEST_STEP_MS = 2 * 60_000;
const LONGEST_STEP_TICKS = 3;
/** Events are waited for this long after their tick; senders of minute counts need longer. */
const EVENT_PATIENCE_MS = 2000;
const TALLY_PATIENCE_MS = 5000;
/** Tallies of a tick are judged before it closes once this share of the forecast volume is in. */
export const WHOLE_ENOUGH = 0.8;

export interface JudgingState {
  tickMs: number;
  rollup: RollupState;
  judge: JudgeState;
  histories: readonly VerdictHistoryState[];
  alerting: AlertingState;
  silence: SilenceState;
  tallies: TallyWatchState;
}

/** Rollup and judge of one configuration: transactions and clock in, findings out. */
export class Judging {
  readonly rollup: Rollup;
  readonly judge: Judge;
  readonly tickMs: number;
  readonly statuses: readonly string[];
  readonly names: SeriesNames;
  #settings: EngineSettings;
  readonly #histories: VerdictHistory[] = [];
  #alerting: Alerting;
  readonly silence: SilenceWatch;
  /** Of the records that are being taken. */
  readonly #touched = new SeriesCounts();
  readonly #tallies: TallyWatch;

  /** Goes on from `state`, if there is one: it must be of the same settings and ticks. */
  constructor(settings: EngineSettings, tickMs: number, state?: JudgingState) {
    this.#settings = settings;
    this.tickMs = tickMs;
    this.silence = new SilenceWatch(tickMs);
    this.statuses = settings.statuses.map(({ name }) => name);
    const patienceMs = tickMs < 60_000 ? EVENT_PATIENCE_MS : TALLY_PATIENCE_MS;
    const scopes = new ScopeDirectory(settings.monitors);
    this.names = new SeriesNames(scopes.keys, this.statuses);
    this.rollup = new Rollup({ tickMs, statuses: this.statuses, patienceMs }, scopes);
    const directions = settings.statuses.map(({ direction }) => direction);
    this.judge = state === undefined ? new Judge({ tickMs, directions }) : Judge.load(state.judge);
    this.#alerting = new Alerting(settings, tickMs, scopes.keys);
    const histories = this.#histories;
    this.#tallies = new TallyWatch({ tickMs, statuses: this.statuses, keys: scopes.keys, histories });
    if (state !== undefined) this.#load(state);
    this.#admitScopes();
  }

  save(): JudgingState {
    return {
      tickMs: this.tickMs,
      rollup: this.rollup.save(),
      judge: this.judge.save(),
      histories: this.#histories.map((history) => history.save()),
      alerting: this.#alerting.save(),
      silence: this.silence.save(),
      tallies: this.#tallies.save(),
    };
  }

  #load({ rollup, histories, alerting, silence, tallies }: JudgingState): void {
    this.rollup.load(rollup);
    for (const history of histories) this.#histories.push(VerdictHistory.load(history));
    this.#alerting = Alerting.load(this.#settings, this.tickMs, this.rollup.scopes.keys, alerting);
    this.silence.load(silence);
    this.#tallies.load(tallies);
  }

  get isSilent(): boolean {
    return this.silence.isSilent;
  }

  /** The instant that findings are dated with: the clock of a live stream, else the time in the data. */
  get now(): number {
    return this.rollup.watermark.isLive ? this.rollup.watermark.now : this.rollup.watermark.newestAt;
  }

  history(scope: number): VerdictHistory | undefined {
    return this.#histories[scope];
  }

  /** Evidence at which a series alarms; Infinity before it has a part of a budget. */
  threshold(series: number): number {
    return this.judge.threshold(series);
  }

  /** Rules that cannot be used or evaluated. */
  get ruleTroubles(): Alerting["troubles"] {
    return this.#alerting.troubles;
  }

  /** Series in alarm as people are told: scope number, status number, symptom. */
  *alarms(): Generator<{ scope: number; status: number; symptom: Deviation }> {
    for (const [series, symptom] of this.#alerting.told) yield { ...this.names.placeOf(series), symptom };
  }

  /** What a series in alarm stands on, and whether that is so in its last tick. */
  groundsOf(scope: number, status: number): { by: By; rules: string[]; isFlagged: boolean } {
    const series = scope * this.statuses.length + status;
    return { ...this.#alerting.groundsOf(series), isFlagged: this.#flagOf(series) > 0 };
  }

  /** Goes on with other monitors, which ask for no dimension less, without forgetting what has been learnt. */
  watch(settings: EngineSettings): void {
    this.#settings = settings;
    this.rollup.scopes.ask(settings.monitors);
    this.#alerting = new Alerting(settings, this.tickMs, this.rollup.scopes.keys, this.#alerting.save());
    this.#setThresholds();
  }

  /** Count and expectation of a series whose alarm began in the tick that is open, as if it went on so to its end; else null. */
  openTickOf(scope: ScopeKey, status: string): { value: number; expected: number } | null {
    const series = this.names.numberOf(scope, status);
    return series === null ? null : openTickAsWhole(this.rollup, this.judge, series);
  }

  setClock(at: number): Finding[] {
    const { watermark } = this.rollup;
    if (at - watermark.now > Math.max(LONGEST_STEP_MS, LONGEST_STEP_TICKS * this.tickMs)) this.resume(at);
    else watermark.advanceClock(at);
    return this.#closeDue();
  }

  /** The process was away until `at`: ticks since then are unknown, not empty. A stream of the past misses nothing. */
  resume(at: number): void {
    const { watermark, nextTick } = this.rollup;
    watermark.advanceClock(at);
    if (!watermark.isLive || Number.isNaN(nextTick)) return;
    const ticks = this.rollup.resume(at);
    if (ticks > 0) this.#skip(ticks);
  }

  /** Counts the records, closes what they close, and judges the ticks they leave open. */
  take(records: Transactions, at: number): { findings: Finding[]; late: number; scopes: Set<number> } {
    const findings = this.setClock(at);
    const scopes = new Set<number>();
    if (records.length === 0) return { findings, late: 0, scopes };
    const { rollup, statuses } = this;
    const touched = this.#touched;
    touched.clear();
    let late = 0;
    let tickAt = Number.NaN;
    let count = 0;
    const wasLive = rollup.watermark.isLive;
    const places = rollup.placesOf(records);
    const note = (series: number): void => {
      if (touched.add(series, count)) scopes.add(Math.floor(series / statuses.length));
    };
    const order = inOrder(records.at);
    for (let k = 0; k < records.length; k++) {
      const i = order?.[k] ?? k;
      const recordTick = rollup.tickOf(records.at[i] ?? 0);
      if (recordTick !== tickAt) {
        tickAt = recordTick;
        touched.clear();
      }
      count = records.count[i] ?? 0;
      const tick = rollup.add(records, places, i, note);
      if (tick === null) late += 1;
      else if (touched.size > 0 && !rollup.watermark.isLive) findings.push(...this.#closeDue());
    }
    this.#admitScopes();
    // Between the last of the past and the first live record nothing is known: no traffic, or just not told.
    const isJoining = !wasLive && rollup.watermark.isLive;
    findings.push(...this.#closeDue(isJoining), ...this.#judgeOpen(touched.toMap()));
    return { findings, late, scopes };
  }

  /** The reason in words why a series of a scope is in alarm, from its last ticks. */
  reason(scope: number, status: number, symptom: Deviation): string {
    const history = this.#histories[scope];
    if (history === undefined || history.length === 0) return "";
    const series = scope * this.statuses.length + status;
    const sightings = this.#alerting.sightingsOf(series);
    if (this.#alerting.groundsOf(series).by === "rule") return ruleReason(this.statuses[status] ?? "?", sightings);
    const open = openObservation(this.rollup, this.judge, series);
    const reason = reasonOf(observe(history, { statuses: this.statuses, status, symptom }, this.tickMs, open));
    return sightings.length === 0 ? reason : `${reason}; ${heldText(sightings)}`;
  }

  /** `isJoining`: a stream of the past has just become live. */
  #closeDue(isJoining = false): Finding[] {
    const findings: Finding[] = [];
    for (let tick = this.rollup.takeClosed(); tick !== null; tick = this.rollup.takeClosed()) {
      this.#admitScopes();
      this.#close(tick, findings);
      if (!isJoining && !this.silence.isLong) continue;
      // A stream that joins has said nothing of the ticks before its first live record, though they may be open still.
      const { watermark } = this.rollup;
      const skipped = this.rollup.skipTo(isJoining ? watermark.now : watermark.closedUntil());
      if (skipped > 0) this.#skip(skipped);
    }
    return findings;
  }

  #skip(ticks: number): void {
    this.judge.skip(ticks);
    this.silence.skip(ticks);
    this.#alerting.forget();
  }

  #close(tick: TickCounts, findings: Finding[]): void {
    const isEmpty = tick.records === 0;
    if (!isEmpty) findings.push(...this.silence.hear(tick.at));
    const local = localTime(tick.at, this.#settings.timeZone);
    this.silence.move(local);
    const isSilent = isEmpty && this.isSilent && !this.silence.noteSilence();
    // Nothing is known of a time at which nothing is expected to come.
    const isExpected = isEmpty && this.silence.isExpected;
    const counts = isSilent || isExpected ? null : this.rollup.whole(tick.counts);
    const changes = this.judge.closeTick(tick.at, local, counts, isSilent);
    for (const [scope, history] of this.#histories.entries()) {
      history.add(tick.at, this.judge.output, scope * this.statuses.length);
    }
    const told = this.#alerting.close(tick.at, changes, this.judge.output);
    this.#alerting.markGrounds(this.#histories, this.judge.output);
    const began = new Set<number>();
    for (const change of told) {
      if (change.kind === "started") {
        began.add(change.series);
        this.#tallies.begin(change.series, tick.at);
        const sighting = this.#sighting(change.series, tick.at, change.symptom);
        findings.push({ kind: "began", sighting, now: tick.at + this.tickMs });
      } else {
        this.#tallies.end(change.series);
        const place = this.names.namesOf(this.names.placeOf(change.series));
        findings.push({ kind: "ended", ...place, at: change.at, how: change.how });
      }
    }
    const sightings: Sighting[] = [];
    for (const [series, symptom] of this.#alerting.told) {
      if (began.has(series) || this.#flagOf(series) === 0) continue;
      sightings.push(this.#sighting(series, tick.at, symptom));
    }
    if (sightings.length > 0) findings.push({ kind: "worse", sightings, now: tick.at + this.tickMs });
    const silent = isEmpty && !isExpected ? this.#listen(tick.at, findings) : null;
    const measures = this.#tallies.measures(tick.at, this.#alerting.told, this.judge.output, silent);
    if (measures.length > 0) findings.push({ kind: "measured", measures, now: tick.at + this.tickMs });
    findings.push({ kind: "tick", at: tick.at, isJudged: !this.judge.isLearning(0) });
  }

  /** An empty tick; returns the ticks of a silence that it brings to light, null while there is none. */
  #listen(at: number, findings: Finding[]): EmptyTicks | null {
    const monitors = this.#settings.monitors.filter(({ by }) => by === undefined);
    const threshold = lowestThreshold(monitors, 1, this.statuses.length, this.tickMs / 60_000);
    const expected = this.judge.expectedTotal(0);
    const found = this.silence.listen(at, { expected, evidence: this.judge.silence(0), threshold });
    findings.push(...found);
    return this.isSilent ? this.#tallies.emptyTicks(at, expected, found, this.#alerting.told) : null;
  }

  /** Rises of the open tick, among the series just touched by so many records; tallies once the tick looks whole. */
  #judgeOpen(touched: ReadonlyMap<number, number>): Finding[] {
    const tick = this.rollup.newestOpen();
    if (tick === null || touched.size === 0) return [];
    const passed = elapsedShare(this.rollup, tick);
    const lumps = lumpsIn(touched, this.statuses.length);
    const findings: Finding[] = [];
    for (const series of tick.isTallied ? withSiblings(touched.keys(), this.statuses.length) : touched.keys()) {
      const { scope } = this.names.placeOf(series);
      const total = volumeSoFar(tick, scope, this.statuses.length);
      if (tick.isTallied && total < WHOLE_ENOUGH * this.judge.expectedTotal(scope, tick.at)) continue;
      const count = tick.counts[series] ?? 0;
      const elapsed = lumps.has(series) ? 1 : passed;
      const change = this.judge.peekOpenTick(series, tick.at, count, total, elapsed);
      if (change?.kind !== "started") continue;
      if (!this.#alerting.open(series, change.symptom)) continue;
      this.#tallies.begin(series, tick.at);
      const sighting = this.#sighting(series, tick.at, change.symptom);
      const { isLive, now } = this.rollup.watermark;
      findings.push({ kind: "began", sighting, now: isLive ? now : tick.at + this.tickMs });
    }
    return findings;
  }

  #sighting(series: number, at: number, symptom: Deviation): Sighting {
    const { scope, status } = this.names.placeOf(series);
    const { output } = this.judge;
    return {
      ...this.names.namesOf({ scope, status }),
      symptom,
      at,
      value: output.value[series] ?? 0,
      expected: numberOrZero(output.expected[series]),
      score: numberOrZero(output.score[series]),
      ...this.#alerting.groundsOf(series),
      reason: this.reason(scope, status, symptom),
    };
  }

  /** New scopes get a place with the judge, and every series its part of the budget. */
  #admitScopes(): void {
    const { keys } = this.rollup.scopes;
    if (this.judge.scopes === keys.length) return;
    while (this.judge.scopes < keys.length) {
      const scope = this.judge.addScope();
      this.#histories.push(new VerdictHistory(this.statuses.length, rememberedTicks(scope, this.tickMs)));
    }
    this.#setThresholds();
  }

  #setThresholds(): void {
    setThresholds(this.judge, this.rollup.scopes.keys, this.#settings, this.tickMs);
  }

  /** What a series alerts by in its last tick, as bits. */
  #flagOf(series: number): number {
    const flag = this.judge.output.isFlagged[series] ?? 0;
    return this.#alerting.hasRules ? this.#alerting.flagOf(series, flag === 1) : flag;
  }
}
