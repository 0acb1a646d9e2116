import Type, { type Static } from "typebox";
import { MaybeBy } from "./rule.ts";

const Column = Type.Array(Type.Union([Type.Number(), Type.Null()]));

/** One status over time, in columns as long as `History.at`. Counts and bounds are per tick, averaged over `stepMs`. */
export const StatusHistory = Type.Object({
  value: Column,
  expected: Column,
  lower: Column,
  upper: Column,
  score: Column,
  alert: Type.Array(Type.Enum([0, 1])),
  by: Type.Array(MaybeBy),
});
export type StatusHistory = Static<typeof StatusHistory>;

/** A part of the past that cannot be shown, and why. */
export const MissingPast = Type.Object({ from: Type.Integer(), to: Type.Integer(), why: Type.String() });
export type MissingPast = Static<typeof MissingPast>;

export const History = Type.Object({
  scope: Type.String(),
  tickMs: Type.Integer(),
  stepMs: Type.Integer(),
  at: Type.Array(Type.Integer()),
  statuses: Type.Record(Type.String(), StatusHistory),
  missing: Type.Optional(MissingPast),
});
export type History = Static<typeof History>;
