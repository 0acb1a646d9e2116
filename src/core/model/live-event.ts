import Type, { type Static } from "typebox";
import { Delivery } from "./delivery.ts";
import { Incident } from "./incident.ts";
import { Trouble, OverallState } from "./overview.ts";
import { Verdict } from "./verdict.ts";

/** What `/v1/live` sends as server-sent events; the event's name is its `kind`. */
export const LiveEvent = Type.Union([
  /** Once a second: the clock, the totals, and the counts of the open tick of all traffic. */
  Type.Object({
    kind: Type.Literal("pulse"),
    now: Type.Integer(),
    state: OverallState,
    received: Type.Integer(),
    ticksSeen: Type.Integer(),
    openTick: Type.Union([
      Type.Object({ at: Type.Integer(), counts: Type.Record(Type.String(), Type.Integer()) }),
      Type.Null(),
    ]),
    troubles: Type.Array(Trouble),
  }),
  /** A closed tick of one scope, a verdict per status. */
  Type.Object({ kind: Type.Literal("tick"), at: Type.Integer(), scope: Type.String(), verdicts: Type.Array(Verdict) }),
  Type.Object({ kind: Type.Literal("incident"), incident: Incident }),
  Type.Object({ kind: Type.Literal("delivery"), delivery: Delivery }),
  /** Silences or deploys changed: `/v1/marks` tells how they are now. */
  Type.Object({ kind: Type.Literal("marks") }),
]);
export type LiveEvent = Static<typeof LiveEvent>;
