import { Check } from "typebox/value";
import { Archive } from "../../core/archive/archive.ts";
import { Engine } from "../../core/engine/engine.ts";
import type { EngineSettings } from "../../core/model/engine-settings.ts";
import { MonitorEditsState } from "../../core/model/monitor-change.ts";
import type { Journal, Snapshot } from "../journal/journal.ts";
import { errorText } from "./error-text.ts";
import { type PipelineState, stateIn } from "./snapshot-code.ts";

/** Where to go on from: the engine as it was after the entries before `position`. */
export interface Recovered {
  engine: Engine;
  archive: Archive | null;
  position: number;
  /** Position from which on the archive has to be told of entries. */
  archiveFrom: number;
  /** What people have to know of it. */
  notes: string[];
}

/**
 * The newest state among the snapshots up to `until` that can be gone on from; without one, an engine before the first entry of the
 * journal.
 *
 * @param settings  for a journal whose first entries were given up, and with them what was configured
 */
export function recovered(
  journal: Journal,
  settings: EngineSettings,
  { archives, until = Infinity }: { archives: boolean; until?: number },
): Recovered {
  const notes: string[] = [];
  let archive: { archive: Archive; position: number } | null = null;
  let edits: MonitorEditsState | null = null;
  for (const snapshot of journal.snapshots()) {
    if (snapshot.position > until) continue;
    const state = stateOf(snapshot, notes);
    if (state === null) continue;
    edits ??= editsIn(state);
    if (archives) archive ??= archiveIn(state, snapshot, notes);
    const engine = engineIn(state, snapshot, notes);
    if (engine === null) continue;
    const from =
      archive ?? (archives ? { archive: new Archive(snapshot.position), position: snapshot.position } : null);
    return place(engine, snapshot.position, from, notes);
  }
  const { first } = journal;
  const engine = new Engine();
  // Also for a store that was emptied: an engine without settings counts nothing.
  if (first > 0) {
    const [oldest] = journal.read(first);
    notes.push(`no snapshot could be used, and the journal begins with entry ${first}: what was learnt before is lost`);
    // What people changed of the monitors is theirs: it must not go with what was learnt.
    if (edits !== null) engine.monitorEdits.load(edits);
    if (oldest !== undefined) engine.apply({ kind: "configured", at: oldest.entry.at, settings });
  }
  const from = archive ?? (archives ? { archive: new Archive(first), position: first } : null);
  return place(engine, first, from, notes);
}

function place(
  engine: Engine,
  position: number,
  from: { archive: Archive; position: number } | null,
  notes: string[],
): Recovered {
  return { engine, position, archive: from?.archive ?? null, archiveFrom: from?.position ?? Infinity, notes };
}

function stateOf({ position, state }: Snapshot, notes: string[]): PipelineState | null {
  try {
    return stateIn(state);
  } catch (error) {
    notes.push(`the snapshot at entry ${position} cannot be read by this version of Node: ${errorText(error)}`);
    return null;
  }
}

/** Also of a state that cannot be gone on from, such as one of another version; null where there is nothing of the kind in it. */
function editsIn({ engine }: PipelineState): MonitorEditsState | null {
  const edits: unknown = engine.monitorEdits;
  return Check(MonitorEditsState, edits) ? edits : null;
}

function engineIn({ engine }: PipelineState, { position }: Snapshot, notes: string[]): Engine | null {
  try {
    return Engine.load(engine);
  } catch (error) {
    notes.push(`the snapshot at entry ${position} cannot be gone on from: ${errorText(error)}`);
    return null;
  }
}

function archiveIn(
  { archive }: PipelineState,
  { position }: Snapshot,
  notes: string[],
): { archive: Archive; position: number } | null {
  // Without a store nothing was archived; what comes from now on is.
  if (archive === null) return { archive: new Archive(position), position };
  try {
    return { archive: Archive.load(archive), position };
  } catch (error) {
    notes.push(`rows for the store up to entry ${position} cannot be gone on from: ${errorText(error)}`);
    return null;
  }
}
