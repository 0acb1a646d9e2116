import { expect, test } from "vitest";
import type { Delivery } from "../../core/model/delivery.ts";
import { deliveryInWords, deliveryStateWord } from "./delivery-in-words.ts";

function delivery(change: Partial<Delivery>): Delivery {
  const message: Delivery["message"] = {
    event: "opened",
    at: 0,
    title: "denied above normal",
    summary: "",
    facts: [],
    trail: [],
    incidentId: "i",
    path: "/",
  };
  return {
    id: "d",
    incidentId: "i",
    channel: "teams",
    state: "planned",
    plannedAt: 0,
    attempts: 0,
    detail: null,
    message,
    ...change,
  };
}

test.each<[Partial<Delivery>, string, string]>([
  [{ state: "delivered", attempts: 1, detail: "202" }, "Delivered to teams", "delivered"],
  [{ attempts: 0 }, "Waiting to be sent", "waiting"],
  [{ attempts: 2, detail: "it answered 503" }, "Waiting, attempt 3: it answered 503", "waiting, attempt 3"],
  [{ state: "failed", attempts: 1, detail: "refused" }, "Failed after 1 attempt: refused", "failed"],
  [{ state: "kept" }, "Kept: no channel is configured, this is what Teams would have received", "kept"],
])("%j reads %j", (change, text, word) => {
  expect(deliveryInWords(delivery(change))).toBe(text);
  expect(deliveryStateWord(delivery(change))).toBe(word);
});
