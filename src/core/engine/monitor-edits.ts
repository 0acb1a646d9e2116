import type { Action } from "../model/action.ts";
import type { Via } from "../model/incident.ts";
import type { Monitor } from "../model/monitor.ts";
import type { MonitorChange, MonitorEditsState, MonitorSource } from "../model/monitor-change.ts";

/** Older changes are forgotten, not what they changed. */
const REMEMBERED = 200;

export type MonitorAction = Extract<Action, { do: "set-monitor" | "reset-monitor" }>;

interface Deed {
  action: MonitorAction;
  by: string | null;
  via: Via;
  at: number;
}

export function isOfMonitor(action: Action): action is MonitorAction {
  return action.do === "set-monitor" || action.do === "reset-monitor";
}

/** What people changed of the monitors while it ran. It stands over the configuration, monitor by monitor, until it is taken back. */
export class MonitorEdits {
  readonly #edits = new Map<string, Monitor | null>();
  #changes: MonitorChange[] = [];
  #lastId = 0;

  /** Newest first. */
  get changes(): MonitorChange[] {
    return this.#changes.toReversed();
  }

  save(): MonitorEditsState {
    const edits = Array.from(this.#edits, ([name, monitor]) => ({ name, monitor }));
    return { edits, changes: [...this.#changes], lastId: this.#lastId };
  }

  load({ edits, changes, lastId }: MonitorEditsState): void {
    this.#edits.clear();
    for (const { name, monitor } of edits) this.#edits.set(name, monitor);
    this.#changes = [...changes];
    this.#lastId = lastId;
  }

  sourceOf(name: string): MonitorSource {
    return this.#edits.has(name) ? "dashboard" : "configuration";
  }

  /** The last change of a monitor; 0 when there was none. */
  revisionOf(name: string): number {
    return this.#changes.findLast((change) => change.name === name)?.id ?? 0;
  }

  /** The monitors that hold: those configured, as changed, then those that were added. */
  over(configured: readonly Monitor[]): Monitor[] {
    const names = new Set(configured.map(({ name }) => name));
    const added = [...this.#edits].filter(([name]) => !names.has(name)).map(([, monitor]) => monitor);
    const changed = configured.map((monitor) => {
      const edit = this.#edits.get(monitor.name);
      return edit === undefined ? monitor : edit;
    });
    return [...changed, ...added].filter((monitor) => monitor !== null);
  }

  apply({ action, by, via, at }: Deed, configured: readonly Monitor[]): void {
    const { name } = action;
    const before = this.#stateOf(name, configured);
    if (action.do === "reset-monitor") this.#edits.delete(name);
    else this.#edits.set(name, action.monitor);
    const after = this.#stateOf(name, configured);
    this.#changes = [...this.#changes, { id: ++this.#lastId, at, by, via, name, before, after }].slice(-REMEMBERED);
  }

  #stateOf(name: string, configured: readonly Monitor[]): MonitorChange["before"] {
    const monitor = this.over(configured).find((each) => each.name === name) ?? null;
    return { monitor, source: this.sourceOf(name) };
  }
}
