import type { FastifyInstance } from "fastify";
import { listMetrics } from "../operations/list-metrics.ts";
import { LoopDelay } from "../operations/metric/loop-delay.ts";
import type { Product } from "../operations/product.ts";
import { exposition, expositionTypes, formFor } from "./exposition.ts";

export function metricRoutes(app: FastifyInstance, product: Product): void {
  const loopDelay = new LoopDelay();
  app.addHook("onClose", (_instance, done) => {
    loopDelay.stop();
    done();
  });
  app.get(
    "/metrics",
    {
      schema: {
        summary: "Metrics for Prometheus; OpenMetrics when `Accept` asks for it",
        tags: ["health"],
        produces: Object.values(expositionTypes),
      },
    },
    ({ headers }, reply) => {
      const form = formFor(headers.accept);
      return reply.type(expositionTypes[form]).send(exposition(listMetrics(product, loopDelay), form));
    },
  );
}
