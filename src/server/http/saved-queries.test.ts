import Type from "typebox";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bodyOf, NOON, type ProductWithoutPort, startWithoutPort } from "../../../test/support/product-without-port.ts";
import { SavedQuery } from "../../core/model/saved-query.ts";

const Queries = Type.Object({ queries: Type.Array(SavedQuery) });
const wanted = { name: "failures", sql: "SELECT 1", by: "Ana", via: "dashboard" };

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort();
});
afterEach(() => served.close());

function ask(method: "POST" | "PUT" | "DELETE" | "GET", url: string, payload?: object) {
  const body = payload === undefined ? {} : { payload };
  return served.app.inject({ method, url, headers: { host: "localhost" }, ...body });
}

async function listed(): Promise<SavedQuery[]> {
  return bodyOf(Queries, (await ask("GET", "/v1/queries")).payload).queries;
}

describe("a saved query", () => {
  test("is kept with who saved it, and found by its address", async () => {
    const query = bodyOf(SavedQuery, (await ask("POST", "/v1/queries", wanted)).payload);
    expect(query).toMatchObject({ name: "failures", sql: "SELECT 1", parameters: {}, view: null, by: "Ana" });
    expect(query.savedAt).toBe(NOON);
    expect(await listed()).toEqual([query]);
    expect((await ask("GET", `/v1/queries/${query.id}`)).json()).toEqual(query);
  });

  test("can be changed in its place, and deleted", async () => {
    const { id } = bodyOf(SavedQuery, (await ask("POST", "/v1/queries", wanted)).payload);
    const change = { name: "denials", sql: "SELECT {n:UInt8}", parameters: { n: "7" }, view: "bars", by: "Bia" };
    const changed = bodyOf(SavedQuery, (await ask("PUT", `/v1/queries/${id}`, change)).payload);
    expect(changed).toMatchObject({ id, name: "denials", parameters: { n: "7" }, view: "bars", by: "Bia" });
    expect(await listed()).toEqual([changed]);
    expect((await ask("DELETE", `/v1/queries/${id}`, { by: "Bia" })).statusCode).toBe(200);
    expect(await listed()).toEqual([]);
  });

  test.each([
    ["GET", undefined],
    ["PUT", wanted],
    ["DELETE", {}],
  ] as const)("that is not there is told: %s", async (method, payload) => {
    const answer = await ask(method, "/v1/queries/q-none", payload);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ error: { code: "query.not-found" } });
  });

  test.each([
    ["without a name", { ...wanted, name: " " }],
    ["without a text", { ...wanted, sql: "" }],
    ["with a parameter that is no name", { ...wanted, parameters: { "1 x": "7" } }],
    ["with a field nobody knows", { ...wanted, colour: "red" }],
    ["with a card number", { ...wanted, sql: "SELECT '4111111111111111'" }],
  ])("is refused %s", async (_, payload) => {
    const answer = await ask("POST", "/v1/queries", payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.payload).not.toContain("4111");
    expect(await listed()).toEqual([]);
  });
});

describe("GET /v1/schema without a store", () => {
  test("says why nothing can be asked", async () => {
    const answer = await ask("GET", "/v1/schema");
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      state: "absent",
      trouble: "this server keeps no store; set store to chdb or clickhouse",
      tables: [],
      functions: [],
      limits: null,
    });
  });
});
