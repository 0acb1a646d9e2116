import Type, { type Static } from "typebox";
import { Via } from "./incident.ts";
import { Monitor } from "./monitor.ts";

const MaybeMonitor = Type.Union([Monitor, Type.Null()]);

/** Where a monitor is from: the configuration, or a change that somebody made while it ran. */
export const MonitorSource = Type.Enum(["configuration", "dashboard"]);
export type MonitorSource = Static<typeof MonitorSource>;

/** What is changed, in place of what the configuration says of the monitor of that name. */
export const MonitorEdit = Type.Object({
  name: Type.String(),
  monitor: Type.Union([Monitor, Type.Null()], { description: "null: there is none of this name any more" }),
});
export type MonitorEdit = Static<typeof MonitorEdit>;

const State = Type.Object({ monitor: MaybeMonitor, source: MonitorSource });

/** One change of a monitor, and who made it. */
export const MonitorChange = Type.Object({
  id: Type.Integer(),
  at: Type.Integer(),
  by: Type.Union([Type.String(), Type.Null()]),
  via: Via,
  name: Type.String(),
  before: State,
  after: State,
});
export type MonitorChange = Static<typeof MonitorChange>;

export const MonitorEditsState = Type.Object({
  edits: Type.Array(MonitorEdit),
  changes: Type.Array(MonitorChange, { description: "oldest first" }),
  lastId: Type.Integer(),
});
export type MonitorEditsState = Static<typeof MonitorEditsState>;
