import Type, { type Static } from "typebox";

/** How bad an incident is, mildest first. */
export const Severity = Type.Enum(["minor", "major", "critical"]);
export type Severity = Static<typeof Severity>;

const RANK: Record<Severity, number> = { minor: 0, major: 1, critical: 2 };

/** True when `one` is as bad as `least`, or worse. */
export function isAtLeast(one: Severity, least: Severity): boolean {
  return RANK[one] >= RANK[least];
}
