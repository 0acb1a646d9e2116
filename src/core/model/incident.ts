import Type, { type Static } from "typebox";
import { By } from "./rule.ts";
import { Severity } from "./severity.ts";

/** Which way a series left the normal; `silence` means that nothing at all came in. */
export const Symptom = Type.Enum(["above", "below", "silence"]);
export type Symptom = Static<typeof Symptom>;

/** The side on which the count of a series left the normal. */
export type Deviation = Exclude<Symptom, "silence">;

/** What came in while a series was in alarm, beside what each reference says of the same time; null where it cannot say. */
export const Tally = Type.Object({
  ticks: Type.Integer(),
  observed: Type.Number(),
  /** By what was learnt. */
  expected: Type.Number(),
  /** At the pace of the hour before. */
  hourBefore: Type.Union([Type.Number(), Type.Null()]),
  /** At the same time of the day before. */
  dayBefore: Type.Union([Type.Number(), Type.Null()]),
});
export type Tally = Static<typeof Tally>;

/** One series of an incident. Times are tick starts; `endedAt` is null while the alarm lasts. */
export const Member = Type.Object({
  scope: Type.String(),
  status: Type.String(),
  symptom: Symptom,
  startedAt: Type.Integer(),
  endedAt: Type.Union([Type.Integer(), Type.Null()]),
  peakAt: Type.Integer(),
  peakValue: Type.Number({ description: "the count of the tick farthest from normal; 0 for a silence" }),
  peakExpected: Type.Number({
    description: "what was expected of that tick; for a silence, of the whole of it so far",
  }),
  peakScore: Type.Number(),
  by: By,
  rules: Type.Array(Type.String(), { description: "names, or expressions, of the rules that it alerted by so far" }),
  reason: Type.String(),
  tally: Tally,
});
export type Member = Static<typeof Member>;

/** Where somebody did it. */
export const Via = Type.Enum(["api", "dashboard", "cli", "link"]);
export type Via = Static<typeof Via>;

/**
 * alarm   a series left the normal, or came back to it
 * state   the incident went from one state to another, or became worse or milder
 * person  somebody did something
 */
export const TimelineEntry = Type.Object({
  at: Type.Integer(),
  kind: Type.Enum(["alarm", "state", "person"]),
  by: Type.Union([Type.String(), Type.Null()], { description: "who did it; null where nobody did" }),
  /** Where a person did it. */
  via: Type.Optional(Via),
  text: Type.String(),
});
export type TimelineEntry = Static<typeof TimelineEntry>;

/**
 * pending       seen, but not for long enough to tell people
 * firing        people are told
 * acknowledged  somebody takes care
 * flapping      comes and goes: told once, until it stays one way
 * resolved      over
 */
export const IncidentState = Type.Enum(["pending", "firing", "acknowledged", "flapping", "resolved"]);
export type IncidentState = Static<typeof IncidentState>;

/** What people say that it was, afterwards. What is real is not learnt from; noise and an expected event are. */
export const Mark = Type.Enum(["real", "noise", "expected"]);
export type Mark = Static<typeof Mark>;

/** From the least to the most that any reference says; all references are named. */
export const ImpactRange = Type.Object({
  least: Type.Number(),
  most: Type.Number(),
  by: Type.Array(
    Type.Object({ reference: Type.Enum(["expected", "hour before", "day before"]), value: Type.Number() }),
  ),
});
export type ImpactRange = Static<typeof ImpactRange>;

/** What it cost so far: transactions that did not come, and bad ones that came beyond the usual. */
export const Impact = Type.Object({
  lost: Type.Union([ImpactRange, Type.Null()]),
  surplus: Type.Union([ImpactRange, Type.Null()]),
  minutes: Type.Number({ description: "in alarm so far" }),
});
export type Impact = Static<typeof Impact>;

/** What people deal with: alarms with one cause, from the first to the last. The first member is the lead. */
export const Incident = Type.Object({
  id: Type.String(),
  state: IncidentState,
  severity: Severity,
  openedAt: Type.Integer({ description: "start of the first alerting tick" }),
  detectedAt: Type.Integer({ description: "when the alert was raised" }),
  resolvedAt: Type.Union([Type.Integer(), Type.Null()]),
  title: Type.String(),
  members: Type.Array(Member, { minItems: 1 }),
  impact: Impact,
  acknowledgedBy: Type.Union([Type.String(), Type.Null()]),
  assignee: Type.Union([Type.String(), Type.Null()]),
  mark: Type.Union([Mark, Type.Null()]),
  reopened: Type.Integer({ description: "how often it came back after it was resolved" }),
  mutedBy: Type.Array(Type.String(), { description: "silences and maintenance windows that keep it quiet now" }),
  timeline: Type.Array(TimelineEntry),
});
export type Incident = Static<typeof Incident>;
