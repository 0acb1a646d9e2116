import Type, { type Static } from "typebox";

/** On which side of normal a status worries people. */
export const Direction = Type.Enum(["above", "below", "both"]);
export type Direction = Static<typeof Direction>;

export const Status = Type.Object(
  {
    name: Type.String({ pattern: "^[a-z][a-z0-9_]{0,39}$", description: "lower case, digits and _" }),
    direction: Direction,
  },
  { additionalProperties: false },
);
export type Status = Static<typeof Status>;

export const defaultStatuses: readonly Status[] = [
  { name: "approved", direction: "below" },
  { name: "denied", direction: "above" },
  { name: "failed", direction: "above" },
  { name: "reversed", direction: "above" },
  { name: "backend_reversed", direction: "above" },
  { name: "refunded", direction: "above" },
  { name: "processing", direction: "above" },
];
