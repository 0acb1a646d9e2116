/** The bytes of a text; a half of a character becomes U+FFFD, as everywhere. */
export function utf8Of(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return manyBytesOf(text);
    bytes[i] = code;
  }
  return bytes;
}

function manyBytesOf(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replaceAll(/\p{Cs}/gu, "\ufffd"));
  const bytes: number[] = [];
  for (let i = 0; i < escaped.length; i++) {
    const isEscape = escaped[i] === "%";
    bytes.push(isEscape ? Number.parseInt(escaped.slice(i + 1, i + 3), 16) : escaped.charCodeAt(i));
    if (isEscape) i += 2;
  }
  return Uint8Array.from(bytes);
}

/**
 * The text of bytes from `from` to before `to`, where characters begin and end.
 *
 * @throws URIError for bytes that are no UTF-8
 */
export function textOf(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = "";
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x80) return decodeURIComponent(escapedOf(bytes, from, to));
    text += String.fromCharCode(byte);
  }
  return text;
}

function escapedOf(bytes: Uint8Array, from: number, to: number): string {
  let escaped = "";
  for (let i = from; i < to; i++) escaped += `%${(bytes[i] ?? 0).toString(16).padStart(2, "0")}`;
  return escaped;
}
