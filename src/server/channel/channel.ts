import type { Message } from "../../core/model/message.ts";

/** A message in the form that the receiver gets. */
export interface Rendered {
  contentType: string;
  body: unknown;
}

/**
 * accepted  the receiver took it
 * retry     it may take it later; `retryAfterMs` when it said how much later
 * refused   it will not take it, however often it is tried
 */
export type Receipt =
  | { kind: "accepted"; detail: string | null }
  | { kind: "retry"; detail: string; retryAfterMs?: number }
  | { kind: "refused"; detail: string };

export interface SendOptions {
  idempotencyKey: string;
  signal: AbortSignal;
}

/** Where people go from a message. Links that act can be followed by whoever has the message, expire, and do one thing each. */
export interface MessageLinks {
  /** The page of the dashboard that the message is about. */
  open: string;
  /** Absent where there is nothing to acknowledge (any more). */
  acknowledge?: string;
  silence?: string;
}

/** The links of a message, as of now; a channel is given one, and offers what its receiver can show. */
export type LinksFor = (message: Message) => MessageLinks;

/** A way to tell people. `send` makes one attempt, and whatever the receiver does is a receipt, never an exception. */
export interface Channel {
  readonly name: string;
  readonly kind: string;
  /** False when nothing leaves the house: messages are only kept in the inbox. */
  readonly sends: boolean;
  render(message: Message): Rendered;
  send(rendered: Rendered, options: SendOptions): Promise<Receipt>;
}
