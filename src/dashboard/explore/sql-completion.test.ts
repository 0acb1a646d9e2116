import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { completionIn } from "./sql-completion.ts";

const vocabulary = {
  tables: [
    { name: "status_per_hour", columns: [{ name: "hour", type: "DateTime" }] },
    { name: "incident_list", columns: [{ name: "title", type: "String" }] },
  ],
  functions: ["sum"],
};

/** What is offered at the `|` of a query. */
function offeredAt(text: string, isAskedFor = false): string[] | null {
  const position = text.indexOf("|");
  const state = EditorState.create({ doc: text.replace("|", "") });
  const result = completionIn(vocabulary, new CompletionContext(state, position, isAskedFor));
  return result?.options.map(({ label }) => label) ?? null;
}

describe("completion", () => {
  test("offers the columns of the tables that the query names, and functions", () => {
    expect(offeredAt("SELECT h| FROM status_per_hour")).toEqual(["hour", "sum"]);
    expect(offeredAt("SELECT h| FROM status_per_hour, incident_list")).toEqual(["hour", "title", "sum"]);
  });

  test("offers those of all tables while none is named; a remark names none", () => {
    expect(offeredAt("SELECT h| -- status_per_hour")).toEqual(["hour", "title", "sum"]);
  });

  test("leaves tables and the names after a dot to the language, and says nothing unasked", () => {
    expect(offeredAt("SELECT * FROM s|")).toBeNull();
    expect(offeredAt("SELECT t.h| FROM status_per_hour AS t")).toBeNull();
    expect(offeredAt("SELECT |")).toBeNull();
    expect(offeredAt("SELECT |", true)).toEqual(["hour", "title", "sum"]);
  });
});
