import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ProductWithoutPort, startWithoutPort } from "../../../test/support/product-without-port.ts";
import { until } from "../../../test/support/started-store.ts";

let started: ProductWithoutPort;

beforeAll(async () => {
  started = await startWithoutPort({ store: "chdb" });
  const { store } = started.running.product;
  await until(
    () => store.state === "ready",
    30_000,
    () => `${store.state}: ${store.trouble}`,
  );
});
afterAll(() => started.close());

const ask = (body: string | object, headers: Record<string, string> = {}) =>
  started.app.inject({
    method: "POST",
    url: "/v1/query",
    payload: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", host: "localhost", ...headers },
  });

describe("POST /v1/query", () => {
  test("answers SQL, as it is or in JSON with parameters", async () => {
    const plain = await ask("SELECT 1 AS one");
    expect(plain.statusCode).toBe(200);
    expect(plain.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(plain.json()).toMatchObject({ columns: [{ name: "one", type: "UInt8" }], rows: [[1]], truncated: false });
    const asked = await ask({ sql: "SELECT {n:UInt8} + 1 AS n", parameters: { n: 41 }, format: "ndjson" });
    expect(asked.body).toBe('{"n":42}\n');
  });

  test.each([
    ["text/csv", '"a"\n1\n', "text/csv; charset=utf-8"],
    ["application/x-ndjson", '{"a":1}\n', "application/x-ndjson; charset=utf-8"],
  ])("goes by the Accept header: %s", async (accept, body, contentType) => {
    const answer = await ask("SELECT 1 AS a", { accept });
    expect(answer.body).toBe(body);
    expect(answer.headers["content-type"]).toBe(contentType);
  });

  test.each([
    ["query.invalid", 400, "SELEC 1"],
    ["query.invalid", 400, "DROP TABLE minutes"],
    ["query.too-costly", 422, "SELECT length(groupArray(number)) FROM numbers(1e9)"],
    ["request.invalid", 400, '{"sql": 1}'],
    ["request.invalid", 400, "{no json"],
  ])("refuses with %s", async (code, status, body) => {
    const answer = await ask(body);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ error: { code, retry: false } });
  });

  test("says where the fault lies, when it can be said", async () => {
    expect((await ask("SELECT 1,\n  nothing")).json()).toMatchObject({ error: { place: { line: 2, column: 3 } } });
    expect((await ask("DROP TABLE minutes")).json()).not.toHaveProperty("error.place");
  });

  test("says that there is no store where there is none", async () => {
    const without = await startWithoutPort();
    const answer = await without.app.inject({
      method: "POST",
      url: "/v1/query",
      payload: "SELECT 1",
      headers: { host: "localhost" },
    });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ error: { code: "store.unavailable", retry: true } });
    await without.close();
  });
});
