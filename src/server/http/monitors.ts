import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { MonitorReport } from "../../core/model/monitor-report.ts";
import { listMonitors } from "../operations/list-monitors.ts";
import type { Product } from "../operations/product.ts";

export function monitorRoutes(app: FastifyInstance, product: Product): void {
  app.get(
    "/v1/monitors",
    {
      schema: {
        summary: "Budget of each monitor, alarms raised lately, and what can be found by now",
        tags: ["monitors"],
        response: { 200: Type.Object({ monitors: Type.Array(MonitorReport) }) },
      },
    },
    () => ({ monitors: listMonitors(product) }),
  );
}
