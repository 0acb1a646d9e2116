import { defaultIncidentSettings, type IncidentSettings } from "../model/engine-settings.ts";
import type { Incident, Member } from "../model/incident.ts";
import { scopeLabel, type ScopeKey } from "../model/scope.ts";
import { type Deed, doTo, isOfIncident } from "./deed.ts";
import { incidentFor } from "./grouping.ts";
import {
  alarmLine,
  copyOf,
  copyOfKept,
  type KeptIncident,
  keptFor,
  move,
  noteComing,
  ongoingOf,
  raiseSeverity,
  seriesKey,
  stateLine,
  weigh,
} from "./kept-incident.ts";
import { addToTally, joinGrounds, type Measure, memberOf, raisePeak, type Sighting } from "./member.ts";
import { severityOfPeak } from "./severity-of.ts";
import { titleOf } from "./title.ts";

/** An incident is resolved when all its series have been normal for this long, and for three ticks. */
const QUIET_MS = 60_000;
const QUIET_TICKS = 3;
/** A flapping one is resolved, or fires again, after so long one way. */
const STEADY_MS = 10 * 60_000;
/** What it costs changes with every tick; it is shown as often as this. */
const SHOWN_MS = 60_000;
const REMEMBERED = 500;

/**
 * opened      people are to be told of it
 * joined      one more series
 * progressed  worse than before, one series is back to normal, or what it cost so far
 * reopened    it came back within the time for that, and people are to be told so
 * flapping    it comes and goes: to be told once
 * noted       nothing to tell others of: somebody said or marked something, or it is about what people do not know of (yet)
 */
export interface IncidentChange {
  event:
    | "opened"
    | "joined"
    | "progressed"
    | "reopened"
    | "flapping"
    | "acknowledged"
    | "unacknowledged"
    | "noted"
    | "resolved";
  incident: Incident;
}

export interface IncidentBookState {
  open: readonly KeptIncident[];
  resolved: readonly KeptIncident[];
  lastNumber: number;
}

/** All incidents, from what the judge sees to what people deal with. */
export class IncidentBook {
  readonly #open: KeptIncident[] = [];
  /** What is resolved is replaced, not changed: a saved state may share it. */
  readonly #resolved: KeptIncident[] = [];
  /** Series in alarm, by key. */
  readonly #ongoing = new Map<string, { kept: KeptIncident; member: Member }>();
  #lastNumber = 0;
  #settings = defaultIncidentSettings;
  #tickMs = 0;

  save(): IncidentBookState {
    return { open: this.#open.map(copyOfKept), resolved: [...this.#resolved], lastNumber: this.#lastNumber };
  }

  load({ open, resolved, lastNumber }: IncidentBookState): void {
    this.#open.splice(0, Infinity, ...open.map(copyOfKept));
    this.#resolved.splice(0, Infinity, ...resolved);
    this.#lastNumber = lastNumber;
    this.#ongoing.clear();
    for (const kept of this.#open) this.#index(kept);
  }

  configure(settings: IncidentSettings, tickMs: number): void {
    this.#settings = settings;
    this.#tickMs = tickMs;
  }

  /** Open first, then resolved, each newest first. */
  all(): Incident[] {
    return [...this.#open.toReversed(), ...this.#resolved.toReversed()].map(({ incident }) => incident);
  }

  /** Those that people are told of and that are not over, oldest first. */
  firing(): Incident[] {
    return this.#open.flatMap(({ incident }) => (incident.state === "pending" ? [] : [incident]));
  }

  get firingCount(): number {
    return this.firing().length;
  }

  /** Incidents opened so far, forgotten ones too. */
  get openedCount(): number {
    return this.#lastNumber;
  }

  find(id: string): Incident | null {
    return this.#keptOf(id)?.incident ?? null;
  }

  /** The open incident that holds an ongoing alarm of this series. */
  holding(scope: ScopeKey, status: string): Incident | null {
    return this.#ongoing.get(seriesKey(scope, status))?.kept.incident ?? null;
  }

  /** An alarm of a series began: opens an incident, joins the one it belongs to, or reopens it. */
  begin(sighting: Sighting, now: number): IncidentChange {
    const kept = this.#belonging(sighting) ?? this.#reopened(sighting, now) ?? this.#opened(sighting, now);
    const { incident } = kept;
    const isComing = ongoingOf(incident).length === 0;
    const isSwung = isComing && noteComing(kept, now);
    move(kept, "alarm");
    incident.timeline.push(alarmLine(now, `${scopeLabel(sighting.scope)}: ${sighting.reason}`));
    const isNew = this.#join(kept, sighting, now);
    if (isSwung && move(kept, "swung")) {
      incident.timeline.push(stateLine(now, "flapping: comes and goes"));
      return this.#change(kept, "flapping", now);
    }
    this.#tellIfDue(kept, now);
    return this.#change(kept, isNew ? "joined" : "progressed", now);
  }

  /** Series in alarm were flagged again in one tick: the incidents of those that are worse than ever before. */
  progress(sightings: readonly Sighting[], now: number): IncidentChange[] {
    const worse = new Set<KeptIncident>();
    for (const sighting of sightings) {
      const { kept, member } = this.#ongoing.get(seriesKey(sighting.scope, sighting.status)) ?? {};
      if (kept === undefined || member === undefined) continue;
      const isNewGround = joinGrounds(member, sighting);
      if (raisePeak(member, sighting) || isNewGround) worse.add(kept);
      raiseSeverity(kept.incident, severityOfPeak(member), now);
    }
    return Array.from(worse, (kept) => {
      kept.incident.title = titleOf(kept.incident.members);
      return this.#change(kept, "progressed", now);
    });
  }

  /** What came in of series in alarm in the tick that ended at `now`. Returns incidents that became more severe, and now and then the others. */
  measure(measures: readonly Measure[], now: number): IncidentChange[] {
    const ticks = new Map<KeptIncident, number>();
    for (const measure of measures) {
      const { kept, member } = this.#ongoing.get(seriesKey(measure.scope, measure.status)) ?? {};
      if (kept === undefined || member === undefined) continue;
      addToTally(member, measure);
      ticks.set(kept, Math.max(ticks.get(kept) ?? 0, measure.ticks));
    }
    const changes: IncidentChange[] = [];
    for (const [kept, count] of ticks) {
      kept.alarmMs += count * this.#tickMs;
      const isWorse = weigh(kept, now);
      if (isWorse || now - kept.shownAt >= SHOWN_MS) changes.push(this.#change(kept, "progressed", now));
    }
    return changes;
  }

  /** The alarm of a series ended at the tick `at`; null when no open incident holds it. */
  end(scope: ScopeKey, status: string, at: number, how: string): IncidentChange | null {
    const key = seriesKey(scope, status);
    const { kept, member } = this.#ongoing.get(key) ?? {};
    if (kept === undefined || member === undefined) {
      this.#endClosed(key, at);
      return null;
    }
    this.#ongoing.delete(key);
    member.endedAt = at;
    kept.lastAlarmAt = Math.max(kept.lastAlarmAt, at);
    kept.incident.timeline.push(alarmLine(at, `${scopeLabel(scope)}: ${status} ${how}`));
    return this.#change(kept, "progressed", at);
  }

  /** Somebody did something; null when it is about no incident that is kept, or changes nothing. */
  act({ action, ...deed }: Deed): IncidentChange | null {
    if (!isOfIncident(action)) return null;
    const open = this.#open.find(({ incident }) => incident.id === action.incidentId);
    if (open !== undefined) {
      const event = doTo(open, action, deed);
      if (event === null) return null;
      if (event === "resolved") this.#shelve(open);
      return this.#change(open, event, deed.at);
    }
    const index = this.#resolved.findIndex(({ incident }) => incident.id === action.incidentId);
    const resolved = this.#resolved[index];
    if (resolved === undefined) return null;
    const changed = copyOfKept(resolved);
    const event = doTo(changed, action, deed);
    if (event === null) return null;
    this.#resolved[index] = changed;
    return { event, incident: copyOf(changed.incident) };
  }

  /** Notes what keeps an open incident quiet now; null when it is not open. */
  mute(id: string, mutedBy: readonly string[]): Incident | null {
    const kept = this.#open.find(({ incident }) => incident.id === id);
    if (kept === undefined) return null;
    kept.incident.mutedBy = [...mutedBy];
    return copyOf(kept.incident);
  }

  /** Time has come to `now`: tells what has been pending, steady or quiet for long enough. */
  settle(now: number): IncidentChange[] {
    return [...this.#open].flatMap((kept) => {
      const change = ongoingOf(kept.incident).length === 0 ? this.#settleQuiet(kept, now) : this.#settleOn(kept, now);
      return change === null ? [] : [change];
    });
  }

  #settleQuiet(kept: KeptIncident, now: number): IncidentChange | null {
    const { incident } = kept;
    const quietMs = Math.max(incident.state === "flapping" ? STEADY_MS : QUIET_MS, QUIET_TICKS * this.#tickMs);
    const endedAt = Math.max(...incident.members.map((member) => member.endedAt ?? now));
    if (now - endedAt < quietMs) return null;
    move(kept, "quiet");
    incident.resolvedAt = endedAt;
    incident.timeline.push(stateLine(now, "resolved: all series are normal again"));
    this.#shelve(kept);
    return this.#change(kept, "resolved", now);
  }

  #settleOn(kept: KeptIncident, now: number): IncidentChange | null {
    const { incident, onSince } = kept;
    if (incident.state === "flapping" && now - onSince >= STEADY_MS) {
      move(kept, "steady");
      kept.cameAt = [];
      incident.timeline.push(stateLine(now, "firing: has not come and gone any more"));
      return this.#change(kept, "progressed", now);
    }
    return this.#tellIfDue(kept, now) ? this.#change(kept, "progressed", now) : null;
  }

  /** A pending one that has been on for long enough fires. */
  #tellIfDue(kept: KeptIncident, now: number): boolean {
    if (kept.incident.state !== "pending" || now - kept.onSince < this.#settings.pendingMs) return false;
    return move(kept, "due");
  }

  /** A change as others are told of it: what they do not know of is news when it fires, and else none of theirs. */
  #change(kept: KeptIncident, event: IncidentChange["event"], now: number): IncidentChange {
    kept.shownAt = now;
    const incident = copyOf(kept.incident);
    const { isTold } = kept;
    if (event === "resolved") {
      kept.wasTold ||= isTold;
      kept.isTold = false;
      return { event: isTold ? "resolved" : "noted", incident };
    }
    if (isTold) return { event, incident };
    kept.isTold = event === "flapping" || incident.state === "firing";
    if (event === "flapping") return { event, incident };
    const opening = kept.wasTold ? "reopened" : "opened";
    return { event: kept.isTold ? opening : "noted", incident };
  }

  #belonging(sighting: Sighting): KeptIncident | null {
    return keptAmong(this.#open, sighting, this.#tickMs);
  }

  #opened(sighting: Sighting, now: number): KeptIncident {
    const kept = keptFor(sighting, String(++this.#lastNumber), now);
    this.#open.push(kept);
    return kept;
  }

  /** The one that it would have belonged to had it not been resolved, if that is not long ago; it is open again. */
  #reopened(sighting: Sighting, now: number): KeptIncident | null {
    const recent = this.#resolved.filter(
      ({ lastAlarmAt, stillOn }) => stillOn.length > 0 || sighting.at - lastAlarmAt <= this.#settings.reopenMs,
    );
    const resolved = this.#settings.reopenMs === 0 ? null : keptAmong(recent.toReversed(), sighting, this.#tickMs);
    if (resolved === null) return null;
    this.#resolved.splice(this.#resolved.indexOf(resolved), 1);
    const kept = copyOfKept(resolved);
    kept.stillOn = [];
    kept.incident.resolvedAt = null;
    kept.incident.acknowledgedBy = null;
    kept.incident.reopened += 1;
    kept.incident.timeline.push(stateLine(now, "reopened"));
    const place = this.#open.findIndex(({ incident }) => Number(incident.id) > Number(kept.incident.id));
    this.#open.splice(place < 0 ? this.#open.length : place, 0, kept);
    return kept;
  }

  /** Puts the series into the incident; false when it was there before. */
  #join(kept: KeptIncident, sighting: Sighting, now: number): boolean {
    const { incident } = kept;
    const again = incident.members.find(({ scope, status }) => scope === sighting.scope && status === sighting.status);
    const member = again ?? memberOf(sighting);
    if (again !== undefined) {
      again.endedAt = null;
      joinGrounds(again, sighting);
      raisePeak(again, sighting);
    } else if (sighting.symptom === "silence") {
      // Silence explains the falls that came with it, so it leads.
      incident.members.unshift(member);
    } else incident.members.push(member);
    const severity = severityOfPeak(member);
    // How bad it is at first is no news of its own.
    if (incident.members.length === 1 && again === undefined) incident.severity = severity;
    else raiseSeverity(incident, severity, now);
    incident.openedAt = Math.min(incident.openedAt, sighting.at);
    incident.title = titleOf(incident.members);
    this.#ongoing.set(seriesKey(sighting.scope, sighting.status), { kept, member });
    return again === undefined;
  }

  /** From open to resolved. */
  #shelve(kept: KeptIncident): void {
    this.#open.splice(this.#open.indexOf(kept), 1);
    for (const { scope, status } of kept.incident.members) {
      const key = seriesKey(scope, status);
      if (this.#ongoing.get(key)?.kept === kept) this.#ongoing.delete(key);
    }
    this.#resolved.push(kept);
    if (this.#resolved.length > REMEMBERED) this.#resolved.shift();
  }

  /** An alarm ended that went on after a person had resolved its incident. */
  #endClosed(key: string, at: number): void {
    const index = this.#resolved.findLastIndex(({ stillOn }) => stillOn.includes(key));
    const resolved = this.#resolved[index];
    if (resolved === undefined) return;
    const stillOn = resolved.stillOn.filter((one) => one !== key);
    this.#resolved[index] = { ...resolved, stillOn, lastAlarmAt: Math.max(resolved.lastAlarmAt, at) };
  }

  #index(kept: KeptIncident): void {
    for (const member of ongoingOf(kept.incident)) {
      this.#ongoing.set(seriesKey(member.scope, member.status), { kept, member });
    }
  }

  #keptOf(id: string): KeptIncident | undefined {
    return [...this.#open, ...this.#resolved].find(({ incident }) => incident.id === id);
  }
}

function keptAmong(kept: readonly KeptIncident[], sighting: Sighting, tickMs: number): KeptIncident | null {
  const incidents = kept.map(({ incident }) => incident);
  const found = incidentFor(incidents, sighting, tickMs);
  return found === null ? null : (kept[incidents.indexOf(found)] ?? null);
}
