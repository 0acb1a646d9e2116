import * as fc from "fast-check";
import Type from "typebox";
import { Value } from "typebox/value";
import { afterEach, describe, expect, test } from "vitest";
import { anyMessage } from "../../../../test/support/any-message.ts";
import { messageLike } from "../../../../test/support/examples.ts";
import { type Receiver, startReceiver } from "../../../../test/support/receiver.ts";
import { type Message, MessageEvent } from "../../../core/model/message.ts";
import { createPagerDutyChannel } from "./pagerduty.ts";
import { LARGEST_BODY_BYTES, pagerDutyEvents } from "./pagerduty-event.ts";

const KEY = "0123456789abcdef0123456789abcdef";
const SUCCESS = '{"status":"success","message":"Event processed","dedup_key":"incident-1"}';
const links = { open: "https://smoke.example.com/#/incidents/1", acknowledge: "https://smoke.example.com/act/a" };

/** As the reference of the Events API v2 describes what is posted, with its limits. */
const Posted = Type.Union([
  Type.Object(
    {
      routing_key: Type.String({ minLength: 32, maxLength: 32 }),
      event_action: Type.Literal("trigger"),
      dedup_key: Type.String({ minLength: 1, maxLength: 255 }),
      client: Type.String(),
      client_url: Type.String({ pattern: "^https?://" }),
      links: Type.Array(
        Type.Object(
          { href: Type.String({ pattern: "^https?://" }), text: Type.String() },
          { additionalProperties: false },
        ),
      ),
      payload: Type.Object(
        {
          summary: Type.String({ minLength: 1, maxLength: 1024 }),
          source: Type.String(),
          severity: Type.Enum(["critical", "error", "warning", "info"]),
          timestamp: Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" }),
          component: Type.Optional(Type.String()),
          class: Type.Optional(Type.String()),
          custom_details: Type.Record(Type.String(), Type.String()),
        },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      routing_key: Type.String(),
      event_action: Type.Enum(["acknowledge", "resolve"]),
      dedup_key: Type.String({ minLength: 1, maxLength: 255 }),
    },
    { additionalProperties: false },
  ),
]);

let receiver: Receiver | undefined;
afterEach(() => receiver?.close());

async function sendTo(answers: readonly [number, string][], message: Message) {
  const left = [...answers];
  receiver = await startReceiver((response) => {
    const [status, text] = left.shift() ?? [202, SUCCESS];
    response.writeHead(status).end(text);
  });
  const { url, requests } = receiver;
  const channel = createPagerDutyChannel({
    name: "pager",
    url: `${url}/v2/enqueue`,
    routingKey: KEY,
    linksFor: () => links,
    allowPrivateAddresses: true,
  });
  const signal = new AbortController().signal;
  const receipt = await channel.send(channel.render(message), { idempotencyKey: "1", signal });
  const posted = requests.map(({ body }) => JSON.parse(String(body)) as Record<string, unknown>);
  return { receipt, posted };
}

const incident = (severity: "minor" | "major" | "critical") => {
  const { incident: whole } = messageLike();
  return whole === null ? null : { ...whole, severity };
};

describe("pagerDutyEvents", () => {
  test("an incident triggers with what people need to know", () => {
    const facts = [{ name: "Where", value: "issuer=itau" }];
    const trail = [2, 2, 49].map((value, minute) => ({ at: minute * 60_000, value, expected: 2 }));
    const message = messageLike({
      title: "Alert: denied",
      summary: "49 denied.",
      facts,
      trail,
      runbook: "https://wiki/x",
    });
    expect(pagerDutyEvents(message, links)).toEqual([
      {
        event_action: "trigger",
        dedup_key: "incident-1",
        client: "Smokewatch",
        client_url: links.open,
        links: [
          { href: links.open, text: "Open in Smokewatch" },
          { href: links.acknowledge, text: "Acknowledge" },
          { href: "https://wiki/x", text: "Runbook" },
        ],
        payload: {
          summary: "Alert: denied",
          source: "all",
          severity: "error",
          timestamp: "1970-01-01T00:00:00.000Z",
          component: "denied",
          class: "above",
          custom_details: {
            event: "Major · New incident · Incident 1",
            why: "49 denied.",
            Where: "issuer=itau",
            actual: "▁▁█",
            expected: "▁▁▁",
            bars: "00:00 to 00:02 (UTC), highest bar 49",
          },
        },
      },
    ]);
  });

  test.each([
    ["critical", "critical"],
    ["major", "error"],
    ["minor", "warning"],
  ] as const)("what is %s here is %s there", (severity, there) => {
    const [event] = pagerDutyEvents(messageLike({ incident: incident(severity) }), links);
    expect(event?.payload?.severity).toBe(there);
  });

  test("every event of an incident goes to the same alert, and each does what it should", () => {
    const deeds = MessageEvent.enum.map((event) => [
      event,
      pagerDutyEvents(messageLike({ event }), links)
        .map(({ event_action, dedup_key }) => `${event_action} ${dedup_key}`)
        .join(", "),
    ]);
    expect(Object.fromEntries(deeds)).toEqual({
      opened: "trigger incident-1",
      updated: "trigger incident-1",
      reopened: "trigger incident-1",
      flapping: "trigger incident-1",
      acknowledged: "acknowledge incident-1",
      resolved: "resolve incident-1",
      reminder: "trigger incident-1",
      escalated: "trigger incident-1",
      digest: "trigger incident-1",
      trouble: "trigger incident-1",
      recovered: "resolve incident-1",
      heartbeat: "",
      test: "trigger incident-1, resolve incident-1",
    });
  });

  test("threads longer than a key have keys of their own", () => {
    const keyOf = (thread: string) => pagerDutyEvents(messageLike({ thread }), links)[0]?.dedup_key;
    const long = "t".repeat(300);
    expect(keyOf(`${long}a`)).not.toBe(keyOf(`${long}b`));
    expect(keyOf(`${long}a`)).toBe(keyOf(`${long}a`));
  });

  test("property: whatever the message, the reference allows what is posted", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        for (const event of pagerDutyEvents(message, links)) {
          const posted = { routing_key: KEY, ...event };
          expect([...Value.Errors(Posted, posted)]).toEqual([]);
          expect(Buffer.byteLength(JSON.stringify(posted))).toBeLessThanOrEqual(LARGEST_BODY_BYTES + 100);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("createPagerDutyChannel", () => {
  test("posts with the routing key", async () => {
    const { receipt, posted } = await sendTo([], messageLike({ title: "x" }));
    expect(receipt).toEqual({ kind: "accepted", detail: "accepted by PagerDuty" });
    expect(posted).toMatchObject([{ routing_key: KEY, event_action: "trigger" }]);
  });

  test("a test opens an alert of the least severity, and closes it", async () => {
    const { receipt, posted } = await sendTo([], messageLike({ event: "test", thread: "test-1", incident: null }));
    expect(receipt.kind).toBe("accepted");
    expect(posted).toMatchObject([
      { event_action: "trigger", dedup_key: "test-1", payload: { severity: "info" } },
      { event_action: "resolve", dedup_key: "test-1" },
    ]);
  });

  test("what is nothing for PagerDuty is not sent, and said so", async () => {
    const { receipt, posted } = await sendTo([], messageLike({ event: "heartbeat", incident: null }));
    expect(posted).toEqual([]);
    expect(receipt).toMatchObject({ kind: "accepted", detail: expect.stringMatching(/^not sent: /) as string });
  });

  test.each([
    [
      400,
      `{"status":"invalid event","message":"Event object is invalid","errors":["Length of 'routing_key' ${KEY} is incorrect"]}`,
      {
        kind: "refused",
        detail:
          "answered 400 (Length of 'routing_key' … is incorrect): PagerDuty does not take the event; check the routing key",
      },
    ],
    [200, "welcome", { kind: "refused", detail: "answered 200 without “success”: this is not the Events API v2" }],
    [500, "", { kind: "retry", detail: "answered 500" }],
  ])("PagerDuty's answer of %i with %s", async (status, text, receipt) => {
    expect((await sendTo([[status, text]], messageLike())).receipt).toEqual(receipt);
  });

  test("when the second of two events fails, both are tried again", async () => {
    const { receipt } = await sendTo(
      [
        [202, SUCCESS],
        [503, ""],
      ],
      messageLike({ event: "test" }),
    );
    expect(receipt).toEqual({ kind: "retry", detail: "answered 503" });
  });
});
