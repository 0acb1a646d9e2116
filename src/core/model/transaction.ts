import Type, { type Static } from "typebox";

/** One accepted record, in the form that the journal keeps. A minute count is a transaction whose `count` is above 1, or 0. */
export const Transaction = Type.Object(
  {
    at: Type.Integer({ description: "when it happened, milliseconds since 1970 UTC" }),
    status: Type.String(),
    count: Type.Integer({ minimum: 0, description: "how many transactions the record stands for" }),
    isTally: Type.Optional(
      Type.Boolean({ description: "the record is a finished count of its minute, not one event" }),
    ),
    amountMinor: Type.Optional(Type.Integer({ description: "sum of amounts in minor units (cents)" })),
    id: Type.Optional(Type.String()),
    dimensions: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: false },
);
export type Transaction = Static<typeof Transaction>;

/** Dimensions known without configuration, coarse before fine. */
export const defaultDimensions: readonly string[] = [
  "issuer",
  "acquirer",
  "brand",
  "product",
  "merchant",
  "mcc",
  "country",
  "entry_mode",
  "terminal",
  "auth_code",
];
