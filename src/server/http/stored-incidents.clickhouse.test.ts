import Type from "typebox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import { bodyOf, NOON, type ProductWithoutPort, startWithoutPort } from "../../../test/support/product-without-port.ts";
import { until } from "../../../test/support/started-store.ts";
import { IncidentExplanation } from "../../core/model/incident-explanation.ts";
import { Incident } from "../../core/model/incident.ts";

const Incidents = Type.Object({ incidents: Type.Array(Incident) });
const MINUTE = 60_000;

let started: ProductWithoutPort;
const old = [1, 2].map((days) =>
  incidentLike({
    id: `old-${days}`,
    state: "resolved",
    title: `denied above normal, ${days} days ago`,
    openedAt: NOON - days * 1440 * MINUTE,
    detectedAt: NOON - days * 1440 * MINUTE + 4000,
    resolvedAt: NOON - days * 1440 * MINUTE + 5 * MINUTE,
    assignee: "Ana",
    mark: "real",
    members: [memberLike({ startedAt: NOON, endedAt: NOON + 2 * MINUTE })],
    impact: { lost: null, surplus: null, minutes: 2 },
    timeline: [{ at: NOON, kind: "person", by: "Ana", text: "acknowledged" }],
  }),
);

beforeAll(async () => {
  started = await startWithoutPort({ store: "chdb" });
  const { store } = started.running.product;
  await until(
    () => store.state === "ready",
    30_000,
    () => `${store.state}: ${store.trouble}`,
  );
  const incidents = old.map((incident) => ({ incident, version: 1 }));
  await store.write({ minutes: [], verdicts: [], incidents, deliveries: [] }, 0);
});
afterAll(() => started.close());

const get = async (url: string) => (await started.app.inject({ url, headers: { host: "localhost" } })).payload;

test("incidents that the engine does not keep any more are listed from the store, newest first", async () => {
  const { incidents } = bodyOf(Incidents, await get(`/v1/incidents?before=${NOON}`));
  expect(incidents.map(({ id }) => id)).toEqual(["old-1", "old-2"]);
  const earlier = bodyOf(Incidents, await get(`/v1/incidents?before=${incidents[0]?.openedAt}&limit=1`));
  expect(earlier.incidents.map(({ id }) => id)).toEqual(["old-2"]);
});

test("a link to one of them still finds it, and that its counts are not remembered", async () => {
  expect(bodyOf(Incident, await get("/v1/incidents/old-2"))).toEqual({
    ...old[1],
    impact: expect.objectContaining({ minutes: 2 }) as unknown,
  });
  expect(bodyOf(IncidentExplanation, await get("/v1/incidents/old-2/explanation"))).toMatchObject({ ticks: 0 });
  expect(JSON.parse(await get("/v1/incidents/nobody"))).toMatchObject({ error: { code: "incident.not-found" } });
});
