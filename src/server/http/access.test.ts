import { afterEach, describe, expect, test } from "vitest";
import {
  type ProductOptions,
  type ProductWithoutPort,
  startWithoutPort,
} from "../../../test/support/product-without-port.ts";

const TOKEN = "a-token-of-some-length";

const open: ProductWithoutPort[] = [];
afterEach(async () => {
  for (const served of open.splice(0)) await served.close();
});

async function serve(options: ProductOptions = {}) {
  const served = await startWithoutPort(options);
  open.push(served);
  const ask = async (
    method: "GET" | "POST" | "HEAD" | "OPTIONS",
    url: string,
    headers: Record<string, string> = {},
    payload?: string,
  ) => {
    const request = { method, url, headers: { host: "127.0.0.1:4800", ...headers } };
    const reply = await served.app.inject(payload === undefined ? request : { ...request, payload });
    const error = reply.payload.startsWith('{"error"') ? (JSON.parse(reply.payload) as ErrorBody).error.code : null;
    return { code: reply.statusCode, error, headers: reply.headers, text: reply.payload };
  };
  return { ask, served };
}

interface ErrorBody {
  error: { code: string };
}

const guarded = ["/v1/overview", "/v1/history", "/v1/incidents", "/v1/deliveries", "/metrics", "/openapi.json"];

describe("with a token", () => {
  test.each(guarded)("%s wants it", async (url) => {
    const { ask } = await serve({ token: TOKEN });
    expect(await ask("GET", url)).toMatchObject({ code: 401, error: "access.token-missing" });
    const wrong = { authorization: "Bearer another-token" };
    expect(await ask("GET", url, wrong)).toMatchObject({ code: 401, error: "access.token-wrong" });
    expect(await ask("GET", url, { authorization: `Bearer ${TOKEN}` })).toMatchObject({ code: 200 });
    expect(await ask("GET", url, { authorization: `bearer  ${TOKEN}` })).toMatchObject({ code: 200 });
  });

  test("transactions are not taken without it", async () => {
    const { ask, served } = await serve({ token: TOKEN });
    const record = '{"status":"denied"}';
    expect(await ask("POST", "/v1/transactions", {}, record)).toMatchObject({ code: 401 });
    expect(await ask("POST", "/v1/transactions", { authorization: "Basic abc" }, record)).toMatchObject({ code: 401 });
    const before = served.running.pipeline.journal.next;
    expect(await ask("POST", "/v1/transactions", { authorization: `Bearer ${TOKEN}` }, record)).toMatchObject({
      code: 200,
    });
    expect(served.running.pipeline.journal.next).toBe(before + 1);
  });

  test.each(["/%76%31/overview", "/v%31/overview", "/%6detrics", "http://elsewhere/v1/overview", "/openapi%2ejson"])(
    "an address written in another way, %s, is no way around it",
    async (url) => {
      const { ask } = await serve({ token: TOKEN });
      expect((await ask("GET", url)).code).toBe(401);
    },
  );

  test("whether the server is up is told to everyone, whatever name it was asked by", async () => {
    const { ask } = await serve({ token: TOKEN });
    expect((await ask("GET", "/health", { host: "monitor.example.com" })).code).toBe(200);
  });

  test("signing in gives a cookie that opens everything and does not hold the token", async () => {
    const { ask } = await serve({ token: TOKEN });
    const reply = await ask(
      "POST",
      "/v1/sign-in",
      { "content-type": "application/json" },
      JSON.stringify({ token: TOKEN }),
    );
    expect(reply).toMatchObject({ code: 204, text: "" });
    const cookie = String(reply.headers["set-cookie"]);
    expect(cookie).toMatch(/^smokewatch_token=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    expect(cookie).not.toContain(TOKEN);
    const [pair = ""] = cookie.split(";");
    expect((await ask("GET", "/v1/overview", { cookie: pair })).code).toBe(200);
    expect((await ask("GET", "/v1/overview", { cookie: `theme=dark; ${pair}; other=1` })).code).toBe(200);
    const forged = `smokewatch_token=${"0".repeat(64)}`;
    expect(await ask("GET", "/v1/overview", { cookie: forged })).toMatchObject({
      code: 401,
      error: "access.token-wrong",
    });
    expect(await ask("GET", "/v1/overview", { cookie: `x${pair}` })).toMatchObject({ code: 401 });
  });

  test.each([
    ['{"token":"another-token"}', 401, "access.token-wrong"],
    ['{"token":""}', 401, "access.token-wrong"],
    ['{"token":7}', 400, "request.invalid"],
    ["{}", 400, "request.invalid"],
    ["null", 400, "request.invalid"],
    ["not JSON", 400, "request.invalid"],
  ])("signing in with %s does not work", async (body, code, error) => {
    const { ask } = await serve({ token: TOKEN });
    const reply = await ask("POST", "/v1/sign-in", {}, body);
    expect(reply).toMatchObject({ code, error });
    expect(reply.headers["set-cookie"]).toBeUndefined();
  });

  test("neither the token nor a guess at it is logged", async () => {
    const { ask, served } = await serve({ token: TOKEN });
    await ask("POST", "/v1/sign-in", {}, '{"token":"a-guess-at-it"}');
    await ask("GET", "/v1/overview", { authorization: "Bearer a-guess-at-it" });
    await ask("GET", "/v1/overview", { authorization: `Bearer ${TOKEN}` });
    expect(served.logged()).toContain("access.token-wrong");
    expect(served.logged()).not.toMatch(/a-guess-at-it|a-token-of/);
  });
});

describe("without a token", () => {
  test.each(["localhost", "localhost:4800", "127.0.0.1", "127.0.0.1:80", "127.1.2.3:4800", "[::1]", "[::1]:4800"])(
    "the server answers to %s",
    async (host) => {
      const { ask } = await serve();
      expect((await ask("GET", "/v1/overview", { host })).code).toBe(200);
    },
  );

  test.each([
    "evil.example.com",
    "localhost.evil.example.com:4800",
    "127.0.0.1.evil.example.com",
    "10.0.0.1",
    "127.0.0.1:",
  ])("a page that calls this machine %j is kept out", async (host) => {
    const { ask } = await serve();
    for (const url of ["/v1/overview", "/health", "/", "/v1/live"]) {
      expect(await ask("GET", url, { host })).toMatchObject({ code: 403, error: "request.foreign-origin" });
    }
  });
});

describe("a web page of another origin", () => {
  const record = '{"status":"denied"}';

  test.each(["https://evil.example.com", "http://127.0.0.1:9999", "null", "http://localhost:4800"])(
    "%s may not post, with or without a token",
    async (origin) => {
      for (const options of [{}, { token: TOKEN }]) {
        const { ask } = await serve(options);
        const headers = { origin, authorization: `Bearer ${TOKEN}` };
        const reply = await ask("POST", "/v1/transactions", headers, record);
        expect(reply).toMatchObject({ code: 403, error: "request.foreign-origin" });
      }
    },
  );

  test("is told apart from the own one and from a program", async () => {
    const { ask } = await serve();
    expect((await ask("POST", "/v1/transactions", { origin: "http://127.0.0.1:4800" }, record)).code).toBe(200);
    expect((await ask("POST", "/v1/transactions", {}, record)).code).toBe(200);
  });

  test("gets no leave to read", async () => {
    const { ask } = await serve();
    const reply = await ask("GET", "/v1/overview", { origin: "https://evil.example.com" });
    expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
  });
});
