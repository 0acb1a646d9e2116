import Type, { type Static } from "typebox";

/** A number by each reference, each named; `least` and `most` are the ends of the range. */
export const ReferenceRange = Type.Object({
  least: Type.Number(),
  most: Type.Number(),
  by: Type.Array(Type.Object({ reference: Type.String(), value: Type.Number() })),
});
export type ReferenceRange = Static<typeof ReferenceRange>;

/**
 * outage      nothing or next to nothing where something was expected
 * drop, surge fewer or more than expected
 * rebound     more than expected right after an outage: what could not be done before
 * silence     nothing at all came, of any status
 */
export const FindingKind = Type.Enum(["outage", "drop", "surge", "rebound", "silence"]);
export type FindingKind = Static<typeof FindingKind>;

/** A stretch of time that is off, with the evidence. */
export const AnalysisFinding = Type.Object({
  id: Type.String(),
  kind: FindingKind,
  file: Type.String({ description: "name of the table" }),
  series: Type.Array(Type.String(), { minItems: 1, description: "columns or statuses that are off, the lead first" }),
  from: Type.Object({ label: Type.String(), at: Type.Integer() }),
  /** Start of the last slot that is off. */
  to: Type.Object({ label: Type.String(), at: Type.Integer() }),
  observed: Type.Number(),
  expected: ReferenceRange,
  lost: Type.Union([ReferenceRange, Type.Null()]),
  surplus: Type.Union([ReferenceRange, Type.Null()]),
  pValue: Type.Number({ description: "of the whole stretch, against the most favourable reference that is used" }),
  qValue: Type.Number({ description: "with a false-discovery correction over all cells of all files" }),
  title: Type.String(),
  explanation: Type.String(),
  speaksFor: Type.Array(Type.String()),
  speaksAgainst: Type.Array(Type.String()),
  /** Slots at the edges that are low or high but not off by themselves. */
  shoulders: Type.Array(Type.Object({ label: Type.String(), at: Type.Integer(), observed: Type.Number() })),
  /** Statement that shows the numbers; it runs against the files' tables as it stands. */
  sql: Type.String(),
});
export type AnalysisFinding = Static<typeof AnalysisFinding>;

/** What is worth knowing of the files themselves: they are consecutive days, a reference is bad, rows were refused. */
export const AnalysisRemark = Type.Object({
  kind: Type.Enum(["chained files", "bad reference", "level", "data quality", "not enough data", "not judged"]),
  files: Type.Array(Type.String()),
  text: Type.String(),
});
export type AnalysisRemark = Static<typeof AnalysisRemark>;

export const Analysis = Type.Object({
  files: Type.Array(
    Type.Object({
      name: Type.String(),
      rows: Type.Integer(),
      from: Type.String(),
      to: Type.String(),
      step: Type.String(),
    }),
  ),
  /** The worst first. */
  findings: Type.Array(AnalysisFinding),
  remarks: Type.Array(AnalysisRemark),
  summary: Type.String(),
});
export type Analysis = Static<typeof Analysis>;
