import type { Delivery } from "../../core/model/delivery.ts";
import { plural } from "../format.ts";

/** What became of a message, in one line. */
export function deliveryInWords(delivery: Delivery): string {
  const reason = delivery.detail === null || delivery.detail === "" ? "" : `: ${delivery.detail}`;
  switch (delivery.state) {
    case "delivered":
      return `Delivered to ${delivery.channel}`;
    case "planned":
      if (delivery.attempts === 0) return "Waiting to be sent";
      return `Waiting, attempt ${delivery.attempts + 1}${reason}`;
    case "failed":
      return `Failed after ${plural(delivery.attempts, "attempt")}${reason}`;
    case "kept":
      return `Kept here: ${delivery.channel} sends nothing, this is what it would have sent`;
  }
}

/** Given up, or not taken at the first attempt. */
export function isUndelivered({ state, attempts }: Delivery): boolean {
  return state === "failed" || (state === "planned" && attempts > 0);
}

/** The same, short enough for a list. */
export function deliveryStateWord(delivery: Delivery): string {
  switch (delivery.state) {
    case "delivered":
      return "delivered";
    case "planned":
      return delivery.attempts === 0 ? "waiting" : `waiting, attempt ${delivery.attempts + 1}`;
    case "failed":
      return "failed";
    case "kept":
      return "kept";
  }
}
