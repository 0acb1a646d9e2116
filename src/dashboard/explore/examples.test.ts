import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { examples } from "./examples.ts";
import { parametersIn } from "./parameters-in.ts";

test("the examples are the queries of docs/sql.md, with a value for each of their parameters", () => {
  const page = readFileSync(new URL("../../../docs/sql.md", import.meta.url), "utf8");
  const [, dozen = ""] = page.split("## A dozen queries");
  const documented = [...dozen.matchAll(/```sql\n([\s\S]*?)\n```/g)].map(([, sql]) => sql);
  expect(documented.length).toBeGreaterThan(11);
  expect(examples.map(({ sql }) => sql)).toEqual(documented);
  for (const { sql, parameters = {} } of examples) {
    expect(parametersIn(sql).map(({ name }) => name)).toEqual(Object.keys(parameters));
  }
});
