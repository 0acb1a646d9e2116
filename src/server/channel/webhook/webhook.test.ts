import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import Type from "typebox";
import { Value } from "typebox/value";
import { afterEach, describe, expect, test } from "vitest";
import { anyMessage } from "../../../../test/support/any-message.ts";
import { messageLike } from "../../../../test/support/examples.ts";
import { type ReceivedRequest, type Receiver, startReceiver } from "../../../../test/support/receiver.ts";
import { Message, MessageEvent } from "../../../core/model/message.ts";
import { cloudEvent, LARGEST_BODY_BYTES } from "./cloud-event.ts";
import { createWebhookChannel, type WebhookOptions } from "./webhook.ts";

const SECRET = "a secret of 'some' length";
const SOURCE = "https://smoke.example.com";
const links = { open: "https://smoke.example.com/#/incidents/1" };

/** CloudEvents 1.0: what an event must have, and the forms of what this product puts there. */
const Event = Type.Object(
  {
    id: Type.Optional(Type.String({ minLength: 1 })),
    specversion: Type.Literal("1.0"),
    type: Type.String({ pattern: "^io\\.smokewatch\\.(?:incident|monitor|channel)\\.[a-z]+$" }),
    source: Type.Literal(SOURCE),
    subject: Type.String(),
    time: Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" }),
    datacontenttype: Type.Literal("application/json"),
    data: Type.Interface([Message], { links: Type.Object({ open: Type.String() }) }),
  },
  { additionalProperties: false },
);

let receiver: Receiver | undefined;
afterEach(() => receiver?.close());

async function requestOf(options: Partial<WebhookOptions>, message = messageLike()): Promise<ReceivedRequest> {
  receiver = await startReceiver((response) => response.writeHead(204).end());
  const channel = createWebhookChannel({
    name: "hook",
    url: `${receiver.url}/hook`,
    publicUrl: SOURCE,
    linksFor: () => links,
    allowPrivateAddresses: true,
    ...options,
  });
  const signal = new AbortController().signal;
  const receipt = await channel.send(channel.render(message), { idempotencyKey: "incident-1-7-hook", signal });
  expect(receipt).toEqual({ kind: "accepted", detail: "accepted by the receiver" });
  const [request] = receiver.requests;
  if (request === undefined) throw new Error("nothing came");
  return request;
}

describe("createWebhookChannel", () => {
  test("posts a CloudEvent with the delivery's id, and nothing that is a secret", async () => {
    const request = await requestOf({
      authorization: "Bearer abc",
      headers: { "x-tenant": "payments" },
    });
    expect(request).toMatchObject({
      method: "POST",
      path: "/hook",
      headers: {
        "content-type": "application/cloudevents+json; charset=utf-8",
        "idempotency-key": "incident-1-7-hook",
        authorization: "Bearer abc",
        "x-tenant": "payments",
      },
    });
    expect(request.headers).not.toHaveProperty("smokewatch-signature");
    expect(JSON.parse(String(request.body))).toMatchObject({
      id: "incident-1-7-hook",
      type: "io.smokewatch.incident.opened",
      subject: "1",
      data: { event: "opened", links },
    });
  });

  test("what belongs to an incident, to the monitor and to the channel has types of its own", () => {
    const types = MessageEvent.enum.map((event) => cloudEvent(messageLike({ event }), links, SOURCE).type);
    expect(types.map((type) => type.replace("io.smokewatch.", ""))).toEqual([
      "incident.opened",
      "incident.updated",
      "incident.reopened",
      "incident.flapping",
      "incident.acknowledged",
      "incident.resolved",
      "incident.reminder",
      "incident.escalated",
      "incident.digest",
      "monitor.trouble",
      "monitor.recovered",
      "channel.heartbeat",
      "channel.test",
    ]);
  });

  test("property: whatever the message, it is a CloudEvent that every transport takes", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const event: unknown = JSON.parse(JSON.stringify(cloudEvent(message, links, SOURCE)));
        // JSON has no numbers beyond the largest; such ticks become null there.
        const problems = [...Value.Errors(Event, event)].filter(
          ({ instancePath }) => !instancePath.startsWith("/data/trail"),
        );
        expect(problems).toEqual([]);
        expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(LARGEST_BODY_BYTES);
      }),
      { numRuns: 300 },
    );
  });
});

/** The code that the documentation offers to receivers. */
function codeIn(language: string): string {
  const page = readFileSync(new URL("../../../../docs/channels/webhook.md", import.meta.url), "utf8");
  return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? "";
}

const verifiers = {
  js: (secret: string, header: string, body: Buffer) => {
    const call = `process.stdout.write(String(isGenuine(${JSON.stringify(secret)}, ${JSON.stringify(header)}, Buffer.from("${body.toString("hex")}", "hex"))));`;
    return spawnSync(process.execPath, ["--input-type=module", "-e", codeIn("js") + call], { encoding: "utf8" });
  },
  python: (secret: string, header: string, body: Buffer) => {
    const call = `\nprint(str(is_genuine(${JSON.stringify(secret)}.encode(), ${JSON.stringify(header)}, bytes.fromhex("${body.toString("hex")}"))).lower(), end="")`;
    return spawnSync("python3", ["-c", codeIn("python") + call], { encoding: "utf8" });
  },
};
const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe.each(["js", ...(hasPython ? (["python"] as const) : [])] as const)(
  "the documented check in %s",
  (language) => {
    const isGenuine = (secret: string, header: string, body: Buffer): string => {
      const { stdout, stderr } = verifiers[language](secret, header, body);
      expect(stderr).toBe("");
      return stdout;
    };

    test("takes a request that was signed now, with this secret, and no other", async () => {
      const { headers, body } = await requestOf({ secret: SECRET }, messageLike({ title: "Zürich — 😀" }));
      const header = String(headers["smokewatch-signature"]);
      expect(isGenuine(SECRET, header, body)).toBe("true");
      expect(isGenuine("another secret", header, body)).toBe("false");
      expect(isGenuine(SECRET, header, Buffer.concat([body, Buffer.from(" ")]))).toBe("false");
      expect(isGenuine(SECRET, header.replace(/t=\d/, "t=2"), body)).toBe("false");
      expect(isGenuine(SECRET, "", body)).toBe("false");
    });

    test("does not take a request of yesterday", async () => {
      const { headers, body } = await requestOf({ secret: SECRET, now: () => Date.now() - 86_400_000 });
      expect(isGenuine(SECRET, String(headers["smokewatch-signature"]), body)).toBe("false");
    });
  },
);
