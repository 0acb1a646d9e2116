import Type, { type Static } from "typebox";

/** How an answer is shown. */
export const AnswerView = Type.Enum(["table", "lines", "bars", "number"]);
export type AnswerView = Static<typeof AnswerView>;

/** What people asked in SQL and want to ask again, or others to. */
export const SavedQuery = Type.Object({
  id: Type.String(),
  name: Type.String({ minLength: 1, maxLength: 100, pattern: "\\S" }),
  sql: Type.String({ minLength: 1, maxLength: 20_000, pattern: "\\S" }),
  parameters: Type.Record(Type.String({ pattern: "^[A-Za-z_]\\w{0,59}$" }), Type.String({ maxLength: 1000 }), {
    maxProperties: 50,
    additionalProperties: false,
    description: "values for {name:Type} in the query",
  }),
  view: Type.Union([AnswerView, Type.Null()], { description: "null: as the answer suggests" }),
  by: Type.Union([Type.String(), Type.Null()], { description: "who saved it last" }),
  savedAt: Type.Integer(),
});
export type SavedQuery = Static<typeof SavedQuery>;
