import Type, { type Static } from "typebox";
import { Refusal } from "./refusal.ts";
import { Alert } from "./verdict.ts";

/** The answer to whoever posted transactions. */
export const Recommendation = Type.Object({
  recommendation: Type.Enum(["alert", "ok"]),
  accepted: Type.Integer({ description: "records in the journal: they need not be sent again, duplicates among them" }),
  refused: Type.Integer(),
  late: Type.Integer({ description: "accepted, but for a tick that was already judged: counted, not judged" }),
  duplicates: Type.Integer({
    description:
      "accepted, but not counted again: the same `id` and `status`, or the same Idempotency-Key, came within the last 24 hours",
  }),
  alerts: Type.Array(Alert),
  refusals: Type.Array(Refusal, { description: "the first 100 of them" }),
  warnings: Type.Array(Type.String()),
});
export type Recommendation = Static<typeof Recommendation>;
