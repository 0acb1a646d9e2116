import { gunzipSync } from "node:zlib";
import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

let product: ServedProduct;

beforeAll(async () => {
  product = await serveProduct(1);
});
afterAll(() => product.stop());

async function bodyOf(
  address: string,
  encoding: string,
): Promise<{ headers: IncomingMessage["headers"]; body: Buffer }> {
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${product.url}/${address}`, { headers: { "accept-encoding": encoding } }, resolve).on("error", reject);
  });
  const parts: Buffer[] = [];
  for await (const part of reply) parts.push(part as Buffer);
  return { headers: reply.headers, body: Buffer.concat(parts) };
}

test("the dashboard's files come compressed to those who can read that, and plain to others", async () => {
  const page = await bodyOf("", "identity");
  expect(page.headers["content-encoding"]).toBeUndefined();
  const [, script = ""] = /src="\.\/(assets\/index-[\w-]+\.js)"/.exec(page.body.toString()) ?? [];
  const [plain, packed] = await Promise.all([bodyOf(script, "identity"), bodyOf(script, "gzip, deflate, br")]);
  expect(packed.headers).toMatchObject({
    "content-encoding": "gzip",
    vary: expect.stringMatching(/accept-encoding/i) as string,
  });
  expect(packed.headers["content-type"]).toContain("javascript");
  expect(packed.headers["content-security-policy"]).toBeDefined();
  expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
  expect(packed.body.length).toBeLessThan(plain.body.length / 2);
  expect(gunzipSync((await bodyOf("", "gzip")).body).equals(page.body)).toBe(true);
});
