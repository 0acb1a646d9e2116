import type { FastifyInstance } from "fastify";
import { Check } from "typebox/value";
import { RouteExplanation, RouteSample } from "../../core/model/route-explanation.ts";
import { explainRoute } from "../operations/explain-route.ts";
import { Failure } from "../operations/failure.ts";
import type { Product } from "../operations/product.ts";

function sampleIn(body: unknown): RouteSample {
  try {
    const sample: unknown = JSON.parse(String(body));
    if (Check(RouteSample, sample)) return sample;
  } catch {
    // Told below: what is not JSON is no sample either.
  }
  throw new Failure(
    "request.invalid",
    'expected {"status": "failed", "scope": "issuer=aurora", "symptom": "above", "severity": "critical", "at": 1764212400000}; all but status may be left out',
  );
}

export function routeRoutes(app: FastifyInstance, product: Product): void {
  app.post(
    "/v1/routes/explain",
    {
      schema: {
        summary: "Which routes a sample incident would take, and why",
        description:
          'The body is JSON such as {"scope": "issuer=aurora", "status": "failed", "severity": "critical"}. Nothing is sent.',
        tags: ["messages"],
        response: { 200: RouteExplanation },
      },
    },
    ({ body }) => explainRoute(product, sampleIn(body)),
  );
}
