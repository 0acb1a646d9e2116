import Type, { type Static } from "typebox";

/** A condition that people wrote themselves. */
export const Rule = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    when: Type.String({ minLength: 1, maxLength: 500, description: "a CEL expression that is true or false" }),
    for: Type.Optional(Type.String({ description: "how long it has to hold before it alerts: 30s, 5m, 1h" })),
    status: Type.String({ description: "the status that it speaks of" }),
  },
  { additionalProperties: false },
);
export type Rule = Static<typeof Rule>;

/** What a monitor needs before it alerts. */
export const AlertBy = Type.Enum(["score", "rule", "both", "any"]);
export type AlertBy = Static<typeof AlertBy>;

/** What an alert stands on: the judge's score, a rule of a monitor, or both. */
export const By = Type.Enum(["score", "rule", "both"], {
  description: "what it alerts by: the judge's score, a rule, or both",
});
export type By = Static<typeof By>;

export const MaybeBy = Type.Union([By, Type.Null()]);

/** Grounds as bits, for columns; 0 is no alert. */
export const BY_SCORE = 1;
export const BY_RULE = 2;

export function byFrom(bits: number): By | null {
  if ((bits & BY_SCORE) !== 0) return (bits & BY_RULE) === 0 ? "score" : "both";
  return (bits & BY_RULE) === 0 ? null : "rule";
}

export function bothBy(one: By, other: By): By {
  return one === other ? one : "both";
}

/** What people call a rule: its name, or the expression of one without. */
export function ruleLabel({ name, when }: Rule): string {
  return name ?? when;
}
