import type { Delivery } from "../../core/model/delivery.ts";
import { t, tn } from "../language/language.ts";

/** What became of a message, in one line. */
export function deliveryInWords(delivery: Delivery): string {
  const { channel, attempts } = delivery;
  const reason = delivery.detail === null || delivery.detail === "" ? "" : `: ${delivery.detail}`;
  switch (delivery.state) {
    case "delivered":
      return t("Delivered to {channel}", { channel });
    case "planned":
      if (attempts === 0) return t("Waiting to be sent");
      return `${t("Waiting, attempt {n}", { n: attempts + 1 })}${reason}`;
    case "failed":
      return `${tn(attempts, "Failed after {n} attempt", "Failed after {n} attempts")}${reason}`;
    case "kept":
      return t("Kept here: {channel} sends nothing, this is what it would have sent", { channel });
  }
}

/** Given up, or not taken at the first attempt. */
export function isUndelivered({ state, attempts }: Delivery): boolean {
  return state === "failed" || (state === "planned" && attempts > 0);
}

/** The same, short enough for a list. */
export function deliveryStateWord({ state, attempts }: Delivery): string {
  switch (state) {
    case "delivered":
      return t("delivered");
    case "planned":
      return attempts === 0 ? t("waiting") : t("waiting, attempt {n}", { n: attempts + 1 });
    case "failed":
      return t("failed");
    case "kept":
      return t("kept");
  }
}
