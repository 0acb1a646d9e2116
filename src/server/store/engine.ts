import type { Agent } from "node:http";

/** How a ClickHouse engine is reached, over its HTTP interface. */
export interface EngineAddress {
  url: string;
  /** For an address that a URL cannot say, such as a socket. */
  agent?: Agent;
}

export interface EngineEvents {
  /** It can be asked now, for the first time or again. */
  onUp(address: EngineAddress): void;
  /** It cannot be asked any more, or not yet; it is tried again without being told to. */
  onDown(reason: string): void;
  /** It never will be. */
  onAbsent(reason: string): void;
}

/** A ClickHouse engine that is there, or is brought up and kept up. */
export interface Engine {
  readonly kind: string;
  start(events: EngineEvents): void;
  close(): Promise<void>;
}
