import { isOpen } from "../core/incident/incident-state.ts";
import type { Incident } from "../core/model/incident.ts";
import type { LiveEvent } from "../core/model/live-event.ts";
import type { Overview } from "../core/model/overview.ts";
import type { Verdict } from "../core/model/verdict.ts";
import {
  ApiError,
  fetchChannels,
  fetchDeliveries,
  fetchHistory,
  fetchIncidents,
  fetchMonitors,
  fetchOverview,
  fetchSilences,
} from "./api.ts";
import { t } from "./language/language.ts";
import { historyPoints } from "./history-points.ts";
import { withReading } from "./rate.ts";
import { isContinued, windowFrom, withTick, type Tick } from "./series-window.ts";
import { withEntry, type Pulse, type Store } from "./store.ts";

/** A pulse comes every second; after this long without one the line is dead even if the browser has not noticed. */
const SILENCE_MS = 12_000;
const RETRY_MS = 3000;
const REFRESH_MS = 500;
/** Scopes appear and recover without an event of their own. */
const OVERVIEW_EVERY_MS = 30_000;

const KEPT_ENTRIES = 200;

type EventOf<Kind> = Extract<LiveEvent, { kind: Kind }>;

/** Keeps the store in step with the server: events while connected, everything anew after each (re)connection. */
export class Connection {
  readonly #store: Store;
  #events: EventSource | null = null;
  #scope = "";
  #lastEventAt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;
  /** Ticks that came while the history was on its way; null when none is. */
  #waitingTicks: Tick[] | null = null;
  /** Counts the loads, so that the answer to an old question is dropped. */
  #load = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  start(): void {
    this.#connect();
    setInterval(() => this.#watch(), 2000);
    setInterval(() => this.#loadState(), OVERVIEW_EVERY_MS);
  }

  /** To be called after signing in, and when another scope is wanted. */
  restart(): void {
    this.#store.latest.value = {};
    this.#connect();
  }

  /** To be called when another range or scope is wanted. */
  followView(): void {
    if (this.#store.view.value.scope !== this.#scope) this.restart();
    else void this.#quietly("charts", () => this.#loadOverviewAndHistory());
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#events?.close();
    this.#scope = this.#store.view.value.scope;
    const events = new EventSource(`v1/live?scope=${encodeURIComponent(this.#scope)}`);
    this.#events = events;
    this.#lastEventAt = Date.now();
    events.addEventListener("open", () => void this.#opened());
    events.addEventListener("error", () => this.#dropped(events));
    this.#listen("pulse", (pulse) => this.#onPulse(pulse));
    this.#listen("tick", (tick) => this.#onTick(tick));
    this.#listen("incident", ({ incident }) => this.#onIncident(incident));
    this.#listen("delivery", ({ delivery }) => {
      this.#store.deliveries.value = withEntry(this.#store.deliveries.value, delivery).slice(0, KEPT_ENTRIES);
      this.#refreshOverview();
    });
  }

  #listen<Kind extends LiveEvent["kind"]>(kind: Kind, receive: (event: EventOf<Kind>) => void): void {
    const events = this.#events;
    events?.addEventListener(kind, (event: MessageEvent<string>) => {
      if (this.#events !== events) return;
      this.#lastEventAt = Date.now();
      receive(JSON.parse(event.data) as EventOf<Kind>);
    });
  }

  async #opened(): Promise<void> {
    this.#lastEventAt = Date.now();
    const reached = await Promise.all([
      this.#quietly("charts", () => this.#loadOverviewAndHistory()),
      this.#quietly("incidents", () => this.#loadIncidents()),
      this.#quietly("inbox", () => this.#loadDeliveries()),
      this.#quietly("monitors", () => this.#loadMonitors()),
      this.#quietly("silences", () => this.#loadSilences()),
      this.#quietly("channels", () => this.#loadChannels()),
    ]);
    const isReached = reached.every(Boolean);
    if (isReached && this.#events?.readyState === EventSource.OPEN) this.#store.link.value = { kind: "live" };
  }

  #dropped(events: EventSource): void {
    if (this.#events !== events) return;
    this.#markLost();
    if (events.readyState !== EventSource.CLOSED) return;
    // The browser gave up, which it does on any answer but 200; ask in a way that tells why.
    void this.#quietly("charts", () => this.#loadOverviewAndHistory()).then(() => this.#retryLater());
  }

  #retryLater(): void {
    if (this.#store.link.value.kind === "signed-out") return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), RETRY_MS);
  }

  #watch(): void {
    const { kind } = this.#store.link.value;
    if (kind === "signed-out" || Date.now() - this.#lastEventAt < SILENCE_MS) return;
    this.#markLost();
    this.#connect();
  }

  #markLost(): void {
    const { link, announcement } = this.#store;
    if (link.value.kind !== "live") return;
    link.value = { kind: "lost", since: this.#lastEventAt };
    announcement.value = t("Not connected to the server");
  }

  #onPulse(pulse: Pulse): void {
    this.#store.pulses.value = withReading(this.#store.pulses.value, pulse);
  }

  #onTick(tick: Tick): void {
    const { latest, window, view } = this.#store;
    if (tick.scope !== view.value.scope) return;
    const verdicts: Record<string, Verdict> = {};
    for (const verdict of tick.verdicts) verdicts[verdict.status] = verdict;
    latest.value = verdicts;
    if (this.#waitingTicks !== null) {
      this.#waitingTicks.push(tick);
      return;
    }
    if (window.value === null || !isContinued(window.value, tick)) {
      void this.#quietly("charts", () => this.#loadOverviewAndHistory());
      return;
    }
    window.value = withTick(window.value, tick);
  }

  #onIncident(incident: Incident): void {
    const { incidents, announcement } = this.#store;
    const isNew = isOpen(incident) && !incidents.value.some((each) => each.id === incident.id);
    incidents.value = withEntry(incidents.value, incident).slice(0, KEPT_ENTRIES);
    if (isNew)
      announcement.value =
        t("New incident: {title}.", { title: incident.title }) + ` ${incident.members[0]?.reason ?? ""}`;
    this.#refreshOverview();
  }

  /** Which scopes are in alarm, and how the channels are; asked once for the many incidents that one cause may bring. */
  #refreshOverview(): void {
    if (this.#refresh !== undefined) return;
    this.#refresh = setTimeout(() => {
      this.#refresh = undefined;
      this.#loadState();
    }, REFRESH_MS);
  }

  #loadState(): void {
    void this.#quietly("state", () => this.#loadOverview());
    void this.#quietly("monitors", () => this.#loadMonitors());
    void this.#quietly("silences", () => this.#loadSilences());
    void this.#quietly("channels", () => this.#loadChannels());
  }

  async #loadOverview(): Promise<Overview> {
    const overview = await fetchOverview();
    const known = this.#store.overview.value;
    // A page that stays open for days outlives its server's updates; the parts it has not loaded yet are gone then.
    if (known !== null && known.version !== overview.version) location.reload();
    this.#store.overview.value = overview;
    return overview;
  }

  async #loadIncidents(): Promise<void> {
    this.#store.incidents.value = await fetchIncidents();
  }

  async #loadMonitors(): Promise<void> {
    this.#store.monitors.value = await fetchMonitors();
  }

  async #loadSilences(): Promise<void> {
    this.#store.silences.value = await fetchSilences();
  }

  async #loadChannels(): Promise<void> {
    this.#store.channels.value = await fetchChannels();
  }

  async #loadDeliveries(): Promise<void> {
    this.#store.deliveries.value = await fetchDeliveries();
  }

  async #loadOverviewAndHistory(): Promise<void> {
    const load = ++this.#load;
    this.#waitingTicks = [];
    const { view, window } = this.#store;
    const { scope, range } = view.value;
    try {
      const { now, tickMs } = await this.#loadOverview();
      if (tickMs === null) {
        window.value = null;
        return;
      }
      const history = await fetchHistory({
        scope,
        from: now - range.ms,
        to: now,
        points: historyPoints(range.ms, tickMs),
      });
      if (load !== this.#load) return;
      window.value = this.#waitingTicks.reduce(withTick, windowFrom(history, range.ms, now));
    } catch (error) {
      // Rather no charts than those of another scope below the name of this one.
      if (load === this.#load && window.value?.scope !== scope) window.value = null;
      throw error;
    } finally {
      if (load === this.#load) this.#waitingTicks = null;
    }
  }

  /**
   * Runs a load and keeps its failure where people see it, until the same load succeeds.
   * False when the server did not answer, or wants a token.
   */
  async #quietly(subject: string, load: () => Promise<unknown>): Promise<boolean> {
    try {
      await load();
      this.#refuse(subject, null);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        this.#markLost();
        return false;
      }
      if (error.status !== 401) {
        this.#refuse(subject, error.message);
        return true;
      }
      this.#events?.close();
      this.#store.link.value = { kind: "signed-out" };
      return false;
    }
  }

  #refuse(subject: string, message: string | null): void {
    const { refusals } = this.#store;
    if (message === null && !refusals.value.has(subject)) return;
    const next = new Map(refusals.value);
    if (message === null) next.delete(subject);
    else next.set(subject, message);
    refusals.value = next;
  }
}
