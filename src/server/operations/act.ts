import type { Applied } from "../../core/engine/engine.ts";
import { holdsCardNumber } from "../../core/intake/shown.ts";
import type { Action } from "../../core/model/action.ts";
import type { Via } from "../../core/model/incident.ts";
import { Failure } from "./failure.ts";
import { journaled } from "./journaled.ts";
import type { Product } from "./product.ts";

/** Whoever does something, and where; they are not asked to prove who they are. */
export interface Actor {
  by: string | null;
  via: Via;
}

/**
 * Writes to the journal what somebody does; what it leads to follows from there. Whether it can be done has been checked.
 *
 * @throws Failure `request.invalid`, `journal.*`, `server.stopping`
 */
export function act(product: Product, action: Action, { by, via }: Actor): Promise<Applied> {
  const refusal = cardRefusal({ by, action });
  if (refusal !== null) throw refusal;
  return journaled(product, { kind: "acted", at: product.pipeline.clock.now(), by, via, action });
}

/** What holds a card number is refused before anything else is said of it, since an error may repeat what came. */
export function cardRefusal(given: unknown): Failure | null {
  if (!holdsCardNumber(given)) return null;
  return new Failure("request.invalid", "expected texts without a card number; got something that looks like one");
}
