import type { FastifyInstance } from "fastify";
import Type, { type Static } from "typebox";
import { ChartMark, Deploy } from "../../core/model/chart-mark.ts";
import { Heat } from "../../core/model/heat.ts";
import { ALL_TRAFFIC } from "../../core/model/scope.ts";
import { listMarks, type MarksQuestion, noteDeploy, removeDeploy } from "../operations/marks.ts";
import type { Product } from "../operations/product.ts";
import { type HeatAsked, showHeat } from "../operations/show-heat.ts";
import { actorIn, bodyWith } from "./actor.ts";
import { withJsonBodies } from "./json-body.ts";

const Instant = Type.Integer({ minimum: 0, description: "milliseconds since 1970 UTC" });
const Span = Type.Object({ scope: Type.String({ default: ALL_TRAFFIC }), from: Instant, to: Instant });
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) });
const Cells = Type.Object({
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  cells: Type.Optional(Type.Integer({ minimum: 1, maximum: 400, default: 60 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 30 })),
});
const Noted = bodyWith(
  {
    text: Deploy.properties.text,
    kind: Type.Optional(Type.Enum(["deploy"])),
    at: Type.Optional(Instant),
  },
  '{"text": "gateway 4.2, 1 to 200 characters", "kind": "deploy", "at": 1764212400000, "by": "Ana"}, all but text may be left out',
);
const Nobody = bodyWith({}, '{"by": "Ana"}, or nothing');

const tags = ["state"];

/** What stands on the charts beside the counts, and which scopes burn. */
export async function markRoutes(app: FastifyInstance, product: Product): Promise<void> {
  app.get<{ Querystring: HeatAsked }>(
    "/v1/heat",
    {
      schema: {
        summary: "How far from normal each scope was over time, the worst scopes first",
        tags,
        querystring: Cells,
        response: { 200: Heat },
      },
    },
    ({ query }) => showHeat(product, query),
  );
  app.get<{ Querystring: MarksQuestion }>(
    "/v1/marks",
    {
      schema: {
        summary: "Incidents, silences and deploys of a time, for the charts of a scope",
        tags,
        querystring: Span,
        response: { 200: Type.Object({ marks: Type.Array(ChartMark) }) },
      },
    },
    ({ query }) => ({ marks: listMarks(product, query) }),
  );
  await withJsonBodies(app, (scope) => {
    scope.post<{ Body: Static<typeof Noted> }>(
      "/v1/marks",
      { schema: { summary: "Note a deploy, so that charts show it", tags, body: Noted, response: { 200: ChartMark } } },
      ({ body }) => noteDeploy(product, body, actorIn(body)),
    );
    scope.delete<{ Params: Static<typeof Id>; Body: Static<typeof Nobody> }>(
      "/v1/marks/:id",
      { schema: { summary: "Remove a deploy", tags, params: Id, body: Nobody, response: { 200: ChartMark } } },
      ({ params, body }) => removeDeploy(product, params.id, actorIn(body)),
    );
  });
}
