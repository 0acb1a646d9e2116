import { codeMask } from "./code-mask.ts";

export interface Parameter {
  name: string;
  type: string;
}

/** What stands as `{name:Type}` in a query, each once, in the order of the text. */
export function parametersIn(sql: string): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const [, name = "", type = ""] of codeMask(sql).matchAll(/\{\s*([A-Za-z_]\w*)\s*:\s*([^{}]+?)\s*\}/g)) {
    if (!found.has(name)) found.set(name, { name, type });
  }
  return [...found.values()];
}
