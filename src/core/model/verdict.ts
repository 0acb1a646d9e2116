import Type, { type Static } from "typebox";
import { MaybeBy } from "./rule.ts";

const MaybeNumber = Type.Union([Type.Number(), Type.Null()]);

/** What the judge says of one series at one tick. Bounds and score are null while there is nothing to judge by. */
export const Verdict = Type.Object({
  at: Type.Integer({ description: "start of the tick, milliseconds since 1970 UTC" }),
  tickMs: Type.Integer(),
  scope: Type.String(),
  status: Type.String(),
  value: Type.Integer(),
  expected: MaybeNumber,
  lower: MaybeNumber,
  upper: MaybeNumber,
  score: MaybeNumber,
  alert: Type.Boolean(),
  by: MaybeBy,
});
export type Verdict = Static<typeof Verdict>;

/** An alerting verdict as it is told to whoever posted. */
export const Alert = Type.Object({
  ...Verdict.properties,
  rules: Type.Array(Type.String(), { description: "names, or expressions, of the rules that it alerts by" }),
  reason: Type.String({ description: "one sentence that a person understands" }),
  incidentId: Type.Union([Type.String(), Type.Null()]),
});
export type Alert = Static<typeof Alert>;
