import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleFile } from "../../core/analysis/example-file.ts";
import { AnalysisAnswer } from "../../core/model/analysis-answer.ts";
import { bodyOf, type ProductWithoutPort, startWithoutPort } from "../../../test/support/product-without-port.ts";

let product: ProductWithoutPort;

beforeAll(async () => {
  product = await startWithoutPort();
});

afterAll(() => product.close());

async function analysed(name: string, payload = exampleFile()): Promise<AnalysisAnswer> {
  const headers = { "content-type": "text/csv" };
  const reply = await product.app.inject({ method: "POST", url: `/v1/analyses?name=${name}`, headers, payload });
  return bodyOf(AnalysisAnswer, reply.payload);
}

const ask = (id: string, sql: string, format = "json") =>
  product.app.inject({ method: "POST", url: `/v1/analyses/${id}/query`, payload: JSON.stringify({ sql, format }) });

test("each finding's statement runs as it stands, and shows what was found", async () => {
  const { id, analysis } = await analysed("shop.csv");
  expect(analysis.findings.length).toBeGreaterThan(0);
  for (const { sql } of analysis.findings) {
    const reply = await ask(id, sql);
    expect(reply.statusCode, `${sql}\n${reply.payload}`).toBe(200);
    const rows = reply.json<{ rows: unknown[][] }>().rows;
    expect(rows.map(([time]) => time)).toContain("14h");
  }
});

test("the comparison of hours is asked as on live data, and the rows as they are in the file", async () => {
  const { id } = await analysed("shop.csv");
  const live =
    "SELECT time, today, avg_last_week - today AS missing FROM hourly_comparison WHERE today < avg_last_week / 4 ORDER BY missing DESC LIMIT 1";
  expect((await ask(id, live)).json()).toMatchObject({ rows: [["13h", 0, expect.closeTo(38.7, 0)]] });
  expect((await ask(id, "SELECT count() FROM shop_rows", "csv")).payload).toBe('"count()"\n24\n');
});

test("another person's file cannot be read, nor the store, nor the machine", async () => {
  const [mine, theirs] = [await analysed("mine.csv"), await analysed("theirs.csv")];
  expect((await ask(theirs.id, "SELECT count() FROM theirs")).statusCode).toBe(200);
  for (const sql of ["SELECT * FROM theirs", "SELECT * FROM smokewatch.minutes", "SELECT * FROM system.tables"]) {
    const reply = await ask(mine.id, sql);
    expect(reply.json(), sql).toMatchObject({ error: { code: "query.invalid" } });
  }
});

test("a file that would be formulas in a spreadsheet is none in an answer as CSV", async () => {
  const formula = '=HYPERLINK("http://127.0.0.1")';
  const lines = Array.from(
    { length: 60 },
    (_, minute) => `00:${String(minute).padStart(2, "0")};${formula};${minute % 7}`,
  );
  const { id } = await analysed("status.csv", ["time;status;count", ...lines].join("\n"));
  for (const table of ["status", "status_rows", "hourly_comparison"]) {
    const { payload } = await ask(id, `SELECT * FROM ${table}`, "csv");
    const cells = payload.split(/[\n,]/).map((cell) => cell.replace(/^"/, ""));
    expect(cells.filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
    expect(payload).toContain("HYPERLINK");
  }
});
