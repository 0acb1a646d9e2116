import Type, { type Static } from "typebox";

/** How far one scope was from normal over time, in columns as long as there are cells. */
export const HeatRow = Type.Object({
  scope: Type.String(),
  score: Type.Array(Type.Union([Type.Number(), Type.Null()]), {
    description: "the highest of the cell; null where nothing was judged, or it is not remembered any more",
  }),
  status: Type.Array(Type.Union([Type.String(), Type.Null()]), { description: "the status with that score" }),
  alert: Type.Array(Type.Enum([0, 1])),
  alertMs: Type.Integer({ description: "how long it was in alarm in all of this time" }),
  isAlerting: Type.Boolean({ description: "now" }),
});
export type HeatRow = Static<typeof HeatRow>;

/** Which scopes burn, and since when; the worst first. */
export const Heat = Type.Object({
  from: Type.Integer(),
  cellMs: Type.Integer(),
  cells: Type.Integer(),
  scopes: Type.Integer({ description: "how many there are" }),
  rows: Type.Array(HeatRow, { description: "the worst of them" }),
});
export type Heat = Static<typeof Heat>;
