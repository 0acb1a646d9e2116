import Type, { type Static } from "typebox";
import { Analysis } from "./analysis.ts";

const Inference = Type.Object({
  what: Type.String(),
  value: Type.String(),
  because: Type.String(),
  alternatives: Type.Array(Type.String()),
  option: Type.Optional(Type.String({ description: "name of the option that corrects it" })),
});

/** How a file was read. */
const FileReading = Type.Object({
  file: Type.String(),
  inferences: Type.Array(Inference),
  refused: Type.Array(Type.String(), { description: "the first rows that were not counted, and why" }),
  refusedRows: Type.Integer(),
});

const Role = Type.Union([
  Type.Object({ kind: Type.Literal("observed") }),
  Type.Object({ kind: Type.Literal("count"), ago: Type.String() }),
  Type.Object({ kind: Type.Literal("mean"), over: Type.String(), days: Type.Number() }),
]);

/** The counts of a file as they were understood; a value that is not known is null. */
export const TableData = Type.Object({
  name: Type.String(),
  isDated: Type.Boolean(),
  stepMs: Type.Number(),
  absentIsZero: Type.Boolean(),
  labels: Type.Array(Type.String()),
  at: Type.Array(Type.Integer(), {
    description: "milliseconds since 1970 UTC, or since the day began where the file has no dates",
  }),
  columns: Type.Array(
    Type.Object({ name: Type.String(), role: Role, values: Type.Array(Type.Union([Type.Number(), Type.Null()])) }),
  ),
});
export type TableData = Static<typeof TableData>;

/** A file that was not understood: what failed, what was seen, what would help. */
export const UnreadFile = Type.Object({
  file: Type.String(),
  problem: Type.String(),
  seen: Type.Array(Type.String()),
  help: Type.Array(Type.String()),
});
export type UnreadFile = Static<typeof UnreadFile>;

/** What an analysis of files is answered with. */
export const AnalysisAnswer = Type.Object({
  id: Type.String({ description: "for questions in SQL and for reports" }),
  expiresAt: Type.Integer({ description: "milliseconds since 1970 UTC; then nothing of the files is left" }),
  analysis: Analysis,
  readings: Type.Array(FileReading),
  unread: Type.Array(UnreadFile),
  tables: Type.Array(TableData),
});
export type AnalysisAnswer = Static<typeof AnalysisAnswer>;
