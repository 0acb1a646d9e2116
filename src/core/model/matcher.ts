import Type, { type Static } from "typebox";

/**
 * A condition on a series of an incident, as people write it: `status=denied`, `issuer=aur*`, `scope!=all`, `severity=critical`.
 * A field is `status`, `scope`, `symptom`, `severity` or a dimension; `*` in the value stands for any text. All of a list must hold.
 */
export const MatcherText = Type.String({ pattern: "^[a-z][a-z0-9_]{0,39}!?=[^\\s].{0,199}$", maxLength: 250 });
export type MatcherText = Static<typeof MatcherText>;
