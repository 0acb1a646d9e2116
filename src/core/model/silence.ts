import Type, { type Static } from "typebox";
import { Hours } from "./hours.ts";
import { MatcherText } from "./matcher.ts";

/**
 * Keeps incidents quiet for a while: they are seen and counted, but nobody is told. It always ends, and says who wanted it and
 * why. With `weekly` it holds in these hours of its time only: planned work that comes again.
 */
export const Silence = Type.Object({
  id: Type.String(),
  match: Type.Array(MatcherText, { minItems: 1, maxItems: 20 }),
  startsAt: Type.Integer(),
  endsAt: Type.Integer(),
  weekly: Type.Optional(Hours),
  owner: Type.String({ minLength: 1, maxLength: 60 }),
  reason: Type.String({ minLength: 1, maxLength: 500 }),
});
export type Silence = Static<typeof Silence>;
