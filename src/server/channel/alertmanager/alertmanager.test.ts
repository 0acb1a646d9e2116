import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { messageLike } from "../../../../test/support/examples.ts";
import type { Message } from "../../../core/model/message.ts";
import { ALERT_LIFE_MS, type Alert, alertsOf } from "./alert.ts";
import { type AlertmanagerOptions, createAlertmanagerChannel } from "./alertmanager.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function replica(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering = (status: number, headers: Record<string, string> = {}) =>
  replica((_request, response) => {
    response.writeHead(status, headers).end();
  });

function channelTo(urls: string[], options: Partial<AlertmanagerOptions> = {}) {
  const linksFor = ({ path }: Message) => ({ open: `https://smoke.example.com${path}` });
  return createAlertmanagerChannel({ name: "am", urls, linksFor, allowPrivateAddresses: true, ...options });
}

async function send(channel: ReturnType<typeof channelTo>, change: Partial<Message> = {}) {
  const rendered = channel.render(messageLike(change));
  return channel.send(rendered, { idempotencyKey: "1", signal: new AbortController().signal });
}

describe("alertsOf", () => {
  const { incident } = messageLike();
  const alertOf = (change: Partial<Message>): Alert | undefined => alertsOf(messageLike(change), { open: "" })[0];

  test("an alert ends a week after the last message, or when the incident did", () => {
    expect(alertOf({ at: 5000 })).toMatchObject({
      startsAt: "1970-01-01T00:00:00.000Z",
      endsAt: new Date(5000 + ALERT_LIFE_MS).toISOString(),
    });
    const over = incident === null ? null : { ...incident, state: "resolved" as const, resolvedAt: 3000 };
    expect(alertOf({ at: 5000, event: "resolved", incident: over })).toMatchObject({
      endsAt: "1970-01-01T00:00:03.000Z",
    });
  });

  test("a dimension of the name of a label of ours is told by the scope alone", () => {
    const members = [{ scope: "status=x", status: "denied", symptom: "above" } as const];
    const labels = alertOf({ incident: incident === null ? null : { ...incident, members } })?.labels;
    expect(labels).toMatchObject({ scope: "status=x", status: "denied" });
  });

  test.each([
    ["trouble", "SmokewatchTrouble", ALERT_LIFE_MS],
    ["recovered", "SmokewatchTrouble", 0],
    ["test", "SmokewatchTest", 300_000],
    ["heartbeat", "SmokewatchHeartbeat", 90_000_000],
    ["digest", "SmokewatchDigest", 3_600_000],
  ] as const)("%s is an alert %s that lasts for %i ms", (event, alertname, lifeMs) => {
    const alert = alertOf({ event, incident: null, thread: "x", at: 1000 });
    expect(alert?.labels).toEqual({ alertname, thread: "x" });
    expect(alert?.endsAt).toBe(new Date(1000 + lifeMs).toISOString());
  });

  test("has no link where there is none of the web", () => {
    expect(alertOf({})).not.toHaveProperty("generatorURL");
    expect(alertOf({ runbook: "javascript:alert(1)" })?.annotations).not.toHaveProperty("runbook_url");
  });
});

describe("createAlertmanagerChannel", () => {
  test("posts an array to the API of each replica, below whatever path it has", async () => {
    const seen: { request: IncomingMessage; text: string }[] = [];
    const listener: RequestListener = (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        seen.push({ request, text: Buffer.concat(chunks).toString("utf8") });
        response.end();
      });
    };
    const urls = [await replica(listener), `${await replica(listener)}/alertmanager/`];
    await send(channelTo(urls, { username: "smoke", password: "sesame" }));
    expect(new Set(seen.map(({ request }) => request.url))).toEqual(
      new Set(["/alertmanager/api/v2/alerts", "/api/v2/alerts"]),
    );
    for (const { request, text } of seen) {
      expect(request.headers.authorization).toBe(`Basic ${Buffer.from("smoke:sesame").toString("base64")}`);
      expect(JSON.parse(text)).toMatchObject([{ labels: { alertname: "Smokewatch", incident: "1" } }]);
    }
  });

  test("sends a token in place of user and password", async () => {
    let header: string | undefined;
    const url = await replica((request, response) => {
      header = request.headers.authorization;
      response.end();
    });
    await send(channelTo([url], { bearerToken: "sesame" }));
    expect(header).toBe("Bearer sesame");
  });

  test("ends the alert with the former severity, which a new channel takes to be any other", async () => {
    const bodies: Alert[][] = [];
    const url = await replica((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        bodies.push(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Alert[]);
        response.end();
      });
    });
    const { incident } = messageLike();
    const at = 60_000;
    const messageOf = (severity: "minor" | "critical", event: Message["event"]): Partial<Message> => ({
      at,
      event,
      incident: incident === null ? null : { ...incident, severity },
    });
    const told = () =>
      bodies
        .at(-1)
        ?.map(({ labels, endsAt }) => `${labels["severity"]} ${Date.parse(endsAt) > at ? "goes on" : "ends"}`);
    const channel = channelTo([url]);
    await send(channel, messageOf("minor", "opened"));
    expect(told()).toEqual(["minor goes on"]);
    await send(channel, messageOf("critical", "updated"));
    expect(told()).toEqual(["minor ends", "critical goes on"]);
    await send(channel, messageOf("critical", "updated"));
    expect(told()).toEqual(["critical goes on"]);
    await send(channelTo([url]), messageOf("critical", "updated"));
    expect(told()).toEqual(["minor ends", "major ends", "critical goes on"]);
  });

  test("one replica that takes it is enough; without one, it is tried again if any may take it later", async () => {
    const taking = await answering(200);
    const busy = await answering(503, { "retry-after": "7" });
    const refusing = await answering(401);
    const host = (url: string) => new URL(url).host;
    expect(await send(channelTo([taking, refusing]))).toEqual({
      kind: "accepted",
      detail: `accepted by 1 of 2, not by ${host(refusing)}: answered 401: it wants other credentials`,
    });
    expect(await send(channelTo([busy, refusing]))).toMatchObject({ kind: "retry", retryAfterMs: 7000 });
    expect(await send(channelTo([refusing]))).toEqual({
      kind: "refused",
      detail: `${host(refusing)}: answered 401: it wants other credentials`,
    });
  });

  test("does not turn to this machine unless it may", async () => {
    const url = await answering(200);
    expect(await send(channelTo([url], { allowPrivateAddresses: false }))).toMatchObject({ kind: "refused" });
  });
});
