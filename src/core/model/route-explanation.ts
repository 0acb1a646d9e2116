import Type, { type Static } from "typebox";
import { Symptom } from "./incident.ts";
import { Severity } from "./severity.ts";

/** A sample incident of one series, for which people ask where it would go. */
export const RouteSample = Type.Object(
  {
    scope: Type.Optional(Type.String({ maxLength: 250, description: "`all` (if left out), or `dimension=value`" })),
    status: Type.String({ maxLength: 40 }),
    symptom: Type.Optional(Symptom),
    severity: Type.Optional(Severity),
    at: Type.Optional(Type.Integer({ description: "milliseconds since 1970 UTC; now, if left out" })),
  },
  { additionalProperties: false },
);
export type RouteSample = Static<typeof RouteSample>;

/** What becomes of a sample at one route, and why. */
export const RouteVerdict = Type.Object({
  name: Type.String(),
  fits: Type.Boolean(),
  /** It fits, and no route before it has taken the incident. */
  taken: Type.Boolean(),
  why: Type.String(),
});
export type RouteVerdict = Static<typeof RouteVerdict>;

/** Which routes an incident takes, and what follows from it. */
export const RouteExplanation = Type.Object({
  at: Type.Integer(),
  routes: Type.Array(RouteVerdict, { description: "in the order in which they are tried" }),
  channels: Type.Array(Type.Object({ name: Type.String(), route: Type.String() })),
  escalations: Type.Array(
    Type.Object({ route: Type.String(), after: Type.String(), channels: Type.Array(Type.String()) }),
  ),
  reminders: Type.Array(Type.Object({ route: Type.String(), every: Type.String() })),
  mutedBy: Type.Array(Type.String()),
});
export type RouteExplanation = Static<typeof RouteExplanation>;
