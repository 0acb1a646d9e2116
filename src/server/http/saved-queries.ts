import type { FastifyInstance } from "fastify";
import Type, { type Static } from "typebox";
import { SavedQuery } from "../../core/model/saved-query.ts";
import type { Product } from "../operations/product.ts";
import {
  addQuery,
  changeQuery,
  deleteQuery,
  findQuery,
  listQueries,
  type WantedQuery,
} from "../operations/saved-queries.ts";
import { actorIn, bodyWith } from "./actor.ts";
import { withJsonBodies } from "./json-body.ts";

const Id = Type.Object({ id: Type.String({ maxLength: 40 }) });
type Id = Static<typeof Id>;

const { name, sql, parameters, view } = SavedQuery.properties;
const Wanted = bodyWith(
  { name, sql, parameters: Type.Optional(parameters), view: Type.Optional(view) },
  '{"name": "failures by issuer", "sql": "SELECT ...", "by": "Ana"}, with parameters as texts if it has some',
);
type Wanted = Static<typeof Wanted>;
const Nobody = bodyWith({}, '{"by": "Ana"}, or nothing');

/** Queries that people keep for themselves and others. */
export async function savedQueryRoutes(app: FastifyInstance, product: Product): Promise<void> {
  const tags = ["store"];
  const one = { 200: SavedQuery };
  app.get(
    "/v1/queries",
    {
      schema: {
        summary: "Saved queries, newest first",
        tags,
        response: { 200: Type.Object({ queries: Type.Array(SavedQuery) }) },
      },
    },
    () => ({ queries: listQueries(product) }),
  );
  app.get<{ Params: Id }>(
    "/v1/queries/:id",
    { schema: { summary: "One saved query", tags, params: Id, response: one } },
    ({ params }) => findQuery(product, params.id),
  );
  await withJsonBodies(app, (scope) => {
    scope.post<{ Body: Wanted }>(
      "/v1/queries",
      { schema: { summary: "Save a query under a name", tags, body: Wanted, response: one } },
      ({ body }) => addQuery(product, wantedIn(body), actorIn(body)),
    );
    scope.put<{ Params: Id; Body: Wanted }>(
      "/v1/queries/:id",
      { schema: { summary: "Save another text or name in its place", tags, params: Id, body: Wanted, response: one } },
      ({ params, body }) => changeQuery(product, params.id, wantedIn(body), actorIn(body)),
    );
    scope.delete<{ Params: Id; Body: Static<typeof Nobody> }>(
      "/v1/queries/:id",
      { schema: { summary: "Delete a saved query", tags, params: Id, body: Nobody, response: one } },
      ({ params, body }) => deleteQuery(product, params.id, actorIn(body)),
    );
  });
}

function wantedIn({ name: given, sql: text, parameters: values = {}, view: shown = null }: Wanted): WantedQuery {
  return { name: given, sql: text, parameters: values, view: shown };
}
