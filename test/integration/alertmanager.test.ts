import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../src/core/model/message.ts";
import { createAlertmanagerChannel } from "../../src/server/channel/alertmanager/alertmanager.ts";
import { type Alertmanager, hasAlertmanager, startAlertmanager } from "../support/alertmanager.ts";
import { messageLike } from "../support/examples.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../support/webhook-receiver.ts";

const SOON = { timeout: 10_000, interval: 50 };

interface Notice {
  status: string;
  alerts: { status: "firing" | "resolved"; labels: Record<string, string> }[];
}

describe.skipIf(!hasAlertmanager)("Alertmanager", () => {
  let alertmanager: Alertmanager;
  let receiver: WebhookReceiver;
  const now = Date.now();
  const openedAt = now - 60_000;

  beforeAll(async () => {
    receiver = await startWebhookReceiver();
    alertmanager = await startAlertmanager(receiver.url);
  });

  afterAll(async () => {
    await alertmanager?.stop();
    await receiver?.close();
  });

  const channelTo = (...urls: string[]) =>
    createAlertmanagerChannel({
      name: "alertmanager",
      urls,
      linksFor: ({ path }) => ({ open: `https://smoke.example.com${path}` }),
      allowPrivateAddresses: true,
    });

  const messageOf = (id: string, change: Partial<Message>, incident: Partial<NonNullable<Message["incident"]>> = {}) =>
    messageLike({
      at: now,
      title: "Alert: denied is far above normal",
      summary: "49 denied, about 2 expected.",
      path: `/#/incidents/${id}`,
      runbook: "https://wiki.example.com/denied",
      ...change,
      incident: {
        id,
        state: "firing",
        severity: "major",
        openedAt,
        resolvedAt: null,
        members: [
          { scope: "issuer=aurora", status: "denied", symptom: "above" },
          { scope: "all", status: "approved", symptom: "below" },
        ],
        ...incident,
      },
    });

  const send = async (channel: ReturnType<typeof channelTo>, message: Message) =>
    channel.send(channel.render(message), { idempotencyKey: "1", signal: new AbortController().signal });

  const held = async (incident: string) =>
    (await alertmanager.alerts()).filter(({ labels }) => labels["incident"] === incident);

  /** What Alertmanager told its own receiver of an incident, last first. */
  const noticesOf = (incident: string) =>
    receiver.received
      .map(({ body }) => body as Notice)
      .filter(({ alerts }) => alerts.some(({ labels }) => labels["incident"] === incident))
      .toReversed();

  test("holds one alert for each series of an incident, until it is resolved", async () => {
    const channel = channelTo(alertmanager.url);
    expect(await send(channel, messageOf("1", {}))).toEqual({ kind: "accepted", detail: "accepted by Alertmanager" });
    const alerts = await held("1");
    expect(alerts.map(({ labels }) => labels)).toEqual(
      expect.arrayContaining([
        {
          alertname: "Smokewatch",
          scope: "issuer=aurora",
          issuer: "aurora",
          status: "denied",
          symptom: "above",
          severity: "major",
          incident: "1",
        },
        {
          alertname: "Smokewatch",
          scope: "all",
          status: "approved",
          symptom: "below",
          severity: "major",
          incident: "1",
        },
      ]),
    );
    expect(alerts[0]).toMatchObject({
      annotations: {
        summary: "Alert: denied is far above normal",
        description: "49 denied, about 2 expected.",
        runbook_url: "https://wiki.example.com/denied",
      },
      startsAt: new Date(openedAt).toISOString(),
      generatorURL: "https://smoke.example.com/#/incidents/1",
    });
    await expect.poll(() => noticesOf("1")[0]?.alerts.map(({ status }) => status), SOON).toEqual(["firing", "firing"]);

    await send(channel, messageOf("1", { event: "resolved" }, { state: "resolved", resolvedAt: now - 1000 }));
    await expect.poll(() => held("1"), SOON).toEqual([]);
    await expect
      .poll(() => noticesOf("1")[0]?.alerts.map(({ status }) => status), SOON)
      .toEqual(["resolved", "resolved"]);
  });

  test("is the same alert when it is told again, with what is new about it", async () => {
    const channel = channelTo(alertmanager.url);
    await send(channel, messageOf("2", {}));
    const before = await held("2");
    await send(channel, messageOf("2", { event: "reminder", at: now + 1000, title: "Still burning" }));
    const after = await held("2");
    expect(after).toHaveLength(2);
    expect(after.map(({ annotations }) => annotations["summary"])).toEqual(["Still burning", "Still burning"]);
    expect(Date.parse(after[0]?.endsAt ?? "")).toBe(Date.parse(before[0]?.endsAt ?? "") + 1000);
  });

  test("has one severity at a time, though severity is a label", async () => {
    const channel = channelTo(alertmanager.url);
    const severities = async () => (await held("3")).map(({ labels }) => labels["severity"]);
    await send(channel, messageOf("3", {}, { severity: "minor" }));
    expect(await severities()).toEqual(["minor", "minor"]);
    await send(channel, messageOf("3", { event: "updated" }, { severity: "critical" }));
    await expect.poll(severities, SOON).toEqual(["critical", "critical"]);
    await expect
      .poll(
        () =>
          noticesOf("3")[0]
            ?.alerts.filter(({ status }) => status === "firing")
            .map(({ labels }) => labels["severity"]),
        SOON,
      )
      .toEqual(["critical", "critical"]);
    // A channel made anew, as after a restart, does not know what was told before it.
    await send(channelTo(alertmanager.url), messageOf("3", { event: "updated" }, { severity: "major" }));
    await expect.poll(severities, SOON).toEqual(["major", "major"]);
  });

  test("takes an alert that is silenced there", async () => {
    const channel = channelTo(alertmanager.url);
    await alertmanager.silence({ incident: "4" });
    expect(await send(channel, messageOf("4", {}))).toMatchObject({ kind: "accepted" });
    await expect
      .poll(async () => (await held("4")).map(({ status }) => status.state), SOON)
      .toEqual(["suppressed", "suppressed"]);
  });

  test("what came in with a transaction may hold anything", async () => {
    const scope = 'merchant=a"b\\c\n{x="y"}\u202e';
    const members = [{ scope, status: "denied", symptom: "above" } as const];
    expect(await send(channelTo(alertmanager.url), messageOf("5", {}, { members }))).toMatchObject({
      kind: "accepted",
    });
    expect((await held("5")).map(({ labels }) => labels["merchant"])).toEqual(['a"b\\c {x="y"}']);
  });

  test("is told of trouble with the monitor itself, of its end, and of a test", async () => {
    const channel = channelTo(alertmanager.url);
    const names = async () => (await alertmanager.alerts()).map(({ labels }) => labels["alertname"]);
    const other = { incident: null, thread: "trouble-store", title: "The store is away", at: now };
    await send(channel, messageLike({ ...other, event: "trouble" }));
    expect(await names()).toContain("SmokewatchTrouble");
    await send(channel, messageLike({ ...other, event: "recovered", at: now + 1 }));
    await expect.poll(names, SOON).not.toContain("SmokewatchTrouble");
    await send(channel, messageLike({ ...other, event: "test", thread: "test" }));
    expect(await names()).toContain("SmokewatchTest");
  });

  test("one replica of two is enough, and the other is named", async () => {
    const gone = await startWebhookReceiver();
    await gone.close();
    const receipt = await send(channelTo(gone.url.replace("/workflow", ""), alertmanager.url), messageOf("6", {}));
    const { host } = new URL(gone.url);
    expect(receipt).toEqual({
      kind: "accepted",
      detail: `accepted by 1 of 2, not by ${host}: the connection was refused`,
    });
    expect(await held("6")).toHaveLength(2);
  });
});
