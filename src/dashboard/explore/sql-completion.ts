import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { codeMask } from "./code-mask.ts";
import type { Vocabulary } from "./query-api.ts";

/** Offers the columns of the tables that the query names, and functions. */
export function completionIn(
  { tables, functions }: Pick<Vocabulary, "tables" | "functions">,
  context: CompletionContext,
): CompletionResult | null {
  const word = context.matchBefore(/\w*/);
  const code = codeMask(context.state.doc.toString());
  const start = word?.from ?? context.pos;
  const before = code.slice(0, start);
  // After a dot, FROM or JOIN the language's own completion knows what is asked for.
  if (/\.$|\b(?:from|join)\s+$/i.test(before) || (start === context.pos && !context.explicit)) return null;
  const named = tables.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(code));
  const shown = named.length > 0 ? named : tables;
  const columns = new Map<string, Completion>();
  for (const table of shown) {
    for (const { name, type } of table.columns) {
      const boost = named.length > 0 ? 2 : 0;
      columns.set(name, { label: name, type: "property", detail: type, info: table.name, boost });
    }
  }
  const calls = functions.map((name): Completion => ({ label: name, type: "function", apply: `${name}(`, boost: -1 }));
  return { from: start, options: [...columns.values(), ...calls], validFor: /^\w*$/ };
}
