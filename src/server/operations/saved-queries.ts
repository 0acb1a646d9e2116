import { randomBytes } from "node:crypto";
import type { SavedQuery } from "../../core/model/saved-query.ts";
import { MOST_QUERIES } from "../../core/query/query-book.ts";
import { act, type Actor } from "./act.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";

export type WantedQuery = Pick<SavedQuery, "name" | "sql" | "parameters" | "view">;

/** Newest first. */
export function listQueries({ pipeline }: Product): SavedQuery[] {
  return pipeline.engine.queries.all();
}

/** @throws Failure `query.not-found` */
export function findQuery({ pipeline }: Product, id: string): SavedQuery {
  const query = pipeline.engine.queries.find(id);
  if (query === null) throw new Failure("query.not-found", "there is no such query; it may have been deleted");
  return query;
}

/** @throws Failure `query.too-many-saved`, `request.invalid`, `journal.*`, `server.stopping` */
export async function addQuery(product: Product, wanted: WantedQuery, actor: Actor): Promise<SavedQuery> {
  if (listQueries(product).length >= MOST_QUERIES) {
    throw new Failure("query.too-many-saved", `${MOST_QUERIES} queries are saved already; delete one first`);
  }
  return keep(product, `q-${randomBytes(4).toString("hex")}`, wanted, actor);
}

/** @throws Failure `query.not-found`, `request.invalid`, `journal.*`, `server.stopping` */
export async function changeQuery(
  product: Product,
  id: string,
  wanted: WantedQuery,
  actor: Actor,
): Promise<SavedQuery> {
  return keep(product, findQuery(product, id).id, wanted, actor);
}

/** Returns it as it was. @throws Failure `query.not-found`, `journal.*`, `server.stopping` */
export async function deleteQuery(product: Product, id: string, actor: Actor): Promise<SavedQuery> {
  const query = findQuery(product, id);
  await act(product, { do: "delete-query", queryId: id }, actor);
  return query;
}

async function keep(product: Product, id: string, wanted: WantedQuery, actor: Actor): Promise<SavedQuery> {
  const { name, sql, parameters, view } = wanted;
  const savedAt = product.pipeline.clock.now();
  const query: SavedQuery = { id, name: name.trim(), sql, parameters, view, by: actor.by, savedAt };
  await act(product, { do: "save-query", query }, actor);
  return query;
}
