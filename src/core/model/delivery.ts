import Type, { type Static } from "typebox";
import { Message } from "./message.ts";

/**
 * planned    not sent yet, or to be tried again
 * delivered  the receiver accepted it
 * failed     given up: the receiver refuses it, or it stayed down for too long
 * kept       the channel sends nothing; the message is only in the inbox
 */
export const DeliveryState = Type.Enum(["planned", "delivered", "failed", "kept"]);
export type DeliveryState = Static<typeof DeliveryState>;

/** One message on its way to one channel. `id` is also the idempotency key. */
export const Delivery = Type.Object({
  id: Type.String(),
  incidentId: Type.Union([Type.String(), Type.Null()]),
  channel: Type.String(),
  route: Type.Union([Type.String(), Type.Null()], { description: "name of the route that chose the channel" }),
  /** Id of the delivery in whose place it goes out, because that one's channel stayed down. */
  insteadOf: Type.Union([Type.String(), Type.Null()]),
  state: DeliveryState,
  plannedAt: Type.Integer(),
  attempts: Type.Integer(),
  detail: Type.Union([Type.String(), Type.Null()]),
  message: Message,
});
export type Delivery = Static<typeof Delivery>;

/** How one attempt ended, as the journal keeps it. */
export const DeliveryOutcome = Type.Object({
  deliveryId: Type.String(),
  state: DeliveryState,
  detail: Type.Union([Type.String(), Type.Null()]),
});
export type DeliveryOutcome = Static<typeof DeliveryOutcome>;
