import type { AnswerView } from "../../core/model/saved-query.ts";
import type { Query } from "../address.ts";

/** What is in the editor, as far as it can be shared. */
export interface Draft {
  /** Of the saved query that it began with. */
  savedId: string | null;
  /** Null while it is as it was saved. */
  sql: string | null;
  parameters: Readonly<Record<string, string>>;
  view: AnswerView | null;
}

export const EMPTY_DRAFT: Draft = { savedId: null, sql: null, parameters: {}, view: null };

const VALUE = "p.";
const VIEWS: readonly AnswerView[] = ["table", "lines", "bars", "number"];

/** `?q=` names a saved query, `sql` is one that is not saved; values stand as `p.name`. */
export function draftOf(query: Query): Draft {
  const parameters = Object.entries(query).flatMap(([key, value]) =>
    key.startsWith(VALUE) ? [[key.slice(VALUE.length), value] as const] : [],
  );
  return {
    savedId: query["q"] ?? null,
    sql: query["sql"] ?? null,
    parameters: Object.fromEntries(parameters),
    view: VIEWS.find((view) => view === query["view"]) ?? null,
  };
}

export function queryOfDraft({ savedId, sql, parameters, view }: Draft): Query {
  const values = Object.entries(parameters).flatMap(([name, value]) => (value === "" ? [] : [[VALUE + name, value]]));
  return {
    ...(savedId === null ? {} : { q: savedId }),
    ...(sql === null || sql === "" ? {} : { sql }),
    ...(Object.fromEntries(values) as Query),
    ...(view === null ? {} : { view }),
  };
}
