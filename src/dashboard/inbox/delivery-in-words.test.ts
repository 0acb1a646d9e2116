import { expect, test } from "vitest";
import { deliveryLike } from "../../../test/support/examples.ts";
import type { Delivery } from "../../core/model/delivery.ts";
import { deliveryInWords, deliveryStateWord, isUndelivered } from "./delivery-in-words.ts";

test.each<[Partial<Delivery>, string, string]>([
  [{ state: "delivered", attempts: 1, detail: "202" }, "Delivered to teams", "delivered"],
  [{ attempts: 0 }, "Waiting to be sent", "waiting"],
  [{ attempts: 2, detail: "it answered 503" }, "Waiting, attempt 3: it answered 503", "waiting, attempt 3"],
  [{ state: "failed", attempts: 1, detail: "refused" }, "Failed after 1 attempt: refused", "failed"],
  [{ state: "kept" }, "Kept here: teams sends nothing, this is what it would have sent", "kept"],
])("%j reads %j", (change, text, word) => {
  expect(deliveryInWords(deliveryLike(change))).toBe(text);
  expect(deliveryStateWord(deliveryLike(change))).toBe(word);
});

test.each<[Partial<Delivery>, boolean]>([
  [{ state: "failed" }, true],
  [{ state: "planned", attempts: 1 }, true],
  [{ state: "planned", attempts: 0 }, false],
  [{ state: "delivered" }, false],
  [{ state: "kept" }, false],
])("%j is undelivered: %s", (change, expected) => {
  expect(isUndelivered(deliveryLike(change))).toBe(expected);
});
