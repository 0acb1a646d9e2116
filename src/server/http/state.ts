import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { History } from "../../core/model/history.ts";
import { IncidentExplanation } from "../../core/model/incident-explanation.ts";
import { Incident } from "../../core/model/incident.ts";
import { Overview } from "../../core/model/overview.ts";
import { explainIncident } from "../operations/explain-incident.ts";
import type { Product } from "../operations/product.ts";
import { type HistoryQuestion, showHistory } from "../operations/show-history.ts";
import { type IncidentQuestion, listIncidents, showIncident } from "../operations/show-incidents.ts";
import { showOverview } from "../operations/show-overview.ts";

const Instant = Type.Optional(Type.Integer({ description: "milliseconds since 1970 UTC" }));
const IncidentQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  before: Type.Optional(
    Type.Integer({
      description: "those of the store that began before this, in milliseconds since 1970 UTC; left out: the last 500",
    }),
  ),
});
const Id = Type.Object({ id: Type.String({ maxLength: 200 }) });

const HistoryQuery = Type.Object({
  scope: Type.String({ default: "all", description: "`all`, or `dimension=value`" }),
  from: Instant,
  to: Instant,
  points: Type.Optional(Type.Integer({ minimum: 10, maximum: 10_000 })),
});

/** Everything that the dashboard reads to begin. */
export function stateRoutes(app: FastifyInstance, product: Product): void {
  app.get(
    "/v1/overview",
    {
      schema: { summary: "State, statuses, scopes, channels, troubles", tags: ["state"], response: { 200: Overview } },
    },
    () => showOverview(product),
  );
  app.get<{ Querystring: HistoryQuestion }>(
    "/v1/history",
    {
      schema: {
        summary: "Counts, expected, bounds and score of a scope's statuses over time",
        tags: ["state"],
        querystring: HistoryQuery,
        response: { 200: History },
      },
    },
    ({ query }) => showHistory(product, query),
  );
  app.get<{ Querystring: IncidentQuestion }>(
    "/v1/incidents",
    {
      schema: {
        summary: "Incidents, firing first, newest first",
        tags: ["incidents"],
        querystring: IncidentQuery,
        response: { 200: Type.Object({ incidents: Type.Array(Incident) }) },
      },
    },
    async ({ query }) => ({ incidents: await listIncidents(product, query) }),
  );
  app.get<{ Params: { id: string } }>(
    "/v1/incidents/:id",
    { schema: { summary: "One incident", tags: ["incidents"], params: Id, response: { 200: Incident } } },
    ({ params }) => showIncident(product, params.id),
  );
  app.get<{ Params: { id: string } }>(
    "/v1/incidents/:id/explanation",
    {
      schema: {
        summary: "Which statuses and scopes moved while an incident lasted, and which did not",
        tags: ["incidents"],
        params: Id,
        response: { 200: IncidentExplanation },
      },
    },
    ({ params }) => explainIncident(product, params.id),
  );
}
