import Type, { type Static } from "typebox";
import { Budget, Monitor } from "./monitor.ts";
import { MonitorSource } from "./monitor-change.ts";

const MaybeInstant = Type.Union([Type.Integer(), Type.Null()], {
  description: "start of the first judged tick; counting begins anew when what is judged is configured anew",
});
const MaybeRate = Type.Union([Type.Number(), Type.Null()], { description: "null while less than a week was judged" });

/** What a monitor raised in the last days. Every alarm counts: nobody tells which were false. */
export const Delivered = Type.Object({
  days: Type.Integer(),
  alarms: Type.Integer({ description: "alarms of single series" }),
  incidents: Type.Integer({ description: "incidents that they opened or joined" }),
  watchedMs: Type.Integer({ description: "how much of these days was judged" }),
  allowed: Type.Number({ description: "false alarms that the budget allows in the time that was judged" }),
});
export type Delivered = Static<typeof Delivered>;

/**
 * waiting     nothing has come in yet
 * warming-up  too little seen to judge
 * first-days  this time of day has been seen less than twice: a change has to be larger
 * learned     the rest
 */
export const LearningPhase = Type.Enum(["waiting", "warming-up", "first-days", "learned"]);
export type LearningPhase = Static<typeof LearningPhase>;

export const Learning = Type.Object({
  phase: LearningPhase,
  scopes: Type.Object(
    { warmingUp: Type.Integer(), firstDays: Type.Integer(), learned: Type.Integer() },
    { description: "how many scopes are how far; the phase is that of most of them" },
  ),
  text: Type.String(),
});
export type Learning = Static<typeof Learning>;

/** The smallest lasting change that is found in time: roughly, in the mean, at the volume of now. */
export const Reach = Type.Object({
  factor: Type.Number({ description: "of the expected count: 1.6 is a rise by 60 %, 0.6 a fall by 40 %" }),
  events: Type.Number({ description: "what the count would then be in all these minutes" }),
});
export type Reach = Static<typeof Reach>;

const MaybeReach = Type.Union([Reach, Type.Null()], { description: "null: no change is found in that time" });

export const Detectable = Type.Object({
  status: Type.String(),
  side: Type.Enum(["above", "below"]),
  within: Type.Array(
    Type.Object({
      minutes: Type.Integer(),
      typical: MaybeReach,
      worst: MaybeReach,
    }),
    { description: "at the scope in the middle and at the one where most is needed" },
  ),
  text: Type.String(),
});
export type Detectable = Static<typeof Detectable>;

/** A monitor: what was asked of it, what it raised lately, and what it can find by now. */
export const MonitorReport = Type.Object({
  name: Type.String(),
  definition: Monitor,
  source: MonitorSource,
  revision: Type.Integer({ description: "the last change that somebody made of it; 0 for none" }),
  by: Type.Union([Type.String(), Type.Null()], { description: "a dimension; null: all traffic" }),
  statuses: Type.Array(Type.String()),
  scopes: Type.Integer({ description: "scopes seen so far" }),
  series: Type.Integer({ description: "series that share the budget" }),
  budget: Budget,
  budgetPerWeek: Type.Number(),
  since: MaybeInstant,
  totalAlarms: Type.Integer({ description: "alarms since then" }),
  delivered: Type.Array(Delivered),
  alarmsPerWeek: MaybeRate,
  text: Type.String({ description: "asked and delivered in one sentence" }),
  learning: Learning,
  detectable: Type.Array(Detectable),
});
export type MonitorReport = Static<typeof MonitorReport>;
