import type { EngineSettings } from "../model/engine-settings.ts";
import type { Incident } from "../model/incident.ts";
import type { JournalEntry } from "../model/journal-entry.ts";
import type { Message } from "../model/message.ts";
import { NONE, Transactions } from "../model/transactions.ts";
import { AlarmCount } from "../incident/alarm-count.ts";
import { IncidentBook, type IncidentChange } from "../incident/incident-book.ts";
import { DeliveryBook } from "../notify/delivery-book.ts";
import { Notifier } from "../notify/notifier.ts";
import { TroubleBook } from "../notify/trouble-book.ts";
import { QueryBook } from "../query/query-book.ts";
import { SeenIds } from "../rollup/seen-ids.ts";
import { NOT_WATCHED } from "./alerting.ts";
import { DeployBook } from "./deploy-book.ts";
import { ENGINE_STATE_VERSION, type EngineState, requireEngineVersion } from "./engine-state.ts";
import { deliveryEffects, type Effect, withoutOutdated } from "./effect.ts";
import type { Finding } from "./finding.ts";
import { Judging } from "./judging.ts";
import { MarkLearning } from "./mark-learning.ts";
import { isOfMonitor, MonitorEdits } from "./monitor-edits.ts";
import { countingKey, goesOn, watchingKey } from "./settings-keys.ts";
import { tickOf } from "./tick-of.ts";

const TRAIL_TICKS = 40;
/** Senders of both kinds would otherwise begin anew for ever. */
const MOST_RETUNED = 3;
/** Beside the statuses that ids come with; no status has a space. */
const BATCH = "batch of records";

type ActedEntry = Extract<JournalEntry, { kind: "acted" }>;
type TransactionsEntry = Extract<JournalEntry, { kind: "transactions" }>;

export interface Applied {
  effects: Effect[];
  /** Records that came after their tick was judged. */
  late: number;
  /** Numbers of the scopes that the entry's records belong to. */
  scopes: ReadonlySet<number>;
  /** Records that are not counted, because they were before. */
  duplicates: number;
  /** The others. */
  counted: Transactions;
}

/**
 * Everything behind the journal: a deterministic function of its entries. No clock, no chance, no input or output here.
 * `save` gives its whole state away, `load` goes on from it.
 */
export class Engine {
  readonly incidents = new IncidentBook();
  readonly deliveries = new DeliveryBook();
  readonly troubles = new TroubleBook();
  readonly deploys = new DeployBook();
  readonly queries = new QueryBook();
  /** Null until it is known what to judge and in which ticks. */
  judging: Judging | null = null;
  /** What holds: as configured, with what people changed of it. */
  settings: EngineSettings | null = null;
  configured: EngineSettings | null = null;
  readonly monitorEdits = new MonitorEdits();
  /** What each monitor raised, since it has been judged as it is now. */
  alarmCount = new AlarmCount([]);
  /** The clock of the last entry. */
  now = 0;
  readonly seenIds = new SeenIds();
  readonly notifier = new Notifier({
    deliveries: this.deliveries,
    incidentOf: (id) => this.incidents.find(id),
    incidents: () => this.incidents.all(),
    trailOf: (incident) => this.#trail(incident),
  });
  readonly #marks = new MarkLearning();
  #retuned = 0;

  apply(entry: JournalEntry): Applied {
    this.now = entry.at;
    this.seenIds.setClock(entry.at);
    this.notifier.setClock(entry.at);
    switch (entry.kind) {
      case "configured":
        this.configured = entry.settings;
        return this.#applied(this.#configure());
      case "clock":
        return this.#applied(this.#tell(this.judging?.setClock(entry.at) ?? [], true));
      case "resumed":
        this.judging?.resume(entry.at);
        return this.#applied([]);
      case "transactions":
        return this.#take(entry);
      case "acted":
        return this.#applied(this.#act(entry));
      case "troubled":
        return this.#applied(this.troubles.note(entry) ? deliveryEffects(this.notifier.tellTrouble(entry)) : []);
      case "delivery": {
        const delivery = this.deliveries.settle(entry.outcome);
        return this.#applied(delivery === null ? [] : [{ kind: "delivery", delivery }]);
      }
    }
  }

  /** All that is known after the entries so far. */
  save(): EngineState {
    return {
      version: ENGINE_STATE_VERSION,
      now: this.now,
      configured: this.configured,
      monitorEdits: this.monitorEdits.save(),
      judging: this.judging?.save() ?? null,
      incidents: this.incidents.save(),
      marks: this.#marks.save(),
      deliveries: this.deliveries.save(),
      alarmCount: this.alarmCount.save(),
      notifier: this.notifier.save(),
      troubles: this.troubles.save(),
      deploys: this.deploys.save(),
      queries: this.queries.save(),
      retuned: this.#retuned,
      seenIds: this.seenIds.save(),
    };
  }

  /**
   * An engine that goes on from `state` as if it had never stopped.
   *
   * @throws RangeError for the state of another version, or a broken one
   */
  static load(state: EngineState): Engine {
    requireEngineVersion(state);
    const { judging } = state;
    const engine = new Engine();
    engine.now = state.now;
    engine.configured = state.configured;
    engine.monitorEdits.load(state.monitorEdits);
    const settings = engine.#effective();
    engine.settings = settings;
    if (settings !== null && judging !== null) engine.judging = new Judging(settings, judging.tickMs, judging);
    engine.incidents.load(state.incidents);
    engine.#configureIncidents();
    engine.#marks.load(state.marks);
    engine.deliveries.load(state.deliveries);
    engine.alarmCount = new AlarmCount(settings?.monitors ?? []);
    engine.alarmCount.load(state.alarmCount);
    engine.notifier.load(state.notifier, settings, state.now);
    engine.troubles.load(state.troubles);
    engine.deploys.load(state.deploys);
    engine.queries.load(state.queries);
    engine.#retuned = state.retuned;
    engine.seenIds.load(state.seenIds);
    return engine;
  }

  #take(entry: TransactionsEntry): Applied {
    if (this.settings === null) return this.#applied([]);
    const isLive = entry.origin === "live";
    const counted = this.#notCountedBefore(entry);
    const duplicates = entry.records.length - counted.length;
    const ended = this.#isOtherKind(counted) ? this.#tell(this.#stopJudging(), isLive) : [];
    if (this.judging === null) {
      this.judging = this.#startJudging(counted);
      this.#configureIncidents();
    }
    if (this.judging === null) return { ...this.#applied([]), duplicates };
    const { findings, late, scopes } = this.judging.take(counted, entry.at);
    if (duplicates > 0) {
      // Whoever sends again wants the answer that got lost.
      for (const scope of this.judging.rollup.scopes.knownScopesOf(entry.records)) scopes.add(scope);
    }
    return { effects: [...ended, ...this.#tell(findings, isLive)], late, scopes, duplicates, counted };
  }

  /** What is sent again, because an answer was lost, counts once. */
  #notCountedBefore({ batchId, records }: TransactionsEntry): Transactions {
    if (batchId !== undefined && !this.seenIds.add(batchId, BATCH)) return new Transactions();
    const { seenIds } = this;
    const { idEnds, ids, status, length } = records;
    let first: number[] | null = null;
    for (let i = 0; i < length; i++) {
      const isNew =
        !records.hasId(i) ||
        seenIds.addBytes(ids, records.idStart(i), idEnds[i] ?? 0, records.textOf(status[i] ?? NONE));
      if (!isNew) first ??= placesBefore(i);
      else if (first !== null) first.push(i);
    }
    return first === null ? records : records.pick(first);
  }

  /** While nothing has been judged yet, a first record of the other kind must not decide the tick for good. */
  #isOtherKind(records: Transactions): boolean {
    const { judging, settings } = this;
    if (judging === null || settings?.tickMs !== "auto" || this.#retuned >= MOST_RETUNED) return false;
    const tickMs = tickOf(records);
    const isOther = records.length > 0 && judging.tickMs !== tickMs;
    if (!isOther || !judging.judge.isLearning(0)) return false;
    this.#retuned += 1;
    return true;
  }

  /** Tallies of whole minutes are judged minute by minute, single transactions in short ticks. */
  #startJudging(records: Transactions): Judging | null {
    const { settings } = this;
    if (settings === null || records.length === 0) return null;
    if (settings.tickMs !== "auto") return new Judging(settings, settings.tickMs);
    return new Judging(settings, tickOf(records));
  }

  #effective(): EngineSettings | null {
    const { configured, monitorEdits } = this;
    return configured === null ? null : { ...configured, monitors: monitorEdits.over(configured.monitors) };
  }

  /** Other statuses or ticks begin to learn anew, and so it is when a dimension is watched no more; other monitors do not. */
  #configure(): Effect[] {
    const before = this.settings;
    const settings = this.#effective();
    if (settings === null) return [];
    this.settings = settings;
    this.notifier.configure(settings);
    this.#configureIncidents();
    const isCountedOn = before !== null && countingKey(before) === countingKey(settings);
    if (!isCountedOn) this.alarmCount = new AlarmCount(settings.monitors);
    if (this.judging === null) return [];
    if (before !== null && goesOn(before, settings)) {
      if (watchingKey(before) !== watchingKey(settings)) this.judging.watch(settings);
      return [];
    }
    return this.#tell(this.#stopJudging(), true);
  }

  #configureIncidents(): void {
    if (this.settings !== null) this.incidents.configure(this.settings.incidents, this.judging?.tickMs ?? 0);
  }

  /** Forgets what was learnt; what is firing is closed, because nobody would end it. */
  #stopJudging(): Finding[] {
    if (this.judging === null) return [];
    // In the time of the data: a stream of the past would never come to the clock, and the incident never be resolved.
    const at = this.judging.rollup.watermark.isLive ? this.now : this.judging.now;
    const findings: Finding[] = [];
    for (const { members, state } of this.incidents.all()) {
      if (state === "resolved") continue;
      for (const { scope, status } of members) findings.push({ kind: "ended", scope, status, at, how: NOT_WATCHED });
    }
    this.judging = null;
    this.#marks.forget();
    this.#configureIncidents();
    return findings;
  }

  #tell(findings: readonly Finding[], isLive: boolean): Effect[] {
    const effects: Effect[] = [];
    const note = (change: IncidentChange | null): void => {
      if (change === null) return;
      effects.push({ kind: "incident", incident: change.incident });
      if (isLive) this.notifier.note(change);
    };
    for (const finding of findings) {
      switch (finding.kind) {
        case "began": {
          const change = this.incidents.begin(finding.sighting, finding.now);
          if (this.judging !== null) this.#marks.begin(this.judging, change.incident, finding.sighting);
          // An alarm by a rule alone was asked for: it is nothing of the budget for false ones.
          if (finding.sighting.by !== "rule") this.alarmCount.add(finding.sighting, change, finding.now);
          note(change);
          break;
        }
        case "worse":
          for (const change of this.incidents.progress(finding.sightings, finding.now)) note(change);
          break;
        case "measured":
          for (const change of this.incidents.measure(finding.measures, finding.now)) note(change);
          break;
        case "ended": {
          const change = this.incidents.end(finding.scope, finding.status, finding.at, finding.how);
          if (this.judging !== null) {
            this.#marks.end(this.judging, change?.incident ?? null, finding, this.settings?.timeZone ?? "UTC");
          }
          note(change);
          break;
        }
        case "tick": {
          // Days of history in seconds are more than a browser can follow; it asks for them afterwards.
          if (isLive) effects.push({ kind: "tick", at: finding.at });
          if (finding.isJudged) this.alarmCount.watch(finding.at, this.judging?.tickMs ?? 0);
          const now = finding.at + (this.judging?.tickMs ?? 0);
          for (const change of this.incidents.settle(now)) note(change);
          if (isLive) effects.push(...this.#mute(), ...deliveryEffects(this.notifier.move()));
          break;
        }
      }
    }
    if (this.notifier.hasNews) effects.push(...this.#mute());
    effects.push(...deliveryEffects(this.notifier.flush()));
    return withoutOutdated(effects);
  }

  /** Notes on incidents what keeps them quiet now. */
  #mute(): Effect[] {
    return this.notifier.mutings(this.incidents.firing()).flatMap(({ incidentId, mutedBy }) => {
      const incident = this.incidents.mute(incidentId, mutedBy);
      return incident === null ? [] : [{ kind: "incident" as const, incident }];
    });
  }

  /** Somebody did something. */
  #act({ action, by, via, at }: ActedEntry): Effect[] {
    if (isOfMonitor(action)) {
      this.monitorEdits.apply({ action, by, via, at }, this.configured?.monitors ?? []);
      return this.#configure();
    }
    this.queries.act(action);
    const change = this.incidents.act({ action, by, via, at });
    if (change !== null && action.do === "mark" && this.judging !== null) {
      this.#marks.mark(this.judging, change.incident, this.settings?.timeZone ?? "UTC");
    }
    const effects: Effect[] = change === null ? [] : [{ kind: "incident", incident: change.incident }];
    if (change !== null) this.notifier.note(change);
    const isDeploy = this.deploys.act(action, at);
    if (isDeploy || action.do === "silence" || action.do === "end-silence") effects.push({ kind: "marks" });
    const deliveries = isDeploy ? [] : this.notifier.act(action);
    return [...effects, ...this.#mute(), ...deliveryEffects([...deliveries, ...this.notifier.flush()])];
  }

  /** The last ticks of the series that the incident began with, oldest first. */
  #trail({ members }: Incident): Message["trail"] {
    const { judging } = this;
    const [lead] = members;
    if (judging === null || lead === undefined) return [];
    const status = Math.max(0, judging.statuses.indexOf(lead.status));
    const history = judging.history(judging.rollup.scopes.keys.indexOf(lead.scope));
    if (history === undefined) return [];
    const trail: Message["trail"] = [];
    for (let age = Math.min(TRAIL_TICKS, history.length) - 1; age >= 0; age--) {
      const { value, expected } = history.verdict(age, status);
      if (!Number.isNaN(expected)) trail.push({ at: history.at(age), value, expected });
    }
    const open = judging.openTickOf(lead.scope, lead.status);
    return open === null ? trail : [...trail, { at: judging.rollup.newestOpen()?.at ?? this.now, ...open }];
  }

  #applied(effects: Effect[]): Applied {
    return { effects, late: 0, scopes: new Set(), duplicates: 0, counted: new Transactions() };
  }
}

function placesBefore(end: number): number[] {
  return Array.from({ length: end }, (_, i) => i);
}
