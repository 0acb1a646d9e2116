import Type, { type Static } from "typebox";

export const MessageEvent = Type.Enum(["opened", "updated", "resolved", "test"]);
export type MessageEvent = Static<typeof MessageEvent>;

/** What people are told, before it takes the form of a channel. Texts are plain; a channel escapes them. */
export const Message = Type.Object({
  event: MessageEvent,
  at: Type.Integer(),
  title: Type.String(),
  summary: Type.String(),
  facts: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  trail: Type.Array(Type.Object({ value: Type.Number(), expected: Type.Number() }), {
    description: "the last ticks of the lead series, oldest first",
  }),
  incidentId: Type.String(),
  /** Path on the dashboard; the channel puts the public address before it. */
  path: Type.String(),
});
export type Message = Static<typeof Message>;
