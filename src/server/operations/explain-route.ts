import type { RouteExplanation, RouteSample } from "../../core/model/route-explanation.ts";
import { explainRoute as explanationOf, sampleFault } from "../../core/notify/explain-route.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";

/**
 * Which routes a sample incident would take, and why; with the silences and planned work of its time.
 *
 * @throws Failure `request.invalid` for a status or scope that is not configured
 */
export function explainRoute({ pipeline, statuses, dimensions }: Product, sample: RouteSample): RouteExplanation {
  const names = { statuses: [...statuses], dimensions: [...dimensions] };
  const fault = sampleFault(sample, names);
  if (fault !== null) throw new Failure("request.invalid", `expected ${fault.expected}; got ${fault.got}`);
  const { engine, clock } = pipeline;
  const at = sample.at ?? clock.now();
  if (engine.settings === null) throw new Failure("server.fault", "nothing is configured yet");
  return explanationOf(sample, engine.settings, engine.notifier.silences.active(at), at);
}
