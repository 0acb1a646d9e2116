/** What the engine's process tells its parent. */
export type EngineMessage =
  | { kind: "ready"; socket: string }
  | { kind: "failed"; text: string }
  /** The package, or its part for this platform, is not there. */
  | { kind: "absent"; text: string };
