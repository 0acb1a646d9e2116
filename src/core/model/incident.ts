import Type, { type Static } from "typebox";
import { By } from "./rule.ts";

/** Which way a series left the normal; `silence` means that nothing at all came in. */
export const Symptom = Type.Enum(["above", "below", "silence"]);
export type Symptom = Static<typeof Symptom>;

/** The side on which the count of a series left the normal. */
export type Deviation = Exclude<Symptom, "silence">;

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
});
export type Member = Static<typeof Member>;

export const TimelineEntry = Type.Object({ at: Type.Integer(), text: Type.String() });
export type TimelineEntry = Static<typeof TimelineEntry>;

export const IncidentState = Type.Enum(["firing", "resolved"]);
export type IncidentState = Static<typeof IncidentState>;

/** What people deal with: alarms with one cause, from the first to the last. The first member is the lead. */
export const Incident = Type.Object({
  id: Type.String(),
  state: IncidentState,
  openedAt: Type.Integer({ description: "start of the first alerting tick" }),
  detectedAt: Type.Integer({ description: "when the alert was raised" }),
  resolvedAt: Type.Union([Type.Integer(), Type.Null()]),
  title: Type.String(),
  members: Type.Array(Member, { minItems: 1 }),
  timeline: Type.Array(TimelineEntry),
});
export type Incident = Static<typeof Incident>;
