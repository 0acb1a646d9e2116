import Type, { type Static } from "typebox";
import { dimensionOf, type ScopeKey } from "./scope.ts";
import { AlertBy, Rule } from "./rule.ts";

/** How many false alarms people are willing to get: "1/week", "2/month", "0.5/day". */
export const Budget = Type.String({ pattern: "^\\d+(\\.\\d+)?/(day|week|month)$" });
export type Budget = Static<typeof Budget>;

/** What is judged together: all traffic, or one scope per value of a dimension; and its false-alarm budget over all its series. */
export const Monitor = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    by: Type.Optional(Type.String({ description: "a dimension; left out: all traffic" })),
    statuses: Type.Optional(Type.Array(Type.String(), { description: "statuses that may alert; left out: all" })),
    budget: Type.Optional(Budget),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: "most scopes of a breakdown" })),
    rules: Type.Optional(Type.Array(Rule, { description: "conditions that alert beside the score" })),
    alertBy: Type.Optional(AlertBy),
  },
  { additionalProperties: false },
);
export type Monitor = Static<typeof Monitor>;

export const DEFAULT_BUDGET: Budget = "1/week";
export const DEFAULT_SCOPE_LIMIT = 200;

/** What a monitor needs before it alerts: any of score and rule when it has rules, else the score. */
export function alertByOf({ alertBy, rules = [] }: Monitor): AlertBy {
  return alertBy ?? (rules.length > 0 ? "any" : "score");
}

export const defaultMonitors: readonly Monitor[] = [{ name: "all traffic" }];

/** True when the series is one that the monitor watches. */
export function covers({ by, statuses }: Monitor, scope: ScopeKey, status: string): boolean {
  return dimensionOf(scope) === by && (statuses?.includes(status) ?? true);
}
