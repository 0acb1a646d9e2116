import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { Trouble } from "../../core/model/overview.ts";
import { listTroubles } from "../operations/list-troubles.ts";
import type { Product } from "../operations/product.ts";

const Health = Type.Object({
  state: Type.Enum(["ok", "degraded"]),
  version: Type.String(),
  journal: Type.Object({ kind: Type.String(), entries: Type.Integer() }),
  troubles: Type.Array(Trouble),
});

export function healthRoutes(app: FastifyInstance, product: Product): void {
  const { journal } = product.pipeline;
  app.get(
    "/health",
    { schema: { summary: "Whether every part works", tags: ["health"], response: { 200: Health } } },
    () => {
      const troubles = listTroubles(product);
      const state = troubles.length === 0 ? "ok" : "degraded";
      return {
        state,
        version: product.version,
        journal: { kind: journal.kind, entries: journal.next - journal.first },
        troubles,
      };
    },
  );
}
