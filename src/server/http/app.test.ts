import { once } from "node:events";
import { type IncomingMessage, request as requestTo } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { pipeline, Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import Type from "typebox";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bodyOf, type ProductWithoutPort, startWithoutPort } from "../../../test/support/product-without-port.ts";

const host = "127.0.0.1";

interface Operation {
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; schema: object }[];
  responses?: Record<string, { description?: string }>;
}

interface OpenApi {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  tags: { name: string }[];
}

const Refused = Type.Object(
  {
    error: Type.Object(
      { code: Type.String(), message: Type.String({ minLength: 10 }), retry: Type.Boolean() },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort();
});
afterEach(async () => {
  await served.close();
});

/** Method and address of every route, as the web server itself knows them. */
function routesOf(): string[] {
  const lines = served.app.printRoutes({ commonPrefix: false }).split("\n");
  const trail: string[] = [];
  return lines.flatMap((line) => {
    const [, indent = "", segment = "", methods] = /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    const depth = indent.length / 4;
    trail.length = depth;
    trail.push(segment);
    return (methods ?? "").split(", ").flatMap((method) => (method === "" ? [] : [`${method} ${trail.join("")}`]));
  });
}

describe("/openapi.json", () => {
  const description = async (): Promise<OpenApi> => {
    const reply = await served.app.inject({ url: "/openapi.json", headers: { host } });
    expect(reply.headers["content-type"]).toMatch(/^application\/json/);
    return JSON.parse(reply.payload) as OpenApi;
  };

  test("is OpenAPI 3.1 and speaks of this version", async () => {
    const { openapi, info } = await description();
    expect(openapi).toMatch(/^3\.1\./);
    expect(info).toMatchObject({ title: "Smokewatch", version: served.running.product.version });
  });

  test("lists every route but itself", async () => {
    const { paths } = await description();
    const listed = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
    );
    const routes = routesOf().filter((route) => route !== "GET /openapi.json");
    expect(routes).toContain("POST /v1/transactions");
    expect(routes).toContain("GET /v1/deliveries/:id/rendered");
    expect(listed.toSorted()).toEqual(routes.toSorted());
  });

  test("says of each what it does, where it belongs and what it answers, and defines what it refers to", async () => {
    const all = await description();
    const tags = new Set(all.tags.map(({ name }) => name));
    for (const [path, operations] of Object.entries(all.paths)) {
      for (const operation of Object.values(operations)) {
        expect(operation.summary, path).toMatch(/\S/);
        expect(
          operation.tags?.every((tag) => tags.has(tag)),
          path,
        ).toBe(true);
        expect(Object.keys(operation.responses ?? {}).length, path).toBeGreaterThan(0);
        for (const reply of Object.values(operation.responses ?? {})) expect(reply.description, path).toBeDefined();
        const inPath = (operation.parameters ?? [])
          .filter((parameter) => parameter.in === "path")
          .map(({ name }) => name);
        expect(inPath, path).toEqual(Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name));
      }
    }
    const text = JSON.stringify(all);
    for (const [, pointer = ""] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = pointer.split("/").reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], all);
      expect(target, pointer).toBeDefined();
    }
  });
});

describe("every reply", () => {
  test.each(["/v1/overview", "/health", "/metrics", "/openapi.json", "/gone", "/v1/incidents/0"])(
    "of %s carries the security headers",
    async (url) => {
      const { headers } = await served.app.inject({ url, headers: { host } });
      expect(headers["content-security-policy"]).toContain("default-src 'self'");
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["content-security-policy"]).not.toMatch(/unsafe-eval|script-src/);
      expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
      expect(headers["x-powered-by"]).toBeUndefined();
    },
  );
});

describe("an address that nobody knows", () => {
  test.each([
    ["GET", "/gone"],
    ["GET", "/v1/transactions"],
    ["POST", "/v1/overview"],
    ["DELETE", "/v1/incidents/1"],
    ["GET", "/../../etc/passwd"],
    ["GET", "/v1/"],
  ] as const)("is told as JSON: %s %s", async (method, url) => {
    const reply = await served.app.inject({ method, url, headers: { host } });
    expect(reply.statusCode).toBe(404);
    expect(bodyOf(Refused, reply.payload).error.code).toBe("address.unknown");
  });

  test("is named, without its question", async () => {
    const reply = await served.app.inject({ url: "/v1/gone?token=secret", headers: { host } });
    expect(bodyOf(Refused, reply.payload).error).toMatchInlineSnapshot(`
      {
        "code": "address.unknown",
        "message": "nothing answers GET /v1/gone; /openapi.json lists what does",
        "retry": false,
      }
    `);
    expect(served.logged()).not.toContain("secret");
  });
});

describe("a fault on our side", () => {
  test("is logged with its details, and told without them", async () => {
    served.app.get("/v1/broken", () => {
      throw new Error("the inner secret");
    });
    const reply = await served.app.inject({ url: "/v1/broken", headers: { host } });
    expect(reply.statusCode).toBe(500);
    expect(bodyOf(Refused, reply.payload).error).toMatchInlineSnapshot(`
      {
        "code": "server.fault",
        "message": "a fault on our side; the log has the details",
        "retry": false,
      }
    `);
    expect(reply.payload).not.toContain("inner secret");
    expect(served.logged()).toContain("the inner secret");
  });
});

describe("the end of the server", () => {
  test("waits for nobody who only opened a connection", async () => {
    await served.app.listen({ host, port: 0 });
    const { port } = served.app.server.address() as AddressInfo;
    const socket = connect(port, host);
    const closed = once(socket, "close");
    await once(served.app.server, "connection");
    await served.app.close();
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});

describe("a body of 50 MB from outside", () => {
  test.each(["with its length", "in chunks"])("gets an answer that says why, sent %s", async (how) => {
    await served.app.listen({ host, port: 0 });
    const { port } = served.app.server.address() as AddressInfo;
    const piece = new Uint8Array(1024 * 1024).fill(32);
    const headers = how === "in chunks" ? {} : { "content-length": 50 * piece.length };
    const request = requestTo(`http://${host}:${port}/v1/transactions`, { method: "POST", headers });
    request.on("error", () => undefined);
    const replied = once(request, "response") as Promise<[IncomingMessage]>;
    pipeline(Readable.from(Array.from({ length: 50 }, () => piece)), request, () => undefined);
    const [reply] = await replied;
    expect(reply.statusCode).toBe(413);
    expect(bodyOf(Refused, await textOf(reply)).error.code).toBe("request.too-large");
  });
});
