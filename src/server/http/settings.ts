import type { FastifyInstance } from "fastify";
import { SettingsReport } from "../../core/model/settings-report.ts";
import type { Product } from "../operations/product.ts";
import { showSettings } from "../operations/show-settings.ts";

export function settingsRoutes(app: FastifyInstance, product: Product): void {
  app.get(
    "/v1/settings",
    {
      schema: {
        summary: "What runs, each setting and where it comes from, journal, store, and how far each scope is learned",
        tags: ["health"],
        response: { 200: SettingsReport },
      },
    },
    () => showSettings(product),
  );
}
