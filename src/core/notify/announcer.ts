import type { IncidentChange } from "../incident/incident-book.ts";
import { durationMs } from "../model/duration.ts";
import type { EngineSettings } from "../model/engine-settings.ts";
import type { Incident } from "../model/incident.ts";
import type { MessageEvent } from "../model/message.ts";
import { isAtLeast, type Severity } from "../model/severity.ts";
import { routeNamed, routesFor } from "./router.ts";

/** How far an incident reaches shows in its first minutes; later, people are not told of one more series more often than this. */
const FIRST_UPDATE_MS = 2 * 60_000;
const UPDATE_PAUSE_MS = 5 * 60_000;

export type AnnouncedEvent = Exclude<MessageEvent, "digest" | "trouble" | "recovered" | "heartbeat" | "test">;

/** One channel is to be told of one incident. */
export interface Announcement {
  event: AnnouncedEvent;
  incidentId: string;
  channel: string;
  /** Name of the route that chose the channel. */
  route: string;
}

/** One channel need not hear of the end of an incident. */
export type Dropped = Pick<Announcement, "incidentId" | "channel">;

/** A route that an incident took. */
interface RouteWatch {
  name: string;
  /** Since when it is firing and nobody has answered. */
  since: number;
  remindedAt: number;
  isEscalated: boolean;
}

interface Told {
  at: number;
  pauseMs: number;
  /** Something joined since. */
  hasUntold: boolean;
  /** The worst that was told. */
  severity: Severity;
  silence: boolean;
  flapping: boolean;
  routes: RouteWatch[];
  channels: { name: string; route: string }[];
}

interface Followed {
  first: "opened" | "reopened";
  /** Null while nobody has been told: it is pending, or kept quiet. */
  told: Told | null;
}

/** By the incident's id. */
export type AnnouncerState = ReadonlyMap<string, Followed>;

export interface AnnouncerContext {
  now: number;
  settings: EngineSettings;
  incidentOf: (id: string) => Incident | null;
  isMuted: (incident: Incident) => boolean;
}

/**
 * Decides which changes of incidents are told, to which channels, and when: openings and ends at once, what joined after a pause,
 * reminders and escalations while it is firing and nobody answers. What is pending, or kept quiet, is told when it is not any more.
 */
export class Announcer {
  readonly #followed = new Map<string, Followed>();
  #out: Announcement[] = [];
  #dropped: Dropped[] = [];

  save(): AnnouncerState {
    return structuredCopy(this.#followed);
  }

  load(state: AnnouncerState): void {
    this.#followed.clear();
    for (const [id, followed] of structuredCopy(state)) this.#followed.set(id, followed);
  }

  /** Ends that channels are not to hear of, since the last call. */
  takeDropped(): Dropped[] {
    return this.#dropped.splice(0);
  }

  /** What is to be told at once of a change. An opening is not: `due` tells it, as it stands by then. */
  announce({ event, incident }: IncidentChange, { settings }: Pick<AnnouncerContext, "settings">): Announcement[] {
    const followed = this.#followed.get(incident.id);
    switch (event) {
      case "opened":
      case "reopened":
        if (followed === undefined) this.#followed.set(incident.id, { first: event, told: null });
        return [];
      case "joined":
      case "flapping":
        // What opened in history was told to nobody; it is news when it goes on.
        if (followed === undefined) this.#followed.set(incident.id, { first: "opened", told: null });
        else if (followed.told !== null && event === "joined") followed.told.hasUntold = true;
        return [];
      case "acknowledged":
        this.#tell(followed?.told, event, incident.id, ({ name }) => !wantsDigests(name, settings));
        break;
      case "resolved":
        this.#end(incident.id, settings);
        break;
      case "progressed":
      case "unacknowledged":
      case "noted":
        return [];
    }
    return this.#take();
  }

  /** What is to be told at `now` because of how things stand, or because time has passed. */
  due(context: AnnouncerContext): Announcement[] {
    for (const [id, followed] of this.#followed) {
      const incident = context.incidentOf(id);
      if (incident === null) this.#followed.delete(id);
      // It may have ended in history, of which no change is told.
      else if (incident.state === "resolved") this.#end(id, context.settings);
      else this.#follow(followed, incident, context);
    }
    return this.#take();
  }

  #follow(followed: Followed, incident: Incident, context: AnnouncerContext): void {
    const { state } = incident;
    const isQuiet = state === "pending" || context.isMuted(incident);
    const { told } = followed;
    if (told === null) {
      // Whoever acknowledged it before it was told knows of it.
      if (!isQuiet && state !== "acknowledged") this.#open(followed, incident, context);
      return;
    }
    // While it is quiet, or somebody takes care, nobody is waited for.
    if (isQuiet || state !== "firing") {
      for (const route of told.routes)
        Object.assign(route, { since: context.now, remindedAt: context.now, isEscalated: false });
    }
    if (isQuiet) return;
    if (state === "flapping") this.#tellFlapping(told, incident, context.now);
    else {
      told.flapping = false;
      this.#update(told, incident, context);
      if (state === "firing") this.#pursue(told, incident, context);
    }
  }

  #open(followed: Followed, incident: Incident, context: AnnouncerContext): void {
    const told: Told = {
      at: context.now,
      pauseMs: FIRST_UPDATE_MS,
      hasUntold: false,
      severity: incident.severity,
      silence: hasSilence(incident),
      flapping: incident.state === "flapping",
      routes: [],
      channels: [],
    };
    followed.told = told;
    this.#takeRoutes(told, followed.first, incident, context);
  }

  /** Tells the channels of routes that fit and were not taken yet. */
  #takeRoutes(told: Told, event: "opened" | "reopened", incident: Incident, { now, settings }: AnnouncerContext): void {
    for (const { name, channels } of routesFor(incident, settings, now)) {
      if (told.routes.some((route) => route.name === name)) continue;
      told.routes.push({ name, since: now, remindedAt: now, isEscalated: false });
      this.#include(told, channels, name, event, incident.id);
    }
  }

  #include(told: Told, channels: readonly string[], route: string, event: AnnouncedEvent, incidentId: string): void {
    for (const channel of channels) {
      if (told.channels.some(({ name }) => name === channel)) continue;
      told.channels.push({ name: channel, route });
      this.#out.push({ event, incidentId, channel, route });
    }
  }

  #tellFlapping(told: Told, { id }: Incident, now: number): void {
    if (told.flapping) return;
    told.flapping = true;
    told.at = now;
    this.#tell(told, "flapping", id);
  }

  /**
   * A new silence, or something critical, does not wait. One more series and a rise to major do: how bad it is shows in the first
   * minutes. They are not told at all while somebody is at work on it.
   */
  #update(told: Told, incident: Incident, context: AnnouncerContext): void {
    const { now } = context;
    const hasRisen = told.severity !== incident.severity && isAtLeast(incident.severity, told.severity);
    const isUrgent = (hasRisen && incident.severity === "critical") || (hasSilence(incident) && !told.silence);
    if (hasRisen) Object.assign(told, { severity: incident.severity, hasUntold: true });
    const isDue = told.hasUntold && now - told.at >= told.pauseMs && incident.state === "firing";
    const before = new Set(told.channels);
    if (told.hasUntold) this.#takeRoutes(told, "opened", incident, context);
    if (!isUrgent && !isDue) return;
    told.silence = hasSilence(incident);
    told.at = now;
    told.pauseMs = UPDATE_PAUSE_MS;
    told.hasUntold = false;
    this.#tell(told, "updated", incident.id, (channel) => before.has(channel));
  }

  #pursue(told: Told, incident: Incident, { now, settings }: AnnouncerContext): void {
    for (const watch of told.routes) {
      const { remind, escalate, channels = [] } = routeNamed(watch.name, settings) ?? {};
      if (escalate !== undefined && !watch.isEscalated && now - watch.since >= durationMs(escalate.after)) {
        watch.isEscalated = true;
        this.#escalate(told, escalate.channels, watch.name, incident.id);
      }
      if (remind === undefined || now - watch.remindedAt < durationMs(remind)) continue;
      watch.remindedAt = now;
      this.#tell(told, "reminder", incident.id, ({ name }) => channels.includes(name));
    }
  }

  /** Those who have heard of it already are told again: this time they are asked. */
  #escalate(told: Told, channels: readonly string[], route: string, incidentId: string): void {
    const known = channels.filter((channel) => told.channels.some(({ name }) => name === channel));
    this.#include(told, channels, route, "escalated", incidentId);
    this.#out.push(...known.map((channel) => ({ event: "escalated" as const, incidentId, channel, route })));
  }

  #end(incidentId: string, settings: EngineSettings): void {
    const told = this.#followed.get(incidentId)?.told;
    this.#followed.delete(incidentId);
    const isWanted = (route: string): boolean => routeNamed(route, settings)?.resolved !== false;
    this.#tell(told, "resolved", incidentId, ({ route }) => isWanted(route));
    for (const { name, route } of told?.channels ?? []) {
      if (!isWanted(route)) this.#dropped.push({ incidentId, channel: name });
    }
  }

  #tell(
    told: Told | null | undefined,
    event: AnnouncedEvent,
    incidentId: string,
    isMeant: (channel: Told["channels"][number]) => boolean = () => true,
  ): void {
    for (const channel of told?.channels ?? []) {
      if (isMeant(channel)) this.#out.push({ event, incidentId, channel: channel.name, route: channel.route });
    }
  }

  #take(): Announcement[] {
    return this.#out.splice(0);
  }
}

function wantsDigests(channel: string, { channels }: EngineSettings): boolean {
  return channels.find(({ name }) => name === channel)?.digests ?? true;
}

function hasSilence({ members }: Incident): boolean {
  return members.some(({ symptom }) => symptom === "silence");
}

function structuredCopy(followed: AnnouncerState): Map<string, Followed> {
  return new Map(
    Array.from(followed, ([id, { first, told }]) => [id, { first, told: told === null ? null : copyOfTold(told) }]),
  );
}

function copyOfTold(told: Told): Told {
  return {
    ...told,
    routes: told.routes.map((route) => ({ ...route })),
    channels: told.channels.map((channel) => ({ ...channel })),
  };
}
