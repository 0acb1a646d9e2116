import Type, { type Static } from "typebox";

/** Why one record of a request was not accepted. Never repeats a value that looks like a card number. */
export const Refusal = Type.Object({
  index: Type.Integer({ description: "position of the record in the request, from 0" }),
  line: Type.Optional(Type.Integer({ description: "line of the body, from 1, for NDJSON and CSV" })),
  field: Type.String({ description: "the field at fault, or `record`" }),
  expected: Type.String(),
  got: Type.String(),
});
export type Refusal = Static<typeof Refusal>;
