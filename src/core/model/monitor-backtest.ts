import Type, { type Static } from "typebox";
import { Mark, Symptom } from "./incident.ts";
import { Budget, Monitor } from "./monitor.ts";

const Instant = Type.Integer({ description: "milliseconds since 1970 UTC" });

/** What somebody wants to know of a monitor before it is theirs. */
export const BacktestQuestion = Type.Object(
  {
    monitor: Monitor,
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 30, description: "how many days it tells of; 7 if left out" }),
    ),
    budgets: Type.Optional(
      Type.Array(Budget, { maxItems: 12, description: "others to try, beside the monitor's own" }),
    ),
  },
  { additionalProperties: false },
);
export type BacktestQuestion = Static<typeof BacktestQuestion>;

/** What the monitor would have been tried on. */
export const BacktestPlan = Type.Object({
  kind: Type.Literal("plan"),
  from: Type.Integer({ description: "where the counts begin; up to `shownFrom` they are only learnt from" }),
  shownFrom: Instant,
  to: Instant,
  tickMs: Type.Integer(),
  scopes: Type.Integer({ description: "scopes that it would judge" }),
  leftOut: Type.Integer({ description: "values that came in and are above its limit" }),
  series: Type.Integer({ description: "series that share the budget" }),
  budgets: Type.Array(Budget, { description: "in the order in which they are answered" }),
  notes: Type.Array(Type.String(), { description: "what to bear in mind: limits that were met" }),
});
export type BacktestPlan = Static<typeof BacktestPlan>;

export const BacktestProgress = Type.Object({
  kind: Type.Literal("progress"),
  share: Type.Number({ description: "of all budgets, from 0 to 1" }),
});
export type BacktestProgress = Static<typeof BacktestProgress>;

/** An incident that there would have been. */
export const BacktestIncident = Type.Object({
  from: Instant,
  to: Type.Integer({ description: "when its last alarm ended; the end of the counts where it did not" }),
  title: Type.String(),
  symptom: Symptom,
  series: Type.Integer(),
  mark: Type.Union([Mark, Type.Null()], { description: "what people said of an incident of the same time and status" }),
});
export type BacktestIncident = Static<typeof BacktestIncident>;

/** An incident that people marked, and whether this would have found it. */
export const MarkedIncident = Type.Object({
  id: Type.String(),
  title: Type.String(),
  mark: Mark,
  from: Instant,
  to: Instant,
  statuses: Type.Array(Type.String()),
});
export type MarkedIncident = Static<typeof MarkedIncident>;

/** What would have been told under one budget. */
export const BacktestRun = Type.Object({
  kind: Type.Literal("run"),
  budget: Budget,
  alarms: Type.Integer({ description: "alarms of single series" }),
  incidents: Type.Array(BacktestIncident, { description: "oldest first; silences of the whole stream are left out" }),
  judgedMs: Type.Integer({ description: "how much of the time was judged" }),
  noisePerWeek: Type.Union([Type.Number(), Type.Null()], {
    description: "incidents a week that nobody marked as real; null while less than a day was judged",
  }),
  hits: Type.Array(Type.String(), { description: "ids of incidents that were marked as real, and that it finds" }),
  misses: Type.Array(Type.String(), { description: "those that it does not find" }),
  falseAgain: Type.Array(Type.String(), {
    description: "ids of those marked as noise or expected that it would tell again",
  }),
});
export type BacktestRun = Static<typeof BacktestRun>;

/** Why it ended early. */
export const BacktestFault = Type.Object({ kind: Type.Literal("fault"), message: Type.String() });

/** A line of the answer. */
export const BacktestLine = Type.Union([BacktestPlan, BacktestProgress, BacktestRun, BacktestFault]);
export type BacktestLine = Static<typeof BacktestLine>;
