import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ChannelReport } from "../core/model/channel-report.ts";
import type { Delivery } from "../core/model/delivery.ts";
import { isOpen } from "../core/incident/incident-state.ts";
import type { Incident } from "../core/model/incident.ts";
import type { LiveEvent } from "../core/model/live-event.ts";
import type { MonitorReport } from "../core/model/monitor-report.ts";
import type { Overview } from "../core/model/overview.ts";
import type { Silence } from "../core/model/silence.ts";
import type { Verdict } from "../core/model/verdict.ts";
import { placeOf, viewOf, type Place, type View } from "./address.ts";
import { createClock, type Clock } from "./format.ts";
import { palette, type Palette } from "./palette.ts";
import { kept } from "./kept.ts";
import { locale } from "./language/language.ts";
import { transactionsPerSecond } from "./rate.ts";
import type { SeriesWindow } from "./series-window.ts";
import { keptZoneChoice, viewersTimeZone, type ZoneChoice } from "./time-zone.ts";

export type Pulse = Extract<LiveEvent, { kind: "pulse" }>;

/**
 * connecting  not yet connected since the page opened
 * live        events arrive
 * lost        they did until `since`
 * signed-out  the server wants a token
 */
export type Link = { kind: "connecting" } | { kind: "live" } | { kind: "lost"; since: number } | { kind: "signed-out" };

/** Where a silence begins: with the series of an incident, or with nothing. */
export interface SilenceDraft {
  match: readonly string[];
  incidentId: string | null;
}

/** All that the page knows; `connection.ts` writes what comes from the server, components the rest. */
export interface Store {
  readonly link: Signal<Link>;
  /** What the server answered when it could not give what was asked, by what that was. */
  readonly refusals: Signal<ReadonlyMap<string, string>>;
  readonly overview: Signal<Overview | null>;
  readonly pulses: Signal<readonly Pulse[]>;
  readonly incidents: Signal<readonly Incident[]>;
  readonly deliveries: Signal<readonly Delivery[]>;
  readonly monitors: Signal<readonly MonitorReport[]>;
  readonly silences: Signal<readonly Silence[]>;
  readonly channels: Signal<readonly ChannelReport[]>;
  /** The name of whoever looks; empty until they gave one. */
  readonly person: Signal<string>;
  /** Somebody wants to do something and has to say who they are; it is done then. */
  readonly whoAsks: Signal<((name: string) => void) | null>;
  /** The conditions of a silence that somebody is about to make; null while nobody is. */
  readonly draft: Signal<SilenceDraft | null>;
  /** What the keyboard or the header opened above the page. */
  readonly opened: Signal<"palette" | "shortcuts" | null>;
  readonly window: Signal<SeriesWindow | null>;
  /** The last closed tick's verdict on each status of the scope. */
  readonly latest: Signal<Readonly<Record<string, Verdict>>>;
  readonly view: Signal<View>;
  readonly place: Signal<Place>;
  /** The point under the pointer, in all charts at once. */
  readonly cursorIndex: Signal<number | null>;
  /** Read out by screen readers. */
  readonly announcement: Signal<string>;
  readonly palette: Signal<Palette>;
  /** Whose clock is shown. */
  readonly zone: Signal<ZoneChoice>;

  readonly pulse: ReadonlySignal<Pulse | null>;
  readonly now: ReadonlySignal<number>;
  readonly clock: ReadonlySignal<Clock>;
  readonly perSecond: ReadonlySignal<number | null>;
  readonly firing: ReadonlySignal<readonly Incident[]>;
}

export function createStore(address: { hash: string }): Store {
  const place = placeOf(address.hash);
  const overview = signal<Overview | null>(null);
  const pulses = signal<readonly Pulse[]>([]);
  const incidents = signal<readonly Incident[]>([]);
  const pulse = computed(() => pulses.value.at(-1) ?? null);
  const zone = signal(keptZoneChoice());
  const timeZone = computed(() => (zone.value === "viewer" ? viewersTimeZone() : (overview.value?.timeZone ?? "UTC")));
  return {
    link: signal<Link>({ kind: "connecting" }),
    refusals: signal<ReadonlyMap<string, string>>(new Map()),
    overview,
    pulses,
    incidents,
    deliveries: signal<readonly Delivery[]>([]),
    monitors: signal<readonly MonitorReport[]>([]),
    silences: signal<readonly Silence[]>([]),
    channels: signal<readonly ChannelReport[]>([]),
    person: signal(kept("name") ?? ""),
    whoAsks: signal<((name: string) => void) | null>(null),
    draft: signal<SilenceDraft | null>(null),
    opened: signal<"palette" | "shortcuts" | null>(null),
    window: signal<SeriesWindow | null>(null),
    latest: signal<Readonly<Record<string, Verdict>>>({}),
    view: signal(viewOf(place.query)),
    place: signal(place),
    cursorIndex: signal<number | null>(null),
    announcement: signal(""),
    palette: signal(palette()),
    zone,
    pulse,
    now: computed(() => pulse.value?.now ?? overview.value?.now ?? 0),
    clock: computed(() => createClock(timeZone.value, locale.value)),
    perSecond: computed(() => transactionsPerSecond(pulses.value)),
    firing: computed(() => incidents.value.filter((incident) => isOpen(incident))),
  };
}

/** The newest first; an entry that is known already is replaced. */
export function withEntry<Entry extends { id: string }>(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const index = entries.findIndex((each) => each.id === entry.id);
  return index < 0 ? [entry, ...entries] : entries.with(index, entry);
}

const StoreContext = createContext<Store | null>(null);
export const StoreProvider = StoreContext.Provider;

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (store === null) throw new TypeError("useStore is called outside StoreProvider");
  return store;
}
