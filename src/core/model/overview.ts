import Type, { type Static } from "typebox";
import { Status } from "./status.ts";

export const ScopeSummary = Type.Object({
  key: Type.String(),
  label: Type.String(),
  alerting: Type.Array(Type.String(), { description: "statuses in alarm now" }),
});
export type ScopeSummary = Static<typeof ScopeSummary>;

/** A part that is not as it should be, and what to do about it. */
export const Trouble = Type.Object({ part: Type.String(), text: Type.String() });
export type Trouble = Static<typeof Trouble>;

/**
 * waiting   nothing has come in yet
 * learning  too little seen to judge
 * calm      no incident is open
 * alert     at least one is
 */
export const OverallState = Type.Enum(["waiting", "learning", "calm", "alert"]);
export type OverallState = Static<typeof OverallState>;

/** What the dashboard needs to begin. */
export const Overview = Type.Object({
  version: Type.String(),
  now: Type.Integer({ description: "the pipeline's clock" }),
  tickMs: Type.Union([Type.Integer(), Type.Null()]),
  timeZone: Type.String(),
  isDemo: Type.Boolean(),
  state: OverallState,
  ticksSeen: Type.Integer(),
  ticksToLearn: Type.Integer({ description: "ticks of all traffic before anything is judged" }),
  received: Type.Integer({ description: "transactions counted since the start" }),
  statuses: Type.Array(Status),
  scopes: Type.Array(ScopeSummary),
  channels: Type.Array(Type.Object({ name: Type.String(), kind: Type.String(), sends: Type.Boolean() })),
  troubles: Type.Array(Trouble),
});
export type Overview = Static<typeof Overview>;
