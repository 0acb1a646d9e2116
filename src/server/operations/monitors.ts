import { goesOn } from "../../core/engine/settings-keys.ts";
import { type MonitorFault, monitorFaults } from "../../core/judge/rule/monitor-faults.ts";
import type { Monitor } from "../../core/model/monitor.ts";
import type { MonitorChange } from "../../core/model/monitor-change.ts";
import { act, type Actor } from "./act.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";

/** Each costs a little in every tick. */
const MOST_MONITORS = 100;

/** What would come of a monitor before it is saved. */
export interface MonitorCheck {
  faults: MonitorFault[];
  /** Why all that was learnt would be lost; null when it is kept. */
  forgets: string | null;
}

/** `name` is that of the monitor it would replace; null for a new one. Without a monitor it would be removed. */
export function checkMonitor(product: Product, monitor: Monitor | null, name: string | null): MonitorCheck {
  if (monitor === null) return { faults: [], forgets: forgetting(product, name, null) };
  const faults = [...nameFaults(product, monitor, name), ...monitorFaults(monitor, namesOf(product))];
  return { faults, forgets: faults.length > 0 ? null : forgetting(product, name, monitor) };
}

/**
 * Adds a monitor. What the configuration says of one of its name does not hold any more.
 *
 * @throws Failure `monitor.refused`, `request.invalid`, `journal.*`, `server.stopping`
 */
export async function addMonitor(product: Product, monitor: Monitor, actor: Actor): Promise<Monitor> {
  refuseFaults(checkMonitor(product, monitor, null));
  if (monitorsOf(product).length >= MOST_MONITORS) {
    throw new Failure("monitor.refused", `expected at most ${MOST_MONITORS} monitors; remove one first`);
  }
  await act(product, { do: "set-monitor", name: monitor.name, monitor }, actor);
  return monitor;
}

/**
 * Replaces a monitor. `revision`: the last change of it that whoever does so has seen.
 *
 * @throws Failure `monitor.not-found`, `monitor.refused`, `monitor.changed`, `request.invalid`, `journal.*`, `server.stopping`
 */
export async function changeMonitor(
  product: Product,
  { name, monitor, revision }: { name: string; monitor: Monitor; revision?: number },
  actor: Actor,
): Promise<Monitor> {
  const before = foundMonitor(product, name);
  if (revision !== undefined && revision !== product.pipeline.engine.monitorEdits.revisionOf(name)) {
    throw new Failure("monitor.changed", "somebody else changed this monitor in the meantime; load it anew and see");
  }
  refuseFaults(checkMonitor(product, monitor, name));
  if (JSON.stringify(before) === JSON.stringify(monitor)) return before;
  await act(product, { do: "set-monitor", name, monitor }, actor);
  return monitor;
}

/** @throws Failure `monitor.not-found`, `monitor.refused`, `journal.*`, `server.stopping` */
export async function removeMonitor(product: Product, name: string, actor: Actor): Promise<void> {
  foundMonitor(product, name);
  if (monitorsOf(product).length === 1) {
    throw new Failure("monitor.refused", "expected at least one monitor; this is the last: nothing would be watched");
  }
  await act(product, { do: "set-monitor", name, monitor: null }, actor);
}

/**
 * Lets hold again what the configuration says of this name; one that it does not know is gone then.
 *
 * @throws Failure `monitor.not-found`, `monitor.refused`, `journal.*`, `server.stopping`
 */
export async function resetMonitor(product: Product, name: string, actor: Actor): Promise<void> {
  const { monitorEdits, configured } = product.pipeline.engine;
  if (monitorEdits.sourceOf(name) === "configuration") {
    throw new Failure("monitor.not-found", "no monitor of this name was changed while the server ran");
  }
  const isConfigured = configured?.monitors.some((monitor) => monitor.name === name) ?? false;
  if (!isConfigured && monitorsOf(product).every((monitor) => monitor.name === name)) {
    throw new Failure("monitor.refused", "expected at least one monitor; this is the last: nothing would be watched");
  }
  await act(product, { do: "reset-monitor", name }, actor);
}

/** Newest first. */
export function listMonitorChanges({ pipeline }: Product): MonitorChange[] {
  return pipeline.engine.monitorEdits.changes;
}

/**
 * Brings a monitor back to what it was before a change, later changes of it included.
 *
 * @throws Failure `monitor.not-found`, `monitor.refused`, `journal.*`, `server.stopping`
 */
export async function undoMonitorChange(product: Product, id: number, actor: Actor): Promise<void> {
  const change = listMonitorChanges(product).find((each) => each.id === id);
  if (change === undefined) throw new Failure("monitor.not-found", "no such change is kept; the last 200 are");
  const { name, before } = change;
  if (before.source === "configuration") {
    if (product.pipeline.engine.monitorEdits.sourceOf(name) === "dashboard") await resetMonitor(product, name, actor);
    return;
  }
  if (before.monitor === null) return removeMonitor(product, name, actor);
  refuseFaults({ faults: monitorFaults(before.monitor, namesOf(product)), forgets: null });
  await act(product, { do: "set-monitor", name, monitor: before.monitor }, actor);
}

function monitorsOf({ pipeline }: Product): readonly Monitor[] {
  return pipeline.engine.settings?.monitors ?? [];
}

function foundMonitor(product: Product, name: string): Monitor {
  const monitor = monitorsOf(product).find((each) => each.name === name);
  if (monitor === undefined)
    throw new Failure("monitor.not-found", "no monitor has this name; GET /v1/monitors has all");
  return monitor;
}

function namesOf({ statuses, dimensions }: Product): { statuses: string[]; dimensions: string[] } {
  return { statuses: [...statuses], dimensions: [...dimensions] };
}

function nameFaults(product: Product, monitor: Monitor, name: string | null): MonitorFault[] {
  const path = ["name"];
  if (name !== null && monitor.name !== name) {
    return [
      {
        path,
        expected: `the name ${JSON.stringify(name)}; for another, add a monitor`,
        got: JSON.stringify(monitor.name),
      },
    ];
  }
  if (monitor.name.trim() === "" || monitor.name.trim() !== monitor.name) {
    return [{ path, expected: "a name without spaces around it", got: JSON.stringify(monitor.name) }];
  }
  const isTaken = name === null && monitorsOf(product).some((each) => each.name === monitor.name);
  return isTaken
    ? [{ path, expected: "a name of its own", got: `${JSON.stringify(monitor.name)}, which there is already` }]
    : [];
}

/** What was learnt stays unless a dimension is not broken down any more. */
function forgetting({ pipeline }: Product, name: string | null, monitor: Monitor | null): string | null {
  const { settings } = pipeline.engine;
  if (settings === null) return null;
  const { monitors } = settings;
  const replaced =
    name === null ? [...monitors, monitor] : monitors.map((each) => (each.name === name ? monitor : each));
  const after = replaced.filter((each) => each !== null);
  if (goesOn(settings, { ...settings, monitors: after })) return null;
  const by = monitors.find((each) => each.name === name)?.by ?? "";
  const way = monitor === null ? "" : " To keep it, add a monitor instead of changing this one.";
  return `No other monitor breaks down by ${by}, so all that was learnt is forgotten, of every monitor.${way}`;
}

function refuseFaults({ faults }: MonitorCheck): void {
  if (faults.length === 0) return;
  const texts = faults.map(({ path, expected, got }) => `${fieldText(path)}: expected ${expected}, got ${got}`);
  throw new Failure("monitor.refused", texts.join("; "));
}

/** `rules[0].when` */
export function fieldText(path: MonitorFault["path"]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
