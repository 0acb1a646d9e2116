import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { Check } from "typebox/value";
import { Delivery } from "../../core/model/delivery.ts";
import { History } from "../../core/model/history.ts";
import { Incident } from "../../core/model/incident.ts";
import { Overview } from "../../core/model/overview.ts";
import { Failure } from "../operations/failure.ts";
import { noteIncident, type NoteRequest } from "../operations/note-incident.ts";
import type { Product } from "../operations/product.ts";
import { renderDelivery } from "../operations/render-delivery.ts";
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

const Rendered = Type.Object({
  channel: Type.String(),
  kind: Type.String(),
  contentType: Type.String(),
  body: Type.Unknown(),
});

const Note = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 1000, pattern: "\\S" }),
    by: Type.Optional(Type.String({ minLength: 1, maxLength: 60, pattern: "\\S" })),
  },
  { additionalProperties: false },
);

function noteIn(body: unknown): NoteRequest {
  try {
    const note: unknown = JSON.parse(String(body));
    if (Check(Note, note)) return note;
  } catch {
    // Told below: what is not JSON is no note either.
  }
  throw new Failure(
    "request.invalid",
    'expected {"text": "1 to 1000 characters", "by": "a name of up to 60, or left out"}',
  );
}

/** Everything that the dashboard reads, and what people say of an incident. */
export function stateRoutes(app: FastifyInstance, product: Product): void {
  const { incidents, deliveries } = product.pipeline.engine;
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
    ({ params }) => {
      const incident = incidents.find(params.id);
      if (incident === null) throw new Failure("incident.not-found", "no such incident is kept; the last 500 are");
      return incident;
    },
  );
  app.post<{ Params: { id: string } }>(
    "/v1/incidents/:id/notes",
    {
      schema: {
        summary: "Add what somebody says to the timeline of an incident",
        description: 'The body is JSON such as {"text": "the acquirer knows", "by": "Ana"}; `by` may be left out.',
        tags: ["incidents"],
        params: Id,
        response: { 200: Incident },
      },
    },
    ({ params, body }) => noteIncident(product, params.id, noteIn(body)),
  );
  app.get<{ Querystring: { limit: number } }>(
    "/v1/deliveries",
    {
      schema: {
        summary: "Messages that channels sent or would have sent, newest first",
        tags: ["messages"],
        querystring: Limit,
        response: { 200: Type.Object({ deliveries: Type.Array(Delivery) }) },
      },
    },
    ({ query }) => ({ deliveries: deliveries.all().slice(0, query.limit) }),
  );
  app.get<{ Params: { id: string } }>(
    "/v1/deliveries/:id/rendered",
    {
      schema: {
        summary: "A message in the form of its channel",
        tags: ["messages"],
        params: Id,
        response: { 200: Rendered },
      },
    },
    ({ params }) => renderDelivery(product, params.id),
  );
}
