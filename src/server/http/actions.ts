import type { FastifyInstance } from "fastify";
import Type, { type Static, type TSchema } from "typebox";
import { Incident, Mark } from "../../core/model/incident.ts";
import { actOnIncident } from "../operations/act-on-incident.ts";
import type { Product } from "../operations/product.ts";
import { actorIn, bodyWith, PersonName, type WhoBody } from "./actor.ts";
import { withJsonBodies } from "./json-body.ts";

const Id = Type.Object({ id: Type.String({ maxLength: 40 }) });
type Id = Static<typeof Id>;

const NoFields = bodyWith({}, '{"by": "Ana"}, or nothing');
const Assignment = bodyWith(
  { to: Type.Union([PersonName, Type.Null()]) },
  '{"to": "a name of up to 60 characters, or null", "by": "Ana"}',
);
const Note = bodyWith(
  { text: Type.String({ minLength: 1, maxLength: 1000, pattern: "\\S" }) },
  '{"text": "1 to 1000 characters", "by": "a name of up to 60, or left out"}',
);
const Marking = bodyWith(
  { as: Type.Union([Mark, Type.Null()]) },
  '{"as": "real, noise, expected or null", "by": "Ana"}',
);

/** What people do to an incident. Each answers with the incident as it is then; what is so already is not done again. */
export async function incidentActionRoutes(app: FastifyInstance, product: Product): Promise<void> {
  await withJsonBodies(app, (scope) => {
    plainRoute(scope, product, "acknowledge", "Say that somebody takes care: no reminder, no escalation from then on");
    plainRoute(scope, product, "unacknowledge", "Take an acknowledgement back");
    plainRoute(scope, product, "resolve", "Say that it is over, before all its series are normal again");
    scope.post<{ Params: Id; Body: Static<typeof Assignment> }>(
      "/v1/incidents/:id/assign",
      schemaOf("Give it to somebody, or to nobody with null", Assignment),
      ({ params, body }) =>
        actOnIncident(product, { do: "assign", incidentId: params.id, to: body.to?.trim() ?? null }, actorIn(body)),
    );
    scope.post<{ Params: Id; Body: Static<typeof Note> }>(
      "/v1/incidents/:id/notes",
      schemaOf("Add what somebody says to the timeline", Note),
      ({ params, body }) =>
        actOnIncident(product, { do: "note", incidentId: params.id, text: body.text.trim() }, actorIn(body)),
    );
    scope.post<{ Params: Id; Body: Static<typeof Marking> }>(
      "/v1/incidents/:id/mark",
      schemaOf(
        "Say what it was: what is real is not learnt from, noise and an expected event are; null takes it back",
        Marking,
      ),
      ({ params, body }) => actOnIncident(product, { do: "mark", incidentId: params.id, as: body.as }, actorIn(body)),
    );
  });
}

function plainRoute(
  scope: FastifyInstance,
  product: Product,
  verb: "acknowledge" | "unacknowledge" | "resolve",
  summary: string,
): void {
  scope.post<{ Params: Id; Body: WhoBody }>(
    `/v1/incidents/:id/${verb}`,
    schemaOf(summary, NoFields),
    ({ params, body }) => actOnIncident(product, { do: verb, incidentId: params.id }, actorIn(body)),
  );
}

function schemaOf(summary: string, body: TSchema) {
  return { schema: { summary, tags: ["incidents"], params: Id, body, response: { 200: Incident } } };
}
