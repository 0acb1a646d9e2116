import Type, { type Static } from "typebox";
import { Severity } from "./severity.ts";

/** Something that was brought into production, and may explain what a chart shows afterwards. */
export const Deploy = Type.Object({
  id: Type.String(),
  at: Type.Integer(),
  text: Type.String({ minLength: 1, maxLength: 200, pattern: "\\S" }),
});
export type Deploy = Static<typeof Deploy>;

/** What stands beside the counts of a chart. */
export const ChartMark = Type.Object({
  kind: Type.Enum(["incident", "silence", "deploy"]),
  id: Type.String(),
  from: Type.Integer(),
  to: Type.Union([Type.Integer(), Type.Null()], { description: "null while it lasts; a deploy has no length" }),
  text: Type.String(),
  statuses: Type.Union([Type.Array(Type.String()), Type.Null()], { description: "null: all" }),
  severity: Type.Union([Severity, Type.Null()]),
});
export type ChartMark = Static<typeof ChartMark>;
