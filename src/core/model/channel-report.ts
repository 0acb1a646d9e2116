import Type, { type Static } from "typebox";
import { DeliveryState } from "./delivery.ts";

/** How a channel is: what became of the messages that are kept. */
export const ChannelReport = Type.Object({
  name: Type.String(),
  kind: Type.String(),
  sends: Type.Boolean({ description: "false: messages are only kept in the inbox" }),
  messages: Type.Object({
    planned: Type.Integer({ description: "not sent yet, or to be tried again" }),
    delivered: Type.Integer(),
    failed: Type.Integer({ description: "given up" }),
    kept: Type.Integer(),
  }),
  lastDeliveredAt: Type.Union([Type.Integer(), Type.Null()], {
    description: "when the newest of the delivered messages was planned",
  }),
  lastAnswer: Type.Union(
    [
      Type.Object({ deliveryId: Type.String(), state: DeliveryState, text: Type.Union([Type.String(), Type.Null()]) }),
      Type.Null(),
    ],
    { description: "what the receiver said to the newest message that was tried" },
  ),
});
export type ChannelReport = Static<typeof ChannelReport>;
