import Type, { type Static } from "typebox";
import { Refusal } from "./refusal.ts";
import { Alert } from "./verdict.ts";

/** The answer to whoever posted transactions. */
export const Recommendation = Type.Object({
  recommendation: Type.Enum(["alert", "ok"]),
  accepted: Type.Integer(),
  refused: Type.Integer(),
  late: Type.Integer({ description: "accepted, but for a tick that was already judged: counted, not judged" }),
  alerts: Type.Array(Alert),
  refusals: Type.Array(Refusal, { description: "the first 100 of them" }),
  warnings: Type.Array(Type.String()),
});
export type Recommendation = Static<typeof Recommendation>;
