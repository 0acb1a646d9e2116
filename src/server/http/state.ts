import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { History } from "../../core/model/history.ts";
import { IncidentExplanation } from "../../core/model/incident-explanation.ts";
import { Incident } from "../../core/model/incident.ts";
import { Overview } from "../../core/model/overview.ts";
import { foundIncident } from "../operations/act-on-incident.ts";
import { explainIncident } from "../operations/explain-incident.ts";
import type { Product } from "../operations/product.ts";
import { type HistoryQuestion, showHistory } from "../operations/show-history.ts";
import { showOverview } from "../operations/show-overview.ts";

const Instant = Type.Optional(Type.Integer({ description: "milliseconds since 1970 UTC" }));
const Limit = Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })) });
const Id = Type.Object({ id: Type.String({ maxLength: 200 }) });

const HistoryQuery = Type.Object({
  scope: Type.String({ default: "all", description: "`all`, or `dimension=value`" }),
  from: Instant,
  to: Instant,
  points: Type.Optional(Type.Integer({ minimum: 10, maximum: 10_000 })),
});

/** Everything that the dashboard reads to begin. */
export function stateRoutes(app: FastifyInstance, product: Product): void {
  const { incidents } = product.pipeline.engine;
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
  app.get<{ Querystring: { limit: number } }>(
    "/v1/incidents",
    {
      schema: {
        summary: "Incidents, firing first, newest first",
        tags: ["incidents"],
        querystring: Limit,
        response: { 200: Type.Object({ incidents: Type.Array(Incident) }) },
      },
    },
    ({ query }) => ({ incidents: incidents.all().slice(0, query.limit) }),
  );
  app.get<{ Params: { id: string } }>(
    "/v1/incidents/:id",
    { schema: { summary: "One incident", tags: ["incidents"], params: Id, response: { 200: Incident } } },
    ({ params }) => foundIncident(product, params.id),
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
