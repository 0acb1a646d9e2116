import type { IncidentChange } from "../incident/incident-book.ts";
import type { Incident } from "../model/incident.ts";
import type { MessageEvent } from "../model/message.ts";

/** How far an incident reaches shows in its first minutes; later, people are not told of one more series more often than this. */
const FIRST_UPDATE_MS = 2 * 60_000;
const UPDATE_PAUSE_MS = 5 * 60_000;

export interface Announcement {
  event: Extract<MessageEvent, "opened" | "updated" | "resolved">;
  incident: Incident;
}

interface Told {
  at: number;
  pauseMs: number;
  untold: Incident | null;
  toldSilence: boolean;
}

/** By the incident's id, in the order in which they were told. */
export type AnnouncerState = ReadonlyMap<string, Readonly<Told>>;

/** Decides which changes of incidents people are told, and when: opened and resolved at once, what joined after a pause. */
export class Announcer {
  readonly #told = new Map<string, Told>();

  save(): AnnouncerState {
    return new Map(Array.from(this.#told, ([id, told]) => [id, { ...told }]));
  }

  load(state: AnnouncerState): void {
    this.#told.clear();
    for (const [id, told] of state) this.#told.set(id, { ...told });
  }

  announce(change: IncidentChange, now: number): Announcement | null {
    const { incident, event } = change;
    const told = this.#told.get(incident.id);
    switch (event) {
      case "opened":
        this.#told.set(incident.id, {
          at: now,
          pauseMs: FIRST_UPDATE_MS,
          untold: null,
          toldSilence: hasSilence(incident),
        });
        return { event: "opened", incident };
      case "joined":
        // What opened in history was told to nobody; it is news when it goes on.
        if (told === undefined) return this.announce({ event: "opened", incident }, now);
        if (isNewSilence(incident, told)) {
          this.#told.set(incident.id, { at: now, pauseMs: UPDATE_PAUSE_MS, untold: null, toldSilence: true });
          return { event: "updated", incident };
        }
        told.untold = incident;
        return null;
      case "progressed":
        if (told?.untold) told.untold = incident;
        return null;
      case "reopened":
      case "flapping":
      case "acknowledged":
      case "unacknowledged":
      case "noted":
        return null;
      case "resolved":
        this.#told.delete(incident.id);
        return told === undefined ? null : { event: "resolved", incident };
    }
  }

  /** Updates whose pause is over at `now`. */
  due(now: number): Announcement[] {
    const due: Announcement[] = [];
    for (const told of this.#told.values()) {
      if (told.untold === null || now - told.at < told.pauseMs) continue;
      due.push({ event: "updated", incident: told.untold });
      told.at = now;
      told.pauseMs = UPDATE_PAUSE_MS;
      told.untold = null;
    }
    return due;
  }
}

/** That nothing comes in any more is news that does not wait. */
function isNewSilence(incident: Incident, told: Told): boolean {
  return hasSilence(incident) && !told.toldSilence;
}

function hasSilence({ members }: Incident): boolean {
  return members.some(({ symptom }) => symptom === "silence");
}
