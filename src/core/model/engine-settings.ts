import Type, { type Static } from "typebox";
import { TimeOfDay } from "./hours.ts";
import { MaintenanceWindow } from "./maintenance.ts";
import { Monitor } from "./monitor.ts";
import { Route } from "./route.ts";
import { Status } from "./status.ts";

/** A channel as far as it decides what is planned for it. */
export const ChannelReference = Type.Object({
  name: Type.String(),
  kind: Type.String(),
  /** How many messages may go out at once, and how many a minute after that. */
  burst: Type.Integer({ minimum: 1 }),
  perMinute: Type.Number({ exclusiveMinimum: 0 }),
  /** False for a receiver that keeps incidents of its own and wants to hear of each. */
  digests: Type.Boolean(),
  /** Takes over what could not be delivered for this long. */
  backup: Type.Optional(Type.Object({ channel: Type.String(), afterMs: Type.Integer() })),
  /** A message every day at this time of the operation, whatever happens. */
  heartbeat: Type.Optional(TimeOfDay),
});
export type ChannelReference = Static<typeof ChannelReference>;

export const IncidentSettings = Type.Object({
  /** How long an alarm must last before people are told. */
  pendingMs: Type.Integer({ minimum: 0 }),
  /** An alarm within this time of the end reopens the incident. */
  reopenMs: Type.Integer({ minimum: 0 }),
});
export type IncidentSettings = Static<typeof IncidentSettings>;

/** The part of the configuration that decides what the pipeline computes; the journal holds it, so a replay knows it. */
export const EngineSettings = Type.Object({
  tickMs: Type.Union([Type.Literal("auto"), Type.Integer({ minimum: 1000, maximum: 3_600_000 })]),
  timeZone: Type.String(),
  statuses: Type.Array(Status),
  monitors: Type.Array(Monitor),
  channels: Type.Array(ChannelReference),
  /** Empty: everything to every channel. */
  routes: Type.Array(Route),
  maintenance: Type.Array(MaintenanceWindow),
  incidents: IncidentSettings,
});
export type EngineSettings = Static<typeof EngineSettings>;

export const defaultIncidentSettings: IncidentSettings = { pendingMs: 0, reopenMs: 10 * 60_000 };
