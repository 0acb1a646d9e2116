import Type, { type Static } from "typebox";
import { Monitor } from "./monitor.ts";
import { Status } from "./status.ts";

export const ChannelReference = Type.Object({ name: Type.String(), kind: Type.String() });
export type ChannelReference = Static<typeof ChannelReference>;

/** The part of the configuration that decides what the pipeline computes; the journal holds it, so a replay knows it. */
export const EngineSettings = Type.Object({
  tickMs: Type.Union([Type.Literal("auto"), Type.Integer({ minimum: 1000, maximum: 3_600_000 })]),
  timeZone: Type.String(),
  statuses: Type.Array(Status),
  monitors: Type.Array(Monitor),
  channels: Type.Array(ChannelReference),
});
export type EngineSettings = Static<typeof EngineSettings>;
