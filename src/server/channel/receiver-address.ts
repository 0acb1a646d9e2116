/**
 * The address of a channel's receiver.
 *
 * @throws TypeError when it is none, without repeating it: the engine's own error would tell it, and with it a secret
 */
export function receiverAddress(channel: string, text: string): URL {
  if (!URL.canParse(text)) throw new TypeError(`channel ${channel}: the webhook's address is not a URL`);
  const url = new URL(text);
  if (url.protocol === "https:" || url.protocol === "http:") return url;
  throw new TypeError(`channel ${channel}: the webhook's address must begin with https:// or http://`);
}
