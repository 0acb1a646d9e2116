import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  bodyOf,
  learnSteadyHour,
  NOON,
  type ProductOptions,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import { entriesOf } from "../../../test/support/entries-of.ts";
import type { JournalEntry } from "../../core/model/journal-entry.ts";
import { Recommendation } from "../../core/model/recommendation.ts";
import type { Transaction } from "../../core/model/transaction.ts";

const VISA = "4111111111111111";
const MINUTE_MS = 60_000;

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort();
});
afterEach(async () => {
  await served.close();
});

async function serveWith(options: ProductOptions): Promise<void> {
  await served.close();
  served = await startWithoutPort(options);
}

/** Posts a body as it is, or a value as JSON. */
async function post(body: unknown, type = "application/json", question = "", headers: Record<string, string> = {}) {
  const payload = typeof body === "string" || body instanceof Buffer ? body : JSON.stringify(body);
  const reply = await served.app.inject({
    method: "POST",
    url: `/v1/transactions${question}`,
    headers: { host: "127.0.0.1", "content-type": type, ...headers },
    payload,
  });
  const { status, error } = JSON.parse(reply.payload) as { status?: string; error?: Record<string, unknown> };
  return { code: reply.statusCode, text: reply.payload, error: error ?? {}, status, headers: reply.headers };
}

/** Posts something of which at least a part is good; the answer keeps to its schema. */
async function answerTo(...sent: Parameters<typeof post>): Promise<Recommendation> {
  const { code, text } = await post(...sent);
  expect(code, text).toBe(200);
  return bodyOf(Recommendation, text);
}

/** Posts something of which nothing is good; the answer keeps to its schema all the same. */
async function refusalsOf(...sent: Parameters<typeof post>): Promise<Recommendation["refusals"]> {
  const { code, text, error } = await post(...sent);
  expect(code, text).toBe(400);
  expect(error["code"]).toBe("transaction.all-refused");
  return bodyOf(Recommendation, text).refusals;
}

function kept(): Transaction[] {
  const entries = entriesOf(served.running.pipeline.journal);
  const isTransactions = (entry: JournalEntry) => entry.kind === "transactions";
  return entries.filter(isTransactions).flatMap(({ records }) => [...records]);
}

describe("POST /v1/transactions takes", () => {
  test("one record", async () => {
    const answer = await answerTo({ status: "denied" });
    expect(answer).toEqual({
      recommendation: "ok",
      accepted: 1,
      refused: 0,
      late: 0,
      duplicates: 0,
      alerts: [],
      refusals: [],
      warnings: [],
    });
    expect(kept()).toEqual([{ at: NOON, status: "denied", count: 1 }]);
  });

  test("one record as the monitoring table of a minute has it", async () => {
    await answerTo({ time: "2026-03-02 11:58:00", status: "denied", F1: 6 });
    expect(kept()).toEqual([{ at: NOON - 2 * MINUTE_MS, status: "denied", count: 6, isTally: true }]);
  });

  test("an array", async () => {
    const answer = await answerTo([
      { status: "approved", count: 3 },
      { status: "denied", issuer: "aurora" },
    ]);
    expect(answer.accepted).toBe(2);
    expect(kept().map(({ status, count }) => [status, count])).toEqual([
      ["approved", 3],
      ["denied", 1],
    ]);
  });

  test.each(["application/x-ndjson", "application/ndjson", "application/json"])("NDJSON sent as %s", async (type) => {
    const answer = await answerTo('{"status":"approved"}\n\n{"status":"denied","n":2}\r\n', type);
    expect(answer.accepted).toBe(2);
    expect(kept().map(({ count }) => count)).toEqual([1, 2]);
  });

  test.each([",", ";", "\t"])("CSV with %j between the columns", async (separator) => {
    const rows = [
      ["time", "status", "count"],
      ["11h 58", "denied", "6"],
      ["11h 59", "approved", "0"],
    ];
    const body = rows.map((row) => row.join(separator)).join("\n");
    const answer = await answerTo(body, "text/csv", "?date=2026-03-02");
    expect(answer).toMatchObject({ accepted: 2, warnings: [] });
    expect(kept()).toEqual([
      { at: NOON - 2 * MINUTE_MS, status: "denied", count: 6, isTally: true },
      { at: NOON - MINUTE_MS, status: "approved", count: 0, isTally: true },
    ]);
  });

  test("a time without a date, taken for the last such time and said to be", async () => {
    const answer = await answerTo({ time: "11h 59", status: "denied", count: 1 });
    expect(answer.warnings).toEqual([
      "1 record has a time without a date; taken as the latest such time that is not in the future",
    ]);
  });

  test("all fields: amount, id and every dimension", async () => {
    const record = { status: "approved", amount: 1250, id: "t-1", issuer: "aurora", mcc: 5411, auth_code: "00" };
    await answerTo(record);
    expect(kept()).toEqual([
      {
        at: NOON,
        status: "approved",
        count: 1,
        amountMinor: 1250,
        id: "t-1",
        dimensions: { issuer: "aurora", mcc: "5411", auth_code: "00" },
      },
    ]);
  });

  test("a body without a content type, or with one that says nothing, by what it looks like", async () => {
    const reply = await served.app.inject({
      method: "POST",
      url: "/v1/transactions",
      headers: { host: "localhost" },
      payload: Buffer.from('{"status":"denied"}'),
    });
    expect(reply.statusCode, reply.payload).toBe(200);
    expect((await answerTo("status,count\ndenied,2\n", "application/octet-stream")).accepted).toBe(1);
    expect((await answerTo("status,count\ndenied,2\n", "text/plain; charset=utf-8")).accepted).toBe(1);
  });
});

describe("POST /v1/transactions refuses", () => {
  test.each([
    ["an unknown dimension", { status: "denied", planet: "mars" }, "planet", "mars"],
    ["a negative count", { status: "denied", count: -1 }, "count", "-1"],
    ["a fractional count", { status: "denied", F1: 1.5 }, "F1", "1.5"],
    ["a count in words", { status: "denied", n: "many" }, "n", "many"],
    ["a status that is not configured", { status: "exploded" }, "status", "exploded"],
    ["a record without a status", { count: 3 }, "status", "nothing"],
    ["a time that is none", { status: "denied", time: "teatime" }, "time", "teatime"],
    ["an amount in whole currency", { status: "denied", amount: 12.5 }, "amount", "12.5"],
    ["a record that is no object", 7, "record", "7"],
  ])("%s, with index, field, what was expected and what came", async (_name, record, field, got) => {
    const { text, code } = await post([{ status: "approved" }, record]);
    expect(code).toBe(200);
    const { accepted, refused, refusals } = bodyOf(Recommendation, text);
    expect([accepted, refused]).toEqual([1, 1]);
    expect(refusals).toEqual([{ index: 1, field, expected: expect.any(String), got }]);
    expect(kept()).toHaveLength(1);
  });

  test("a time far in the future, and allows a clock that runs a little fast", async () => {
    const at = (ms: number) => new Date(NOON + ms).toISOString();
    const answer = await answerTo([
      { status: "denied", time: at(4 * MINUTE_MS) },
      { status: "denied", time: at(6 * MINUTE_MS) },
      { status: "denied", time: at(400 * 86_400_000) },
    ]);
    expect(answer.refusals.map(({ index, field }) => [index, field])).toEqual([
      [1, "time"],
      [2, "time"],
    ]);
    expect(answer.refusals[0]?.expected).toBe("a time that is not more than 5 minutes ahead");
  });

  test("broken JSON in line 700, and keeps the other lines", async () => {
    const lines = Array.from({ length: 1000 }, () => '{"status":"approved","issuer":"aurora"}');
    lines[699] = '{"status":"approved","issuer":}';
    const answer = await answerTo(lines.join("\n"), "application/x-ndjson");
    expect(answer).toMatchObject({ accepted: 999, refused: 1 });
    expect(answer.refusals).toEqual([
      { index: 699, line: 700, field: "record", expected: "JSON", got: "a fault at column 31: }" },
    ]);
    expect(kept()).toHaveLength(999);
  });

  test("a row of CSV with a column too many, with its line", async () => {
    const answer = await answerTo("status,count\ndenied,1\ndenied,1,1\n", "text/csv");
    expect(answer.refusals).toEqual([
      { index: 1, line: 3, field: "record", expected: "2 fields, as the first line has", got: "3: denied,1,1" },
    ]);
  });

  test("a table without a header, once, and says what it should have had", async () => {
    const refusals = await refusalsOf("aurora,5\nborealis,6\n", "text/csv");
    expect(refusals).toMatchObject([{ index: 0, line: 1, field: "header" }]);
  });

  test("all of many and tells of the first hundred", async () => {
    const { text, code, error } = await post(Array.from({ length: 250 }, () => ({ status: "?" })));
    expect(code).toBe(400);
    expect(error).toEqual({
      code: "transaction.all-refused",
      message: "none of 250 records was accepted; see refusals",
      retry: false,
    });
    const { refused, refusals } = bodyOf(Recommendation, text);
    expect([refused, refusals.length]).toEqual([250, 100]);
  });

  test("JSON that ends too early, with its place", async () => {
    const refusals = await refusalsOf('[{"status":"denied"},\n{"status":');
    expect(refusals).toEqual([
      { index: 0, field: "record", expected: "JSON", got: "JSON that ends too early, at line 2, column 11" },
    ]);
  });

  test.each(["", " \n\t\n"])("an empty body such as %j", async (body) => {
    const refusals = await refusalsOf(body);
    expect(refusals).toEqual([{ index: 0, field: "record", expected: "at least one record", got: "an empty body" }]);
  });

  test.each([
    ["[]", "application/json"],
    ["status,count\n", "text/csv"],
  ])("a body that holds no record: %j", async (body, type) => {
    const { code, error } = await post(body, type);
    expect(code).toBe(400);
    expect(error["code"]).toBe("transaction.none");
    expect(error["message"]).toMatchInlineSnapshot(
      `"the body holds no transaction; expected one record such as {"status":"denied","count":6}, an array of them, NDJSON or CSV"`,
    );
  });

  test("a date that is none", async () => {
    const { code, error } = await post({ status: "denied" }, "application/json", "?date=yesterday");
    expect(code).toBe(400);
    expect(error).toMatchObject({ code: "request.invalid", retry: false });
    const refusals = await refusalsOf({ status: "denied", time: "00h 01" }, "application/json", "?date=2026-02-30");
    expect(refusals).toMatchObject([{ index: 0, field: "time", got: "00h 01" }]);
  });

  test.each(["application/xml", "image/png", "multipart/form-data; boundary=x"])("a body of type %s", async (type) => {
    const reply = await served.app.inject({
      method: "POST",
      url: "/v1/transactions",
      headers: { host: "127.0.0.1", "content-type": type },
      payload: "<status>denied</status>",
    });
    expect(reply.statusCode).toBe(415);
    expect(reply.payload).toContain("send application/json, application/x-ndjson or text/csv");
  });

  test.each(["gzip", "deflate", "br", "x-unheard"])("a body packed with %s", async (encoding) => {
    const reply = await served.app.inject({
      method: "POST",
      url: "/v1/transactions",
      headers: { host: "127.0.0.1", "content-type": "application/json", "content-encoding": encoding },
      payload: Buffer.from([0x1f, 0x8b, 8, 0, 0, 255, 254]),
    });
    expect(reply.statusCode).toBe(415);
    expect(JSON.parse(reply.payload)).toEqual({
      error: {
        code: "request.unsupported-type",
        message: `content-encoding ${encoding} is not understood; send the body as it is`,
        retry: false,
      },
    });
  });

  test("a content type that is not even one", async () => {
    const { code, error } = await post("{}", "nonsense");
    expect(code).toBe(415);
    expect(error).toMatchObject({ code: "request.unsupported-type" });
  });

  test("a body of 50 MB, and goes on", async () => {
    const { code, error } = await post(Buffer.alloc(50 * 1024 * 1024, " "));
    expect(code).toBe(413);
    expect(error).toEqual({
      code: "request.too-large",
      message: "the body is larger than the 16 MB that this server takes; send it in parts, or raise maxBodyMb",
      retry: false,
    });
    expect((await answerTo({ status: "denied" })).accepted).toBe(1);
  });

  test("everything while it stops, and says to come again", async () => {
    await served.running.pipeline.sequencer.close();
    const { code, error, headers } = await post({ status: "denied" });
    expect(code).toBe(503);
    expect(error).toMatchObject({ code: "server.stopping", retry: true });
    expect(headers["retry-after"]).toBe("1");
  });

  test("everything while the journal cannot be written, keeps nothing of it, and says so in its health", async () => {
    const { journal } = served.running.pipeline;
    await journal.close();
    const before = journal.next;
    const { code, error, headers } = await post({ status: "denied" });
    expect([code, headers["retry-after"]]).toEqual([503, "1"]);
    expect(error).toEqual({
      code: "journal.unavailable",
      message: "the journal cannot be written: the journal is closed",
      retry: true,
    });
    expect(journal.next).toBe(before);
    const health = await served.app.inject({ url: "/health", headers: { host: "localhost" } });
    expect(JSON.parse(health.payload)).toMatchObject({ state: "degraded", troubles: [{ part: "journal" }] });
  });

  test.each([
    "{".repeat(50_000),
    "[".repeat(50_000),
    '{"status":"denied","__proto__":{"count":5}}',
    '{"status":{"status":"denied"}}',
    '{"status":"denied","count":1e400}',
    '{"status":"denied","count":null}',
    '{"status":"denied","time":{}}',
    "\u0000\u0001\u0002",
    "null",
    '"denied"',
    'status\n"',
  ])("odd bodies without being harmed: %#", async (body) => {
    expect([200, 400]).toContain((await post(body)).code);
    expect((await answerTo({ status: "denied" })).accepted).toBe(1);
  });
});

describe("POST /v1/transactions and card numbers", () => {
  test.each([
    ["a value", JSON.stringify({ status: "denied", merchant: VISA }), "application/json"],
    ["a value with spaces", JSON.stringify({ status: "denied", id: "4111 1111 1111 1111" }), "application/json"],
    ["a number", `{"status":"denied","amount":${VISA}}`, "application/json"],
    ["a key", JSON.stringify({ status: "denied", [VISA]: 1 }), "application/json"],
    ["a key with a value", JSON.stringify({ status: "denied", pan: VISA }), "application/json"],
    ["something nested", JSON.stringify({ status: "denied", card: { pan: [VISA] } }), "application/json"],
    ["a status", JSON.stringify({ status: VISA }), "application/json"],
    ["a time", JSON.stringify({ status: "denied", time: VISA }), "application/json"],
    ["broken JSON", `{"status":"denied","pan":${VISA}`, "application/json"],
    ["a broken line", `{"status":"denied"}\n{"pan": "${VISA}`, "application/x-ndjson"],
    ["a cell", `status,merchant\ndenied,${VISA}\n`, "text/csv"],
    ["a row too long", `status\ndenied,${VISA}\n`, "text/csv"],
    ["a stray quote", `status\n"${VISA}\n`, "text/csv"],
    ["a header", `status,${VISA}\ndenied,1\n`, "text/csv"],
    ["no header", `${VISA},1\n`, "text/csv"],
  ])("refuses a record with one in %s, and neither repeats, logs nor keeps it", async (_name, body, type) => {
    const { text } = await post(body, type);
    expect(JSON.parse(text)).toMatchObject({ refused: 1 });
    const digits = (from: string) => from.replaceAll(/\D/g, "");
    expect(digits(text)).not.toContain(VISA.slice(0, 10));
    expect(digits(JSON.stringify(kept()))).not.toContain(VISA.slice(0, 10));
    expect(served.logged()).not.toMatch(/4111/);
  });

  test("keeps the records beside it", async () => {
    const answer = await answerTo([{ status: "denied" }, { status: "denied", merchant: VISA }, { status: "denied" }]);
    expect(answer).toMatchObject({ accepted: 2, refused: 1 });
    expect(answer.refusals).toEqual([
      {
        index: 1,
        field: "record",
        expected: "no card numbers, in any field",
        got: "something that looks like a card number (not shown)",
      },
    ]);
  });

  test.each([
    ["GET", `/${VISA}`],
    ["GET", `/v1/history?scope=issuer=${VISA}`],
    ["GET", `/v1/incidents/${VISA}`],
    ["POST", `/v1/transactions?date=${VISA}`],
  ] as const)("does not repeat or log the one in %s %s", async (method, url) => {
    const reply = await served.app.inject({ method, url, headers: { host: "127.0.0.1" } });
    expect(reply.statusCode).toBeGreaterThanOrEqual(400);
    expect(reply.payload).not.toContain(VISA);
    expect(served.logged()).not.toContain(VISA);
  });
});

describe("the recommendation", () => {
  beforeEach(async () => {
    await serveWith({ tickMs: TICK_MS, monitors: [{ name: "all traffic" }, { name: "issuers", by: "issuer" }] });
    await learnSteadyHour(served);
    served.clock.set(NOON + 8000);
  });

  const burst = Array.from({ length: 60 }, () => ({ status: "denied", issuer: "aurora" }));

  test("is ok while counts are as usual", async () => {
    const answer = await answerTo([
      { status: "approved", count: 24, issuer: "aurora" },
      { status: "denied", count: 2 },
    ]);
    expect(answer).toMatchObject({ recommendation: "ok", alerts: [] });
  });

  test("is alert at once after a burst, with the series, a reason and the incident", async () => {
    const answer = await answerTo(burst);
    expect(answer).toMatchObject({ recommendation: "alert", accepted: 60 });
    const all = answer.alerts.find(({ scope }) => scope === "all");
    expect(all).toMatchObject({ status: "denied", value: 60, at: NOON, tickMs: TICK_MS, alert: true });
    expect(all?.expected).toBeLessThan(10);
    expect(all?.upper).toBeLessThan(60);
    expect(all?.score).toBeGreaterThan(0);
    expect(all?.reason).toMatch(/denied/);
    expect(answer.alerts.map(({ scope }) => scope)).toContain("issuer=aurora");
    const incident = served.running.pipeline.engine.incidents.find(all?.incidentId ?? "");
    expect(incident).toMatchObject({ state: "firing", detectedAt: NOON + 8000 });
  });

  test("speaks only of scopes that the posted records belong to", async () => {
    await answerTo(burst);
    const answer = await answerTo({ status: "approved", issuer: "borealis" });
    const scopes = new Set(answer.alerts.map(({ scope }) => scope));
    expect(scopes.has("issuer=aurora")).toBe(false);
    expect(scopes.has("all")).toBe(true);
  });

  test("counts records whose tick was judged before as late", async () => {
    const answer = await answerTo({ status: "denied", time: new Date(NOON - 5 * MINUTE_MS).toISOString() });
    expect(answer).toMatchObject({ accepted: 1, late: 1 });
    expect(answer.warnings).toEqual(["1 came after their tick was judged: kept and counted, not judged"]);
  });
});

describe("POST /v1/transactions twice", () => {
  const named = (key: string) => ["application/json", "", { "idempotency-key": key }] as const;
  const received = () => served.running.pipeline.engine.judging?.rollup.received;

  test("counts a record with an id once, and accepts it both times", async () => {
    expect(await answerTo([{ status: "denied", id: "t-1" }, { status: "denied" }])).toMatchObject({ duplicates: 0 });
    const again = await answerTo([{ status: "denied", id: "t-1" }, { status: "denied" }]);
    expect(again).toMatchObject({ accepted: 2, duplicates: 1, late: 0, refused: 0 });
    expect(received()).toBe(3);
    expect(await answerTo({ status: "reversed", id: "t-1" })).toMatchObject({ duplicates: 0 });
  });

  test("counts a body with an Idempotency-Key once", async () => {
    const body = [{ status: "denied", count: 3 }, { status: "approved" }];
    expect(await answerTo(body, ...named("batch 1"))).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(await answerTo(body, ...named("batch 1"))).toMatchObject({ accepted: 2, duplicates: 2 });
    expect(await answerTo(body, ...named("batch 2"))).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(await answerTo(body)).toMatchObject({ duplicates: 0 });
    expect(received()).toBe(12);
  });

  test("does not take a body that was refused for one that came", async () => {
    await refusalsOf({ status: "exploded" }, ...named("batch 1"));
    expect(await answerTo({ status: "denied" }, ...named("batch 1"))).toMatchObject({ duplicates: 0 });
  });

  test("is answered as the first time", async () => {
    await learnSteadyHour(served);
    const burst = Array.from({ length: 60 }, (_, i) => ({ status: "denied", id: `b-${i}`, issuer: "aurora" }));
    const first = await answerTo(burst);
    const again = await answerTo(burst);
    expect(first.recommendation).toBe("alert");
    expect(again).toMatchObject({ recommendation: "alert", duplicates: 60 });
    expect(again.alerts.map(({ scope, status }) => [scope, status])).toEqual(
      first.alerts.map(({ scope, status }) => [scope, status]),
    );
  });

  test.each([
    ["empty", ""],
    ["longer than 200 characters", "k".repeat(201)],
    ["not printable ASCII", "cl\u00e9"],
    ["like a card number", "4111 1111 1111 1111"],
  ])("refuses an Idempotency-Key that is %s, and does not repeat it", async (_name, key) => {
    const { code, error, text } = await post({ status: "denied" }, ...named(key));
    expect([code, error["code"]]).toEqual([400, "request.invalid"]);
    if (key !== "") expect(text + served.logged()).not.toContain(key);
    expect(kept()).toEqual([]);
  });

  test("takes an Idempotency-Key of 200 characters", async () => {
    expect(await answerTo({ status: "denied" }, ...named("k".repeat(200)))).toMatchObject({ accepted: 1 });
  });
});
