import Type from "typebox";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  bodyOf,
  learnSteadyHour,
  NOON,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import { Delivery } from "../../core/model/delivery.ts";
import { History } from "../../core/model/history.ts";
import { IncidentExplanation } from "../../core/model/incident-explanation.ts";
import { Incident } from "../../core/model/incident.ts";
import { Overview } from "../../core/model/overview.ts";
import { defaultStatuses } from "../../core/model/status.ts";

const Incidents = Type.Object({ incidents: Type.Array(Incident) });
const Deliveries = Type.Object({ deliveries: Type.Array(Delivery) });

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort({ tickMs: TICK_MS, monitors: [{ name: "all" }, { name: "issuers", by: "issuer" }] });
});
afterEach(async () => {
  await served.close();
});

async function get(url: string) {
  const reply = await served.app.inject({ url, headers: { host: "localhost" } });
  return { code: reply.statusCode, text: reply.payload };
}

async function errorOf(url: string): Promise<unknown> {
  const { code, text } = await get(url);
  const { error } = JSON.parse(text) as { error: { code: string } };
  return [code, error.code];
}

async function burst(): Promise<void> {
  await learnSteadyHour(served);
  served.clock.set(NOON + 8000);
  const payload = { status: "denied", count: 60, issuer: "aurora" };
  await served.app.inject({ method: "POST", url: "/v1/transactions", headers: { host: "localhost" }, payload });
}

describe("before anything came in", () => {
  test("the overview waits", async () => {
    const overview = bodyOf(Overview, (await get("/v1/overview")).text);
    expect(overview).toMatchObject({
      state: "waiting",
      now: NOON,
      tickMs: null,
      received: 0,
      ticksSeen: 0,
      isDemo: false,
    });
    expect(overview.statuses).toEqual(defaultStatuses);
    expect(overview.scopes).toEqual([{ key: "all", label: "all traffic", alerting: [] }]);
    expect(overview.channels).toEqual([{ name: "teams", kind: "teams", sends: false }]);
    expect(overview.troubles).toEqual([]);
  });

  test("the history, the incidents and the messages are empty", async () => {
    expect(bodyOf(History, (await get("/v1/history")).text).at).toEqual([]);
    expect(bodyOf(Incidents, (await get("/v1/incidents")).text)).toEqual({ incidents: [] });
    expect(bodyOf(Deliveries, (await get("/v1/deliveries")).text)).toEqual({ deliveries: [] });
  });
});

describe("after an hour and a burst", () => {
  beforeEach(burst);

  test("the overview tells of the alert and of every scope", async () => {
    const overview = bodyOf(Overview, (await get("/v1/overview")).text);
    expect(overview).toMatchObject({ state: "alert", tickMs: TICK_MS, received: 360 * 33 + 60 });
    expect(overview.scopes).toEqual([
      { key: "all", label: "all traffic", alerting: ["denied"] },
      { key: "issuer=aurora", label: "issuer aurora", alerting: ["denied"] },
      { key: "issuer=borealis", label: "issuer borealis", alerting: [] },
    ]);
  });

  test("the history has a column per status, as long as the times", async () => {
    const { text } = await get(`/v1/history?from=${NOON - 600_000}&to=${NOON}`);
    const history = bodyOf(History, text);
    expect(history).toMatchObject({ scope: "all", tickMs: TICK_MS, stepMs: TICK_MS });
    expect(history.at[0]).toBe(NOON - 600_000);
    expect(history.at).toHaveLength(60);
    expect(Object.keys(history.statuses)).toEqual(defaultStatuses.map(({ name }) => name));
    for (const columns of Object.values(history.statuses)) {
      for (const column of Object.values(columns)) expect(column).toHaveLength(60);
    }
    expect(new Set(history.statuses["approved"]?.value)).toEqual(new Set([30]));
    expect(history.statuses["approved"]?.expected.at(-1)).toBeCloseTo(30, 0);
  });

  test("the history can be had in fewer points, of one scope, with means per tick", async () => {
    const { text } = await get(`/v1/history?scope=issuer%3Daurora&from=${NOON - 3_600_000}&to=${NOON}&points=60`);
    const history = bodyOf(History, text);
    expect(history.stepMs).toBe(60_000);
    expect(history.at).toHaveLength(60);
    expect(new Set(history.statuses["denied"]?.value)).toEqual(new Set([2]));
  });

  test("the incident is listed and found by its id", async () => {
    const { incidents } = bodyOf(Incidents, (await get("/v1/incidents")).text);
    expect(incidents).toHaveLength(1);
    const [incident] = incidents;
    expect(incident).toMatchObject({ state: "firing", openedAt: NOON, detectedAt: NOON + 8000, resolvedAt: null });
    const found = bodyOf(Incident, (await get(`/v1/incidents/${incident?.id}`)).text);
    expect(found).toEqual(incident);
  });

  test("the incident is explained by what moved and what did not, once its ticks close", async () => {
    const soon = bodyOf(IncidentExplanation, (await get("/v1/incidents/1/explanation")).text);
    expect(soon).toMatchObject({ status: "denied", from: NOON, to: NOON, ticks: 0 });
    await served.running.pipeline.submit({ kind: "clock", at: NOON + 15_000 });
    const explained = bodyOf(IncidentExplanation, (await get("/v1/incidents/1/explanation")).text);
    expect(explained).toMatchObject({ ticks: 1, isWhole: true });
    expect(explained.dimensions[0]?.moved[0]).toMatchObject({ scope: "issuer=aurora" });
  });

  test("messages can be asked for by their incident", async () => {
    expect(bodyOf(Deliveries, (await get("/v1/deliveries?incident=1")).text).deliveries).toHaveLength(1);
    expect(bodyOf(Deliveries, (await get("/v1/deliveries?incident=2")).text).deliveries).toEqual([]);
  });

  test("the message is in the inbox, and can be seen as the channel would send it", async () => {
    const { deliveries } = bodyOf(Deliveries, (await get("/v1/deliveries?limit=1")).text);
    expect(deliveries).toHaveLength(1);
    const [delivery] = deliveries;
    expect(delivery).toMatchObject({ incidentId: "1", channel: "teams", message: { event: "opened" } });
    const { code, text } = await get(`/v1/deliveries/${encodeURIComponent(delivery?.id ?? "")}/rendered`);
    expect(code).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      channel: "teams",
      kind: "teams",
      contentType: "application/json",
      body: { type: "message", attachments: [{ content: { type: "AdaptiveCard" } }] },
    });
  });
});

describe("a question that cannot be answered", () => {
  test.each([
    ["/v1/history?scope=issuer%3Dnobody", [404, "scope.not-found"]],
    ["/v1/incidents/77", [404, "incident.not-found"]],
    ["/v1/incidents/77/explanation", [404, "incident.not-found"]],
    ["/v1/deliveries/77/rendered", [404, "delivery.not-found"]],
    ["/v1/nothing", [404, "address.unknown"]],
    [`/v1/history?from=${NOON}&to=${NOON}`, [400, "request.invalid"]],
    ["/v1/history?from=noon", [400, "request.invalid"]],
    ["/v1/history?points=1", [400, "request.invalid"]],
    ["/v1/incidents?limit=0", [400, "request.invalid"]],
    ["/v1/incidents?limit=501", [400, "request.invalid"]],
    ["/v1/incidents/%ff", [400, "request.invalid"]],
  ])("gets a code: %s", async (url, expected) => {
    expect(await errorOf(url)).toEqual(expected);
  });

  test("is told what there is instead", async () => {
    const { text } = await get("/v1/history?scope=planet%3Dmars");
    expect((JSON.parse(text) as { error: unknown }).error).toMatchInlineSnapshot(`
      {
        "code": "scope.not-found",
        "message": "no scope is called planet=mars; expected \`all\`, or \`dimension=value\` of a value that a monitor breaks down by and that has been seen",
        "retry": false,
      }
    `);
  });
});
