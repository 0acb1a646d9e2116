import { deserialize, serialize } from "node:v8";
import type { ArchiveState } from "../../core/archive/archive.ts";
import type { EngineState } from "../../core/engine/engine-state.ts";

/** What a snapshot holds. */
export interface PipelineState {
  engine: EngineState;
  /** Null where no store is kept. */
  archive: ArchiveState | null;
}

export function bytesOf(state: PipelineState): Uint8Array {
  return serialize(state);
}

/** The state that `bytesOf` made the bytes of; a checksum has said that they are the same. */
export function stateIn(bytes: Uint8Array): PipelineState {
  return deserialize(bytes) as PipelineState;
}
