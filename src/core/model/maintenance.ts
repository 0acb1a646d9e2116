import Type, { type Static } from "typebox";
import { Hours } from "./hours.ts";
import { MatcherText } from "./matcher.ts";

const LocalTime = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2} (?:[01]\\d|2[0-3]):[0-5]\\d$" });

/** Planned work, once or every week: what it matches is seen and counted, but nobody is told. */
export const MaintenanceWindow = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    match: Type.Optional(Type.Array(MatcherText, { description: "left out: everything" })),
    once: Type.Optional(
      Type.Object(
        { from: LocalTime, to: LocalTime, timeZone: Type.Optional(Type.String()) },
        { additionalProperties: false },
      ),
    ),
    weekly: Type.Optional(Hours),
  },
  { additionalProperties: false },
);
export type MaintenanceWindow = Static<typeof MaintenanceWindow>;
