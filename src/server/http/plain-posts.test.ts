import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { entriesOf } from "../../../test/support/entries-of.ts";
import { type ProductWithoutPort, startWithoutPort } from "../../../test/support/product-without-port.ts";

const TOKEN = "a-token-of-some-length";

interface Sent {
  url?: string;
  headers?: Record<string, string>;
  body: string;
}

let served: ProductWithoutPort;
let port: number;
/** Requests over the port that the web framework answered. */
let handedOn: number;

async function serve(token?: string): Promise<void> {
  served = await startWithoutPort({ maxBodyBytes: 2000, ...(token === undefined ? {} : { token }) });
  handedOn = 0;
  served.app.addHook("onSend", (asked, _reply, payload, done) => {
    if (asked.headers["user-agent"] !== "lightMyRequest") handedOn++;
    done(null, payload);
  });
  port = Number(new URL(await served.app.listen({ port: 0, host: "127.0.0.1" })).port);
}

beforeEach(() => serve());
afterEach(() => served.close());

function headersOf({ headers = {} }: Sent): Record<string, string> {
  return { host: "127.0.0.1", "content-type": "application/json", ...headers };
}

function told(status: number | undefined, headers: IncomingHttpHeaders, text: string) {
  const { date: _date, connection: _connection, "keep-alive": _keepAlive, ...rest } = headers;
  return { status, headers: rest, text };
}

/** What the web framework answers. */
async function injected(sent: Sent) {
  const { url = "/v1/transactions", body: payload } = sent;
  const reply = await served.app.inject({ method: "POST", url, headers: headersOf(sent), payload });
  return told(reply.statusCode, reply.headers as IncomingHttpHeaders, reply.payload);
}

async function posted(sent: Sent) {
  const { url: path = "/v1/transactions", body } = sent;
  const length = { "content-length": String(Buffer.byteLength(body)) };
  const asked = request({ port, host: "127.0.0.1", method: "POST", path, headers: { ...length, ...headersOf(sent) } });
  asked.end(body);
  const [reply] = (await once(asked, "response")) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of reply) parts.push(part as Buffer);
  return told(reply.statusCode, reply.headers, Buffer.concat(parts).toString("utf8"));
}

const record = '{"status":"denied","issuer":"Itaú"}';

test.each<[string, Sent]>([
  ["one record", { body: record }],
  ["an array", { body: `[${record},${record}]` }],
  ["lines", { body: `${record}\n${record}\n`, headers: { "content-type": "application/x-ndjson" } }],
  ["a table", { body: "status,F1\ndenied,6\n", headers: { "content-type": "text/csv; charset=utf-8" } }],
  ["some that is refused", { body: `[${record},{"status":"odd"}]` }],
  ["nothing that is good", { body: '{"status":"4111111111111111"}' }],
  ["what is not JSON", { body: '{"status":' }],
  ["no record", { body: "[]" }],
])("of %s the answer is that of the web framework, which does not see it", async (_name, sent) => {
  const answer = await posted(sent);
  expect(handedOn).toBe(0);
  expect(answer).toEqual(await injected(sent));
  const [first, second] = entriesOf(served.running.pipeline.journal).filter(({ kind }) => kind === "transactions");
  expect(first).toEqual(second);
});

test.each<[string, Sent]>([
  ["an empty body", { body: "" }],
  ["a body that is too large", { body: JSON.stringify(Array.from({ length: 200 }, () => ({ status: "denied" }))) }],
  ["a date", { url: "/v1/transactions?date=2026-03-01", body: record }],
  ["a date that is none", { url: "/v1/transactions?date=soon", body: record }],
  ["a name for the body", { body: record, headers: { "idempotency-key": "one" } }],
  ["a compressed body", { body: record, headers: { "content-encoding": "gzip" } }],
  ["another type", { body: record, headers: { "content-type": "image/png" } }],
  ["a type that is none", { body: record, headers: { "content-type": "json" } }],
  ["another origin", { body: record, headers: { origin: "http://elsewhere.example" } }],
  ["another host", { body: record, headers: { host: "elsewhere.example" } }],
  ["another address", { url: "/v1/transaction", body: record }],
])("with %s it is left to the web framework", async (_name, sent) => {
  const { headers, ...answer } = await posted(sent);
  expect(handedOn).toBe(1);
  const wanted = await injected(sent);
  if (answer.status === 200) expect(wanted.status).toBe(200);
  else expect(answer).toEqual({ status: wanted.status, text: wanted.text });
  expect(headers["content-security-policy"]).toBe(wanted.headers["content-security-policy"]);
});

test("a token is wanted of it", async () => {
  await served.close();
  await serve(TOKEN);
  expect(await posted({ body: record })).toMatchObject({ status: 401 });
  expect(await posted({ body: record, headers: { authorization: "Bearer another" } })).toMatchObject({ status: 401 });
  expect(handedOn).toBe(2);
  const headers = { authorization: `Bearer ${TOKEN}` };
  expect(await posted({ body: record, headers })).toMatchObject({ status: 200 });
  expect(handedOn).toBe(2);
});

test("when the journal takes nothing more it is told so, logged, and counted", async () => {
  await served.running.pipeline.sequencer.close();
  const answer = await posted({ body: record });
  expect(handedOn).toBe(0);
  expect(answer).toEqual(await injected({ body: record }));
  expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
  expect(served.logged().match(/server\.stopping/g)).toHaveLength(2);
  expect(Array.from(served.running.product.intake.answers())).toEqual([{ status: 503, count: 2 }]);
});

test("a client that goes away in the middle leaves nothing behind", async () => {
  const headers = { ...headersOf({ body: "" }), "content-length": "100" };
  const asked = request({ port, host: "127.0.0.1", method: "POST", path: "/v1/transactions", headers });
  const gone = once(asked, "error");
  asked.write(record);
  await once(served.app.server, "request");
  asked.destroy(new Error("gone"));
  await gone;
  expect(await posted({ body: record })).toMatchObject({ status: 200 });
  expect(entriesOf(served.running.pipeline.journal).filter(({ kind }) => kind === "transactions")).toHaveLength(1);
});
