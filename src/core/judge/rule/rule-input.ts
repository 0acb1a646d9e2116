/** The volume of a scope, where a status could stand. */
export const ALL_STATUSES = -1;

/** Something that a rule asks about a scope at a tick; `status` is its number. */
export type RuleInput =
  | { kind: "scope" }
  | { kind: "score"; status: number }
  /** Of the last minute. */
  | { kind: "lower" | "upper" | "share" | "usualShare"; status: number }
  /** Summed over a window; without one, of the last minute, as a count per minute. */
  | { kind: "count" | "expected"; status: number; windowMs: number | null };

/** Variables beside the statuses, with what they mean for the rule's own status. */
export const VARIABLES: Readonly<Record<string, (status: number) => RuleInput>> = {
  value: (status) => ({ kind: "count", status, windowMs: null }),
  expected: (status) => ({ kind: "expected", status, windowMs: null }),
  lower: (status) => ({ kind: "lower", status }),
  upper: (status) => ({ kind: "upper", status }),
  score: (status) => ({ kind: "score", status }),
  share: (status) => ({ kind: "share", status }),
  usualShare: (status) => ({ kind: "usualShare", status }),
  total: () => ({ kind: "count", status: ALL_STATUSES, windowMs: null }),
  scope: () => ({ kind: "scope" }),
};

/** Functions over a window: `sum("failed", "10m")`, or `sum("10m")` for the rule's own status. */
export const WINDOW_FUNCTIONS: Readonly<Record<string, "count" | "expected">> = {
  sum: "count",
  expectedSum: "expected",
};

export const TEXT_METHODS: readonly string[] = ["startsWith", "endsWith", "contains", "matches"];

export const LONGEST_WINDOW_MS = 86_400_000;
