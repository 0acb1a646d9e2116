import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { takenFrom } from "./intake.ts";
import { type Format, recordsIn } from "./records-in.ts";
import { Taken } from "./taken.ts";

const now = Date.parse("2025-07-13T15:00:30Z");
const context = {
  statuses: new Set(["approved", "denied", "backend_reversed"]),
  dimensions: new Set(["issuer", "merchant", "mcc"]),
  timeZone: "America/Sao_Paulo",
  now,
  maxFutureMs: 300_000,
};
const CARD = "4111111111111111";

/** Every record read from a text and as an object of its own, which is slow and knows all cases. */
function read(body: string, format: Format) {
  const taken = new Taken(context);
  for (const record of recordsIn(body, format)) taken.add(record);
  return told(taken);
}

function scanned(body: Uint8Array, format: Format) {
  const bytes = Buffer.from(body);
  return told(takenFrom({ bytes, text: (from, to) => bytes.toString("utf8", from, to) }, format, context));
}

function told({ transactions, refusals, refusedCount, assumedDates }: Taken) {
  return { transactions: [...transactions], refusals, refusedCount, assumedDates };
}

const instant = fc.integer({ min: now - 100_000_000, max: now + 310_000 });
const time = fc.oneof(
  { weight: 6, arbitrary: instant.map((at) => new Date(at).toISOString()) },
  instant.map((at) => new Date(at).toISOString().replace(/\.\d+/, "")),
  instant.map((at) => new Date(at).toISOString().slice(0, 16).replace("T", " ")),
  instant,
  instant.map((at) => Math.floor(at / 1000)),
  instant.map(String),
  fc.constantFrom("00h 01", "2025-02-30T10:00:00Z", "1999-12-31T23:59:59.000Z", "", 12, -1, null, 1752400860123.5),
);
const status = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("approved", "denied", "backend_reversed", "Backend Reversed", " denied ") },
  fc.constantFrom("odd", "", 1, null, CARD),
);
const number = fc.oneof(
  { weight: 6, arbitrary: fc.nat(2000) },
  fc.constantFrom("6", "007", "-5", -5, "", null, 1.5, "1.0", 1e9, 1e9 + 1, 1e21, "-0", CARD, Number(CARD), true),
);
const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("aurora", "borealis", "Itaú", "m-1", "5411", 5411) },
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(
    "",
    " a b ",
    "4111 1111 1111 1111",
    CARD,
    Number(CARD),
    "x".repeat(121),
    "a\nb",
    "\u007f",
    null,
    [1],
    {},
  ),
  fc.constantFrom(
    "0f8fad5b-d9cb-469f-a165-70867728950e",
    "TX00000000000000000012",
    "4012888888881881".slice(1),
    12345678901234,
  ),
);

const member = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom("time", "timestamp", "Time"), time) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom("status", "state"), status) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom("count", "F1", "amount", "amountMinor"), number) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom("id", "issuer", "merchant", "mcc"), text) },
  fc.tuple(fc.constantFrom("other", "__proto__", CARD, "transactions"), text),
);
const usual = fc.tuple(
  fc.tuple(fc.constant("time"), time),
  fc.tuple(fc.constant("status"), status),
  fc.tuple(fc.constant("amount"), number),
  fc.tuple(fc.constant("id"), text),
  fc.tuple(fc.constant("issuer"), text),
);
const record = fc.oneof({ weight: 3, arbitrary: usual }, fc.array(member, { minLength: 1, maxLength: 6 }));
const space = fc.oneof({ weight: 5, arbitrary: fc.constant("") }, fc.constantFrom(" ", "  ", "\t", "\r"));

const object = fc.tuple(record, space, space).map(([members, before, after]) => {
  const parts = members.map(([key, value]) => `${JSON.stringify(key)}:${before}${JSON.stringify(value)}`);
  return `{${parts.join(`,${after}`)}}${after}`;
});
const lineBreak = fc.constantFrom("\n", "\n", "\r\n", "\n\n", "\n \n");
const start = fc.constantFrom("", "", "", "\ufeff", "\n", " ");

const ndjson = fc.tuple(start, fc.array(object, { maxLength: 6 }), lineBreak).map(([before, lines, between]) => {
  return before + lines.join(between);
});
const json = fc.oneof(
  fc.tuple(start, object).map((parts) => parts.join("")),
  fc.tuple(start, fc.array(object, { maxLength: 4 }), space).map(([before, items, after]) => {
    return `${before}[${items.join(`,${after}`)}]${after}`;
  }),
  fc.array(object, { maxLength: 3 }).map((items) => `{"transactions":[${items.join()}]}`),
  ndjson,
);
const columns = fc.oneof(
  { weight: 4, arbitrary: fc.constant(["time", "status", "F1", "id", "issuer"]) },
  fc.subarray(["time", "status", "count", "amount", "id", "issuer", "mcc", "other", CARD, "Status"], { minLength: 1 }),
);
const cellOf = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

const csv = fc
  .tuple(
    start,
    columns,
    fc.constantFrom(",", ";", "\t"),
    lineBreak,
    fc.array(fc.array(fc.oneof(time, status, number, text))),
  )
  .map(([before, names, separator, between, rows]) => {
    const cells = rows.map((row) => names.map((_, column) => cellOf(row[column % row.length])).join(separator));
    return before + [names.join(separator), ...cells].join(between);
  });
const table = fc
  .tuple(start, fc.constantFrom(",", ";", "\t"), lineBreak, fc.array(fc.tuple(time, status, number, text, text)))
  .map(([before, separator, between, rows]) => {
    return (
      before +
      [
        "time,status,F1,id,issuer".replaceAll(",", separator),
        ...rows.map((row) => row.map(cellOf).join(separator)),
      ].join(between)
    );
  });

/** Some bytes of a body made others, put in or left out. */
const faults = fc.array(
  fc.record({
    place: fc.nat(400),
    leavesOut: fc.nat(2),
    putsIn: fc.oneof(
      fc.constantFrom(...Array.from('"\\{}[]:,;\t\r\n 0-9.', (one) => [one.charCodeAt(0)])),
      fc.constantFrom([0], [0x7f], [0xff], [0xc3], [0xc3, 0xba], [0xef, 0xbb, 0xbf], []),
    ),
  }),
  { maxLength: 2 },
);

describe("what is read from bytes", () => {
  test.each([
    ["ndjson", ndjson],
    ["json", json],
    ["csv", fc.oneof(csv, table)],
  ] as const)("property: of %s is what is read from texts", (format, body) => {
    fc.assert(
      fc.property(body, faults, (whole, some) => {
        let bytes = [...Buffer.from(whole)];
        for (const { place, leavesOut, putsIn } of some) bytes = bytes.toSpliced(place, leavesOut, ...putsIn);
        expect(scanned(Uint8Array.from(bytes), format)).toEqual(read(Buffer.from(bytes).toString("utf8"), format));
      }),
      { numRuns: 1000 },
    );
  });
});
