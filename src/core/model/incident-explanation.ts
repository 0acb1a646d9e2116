import Type, { type Static } from "typebox";

const MaybeNumber = Type.Union([Type.Number(), Type.Null()]);

/**
 * above, below   what came in over the whole time is out of the range of normal sums
 * usual          it is not
 * unknown        there was nothing to judge by, or the time is not remembered
 */
export const Movement = Type.Enum(["above", "below", "usual", "unknown"]);
export type Movement = Static<typeof Movement>;

/** A status over the time of an incident: what came in, beside what was expected of the same ticks. */
export const StatusMovement = Type.Object({
  status: Type.String(),
  observed: Type.Number(),
  expected: MaybeNumber,
  lower: MaybeNumber,
  upper: MaybeNumber,
  movement: Movement,
  isMember: Type.Boolean({ description: "it is one of the incident's series" }),
});
export type StatusMovement = Static<typeof StatusMovement>;

export const ScopeMovement = Type.Object({
  scope: Type.String(),
  label: Type.String(),
  share: Type.Union([Type.Number(), Type.Null()], {
    description:
      "part of the excess of the lead's status over all traffic that is this scope's; null where there is none",
  }),
  statuses: Type.Array(StatusMovement),
});
export type ScopeMovement = Static<typeof ScopeMovement>;

/** The values of one dimension: those that moved, farthest first, and the largest of those that did not. */
export const DimensionMovement = Type.Object({
  dimension: Type.String(),
  moved: Type.Array(ScopeMovement),
  steady: Type.Array(ScopeMovement),
  movedCount: Type.Integer(),
  steadyCount: Type.Integer(),
  unknownCount: Type.Integer(),
});
export type DimensionMovement = Static<typeof DimensionMovement>;

/** Which statuses and scopes moved while an incident lasted, and which did not. */
export const IncidentExplanation = Type.Object({
  incidentId: Type.String(),
  status: Type.String({ description: "the lead's" }),
  from: Type.Integer(),
  to: Type.Integer({ description: "end of the last tick that is summed" }),
  ticks: Type.Integer({
    description: "closed ticks that are summed; 0 before the first has closed, or when none is remembered",
  }),
  isWhole: Type.Boolean({ description: "false: part of the incident's time is left out" }),
  scopes: Type.Array(ScopeMovement, { description: "all traffic, then the lead's scope where it is another" }),
  dimensions: Type.Array(DimensionMovement),
});
export type IncidentExplanation = Static<typeof IncidentExplanation>;
