/** Control characters, halves of characters, and marks that reorder the text around them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** What came in with a transaction, made harmless to read: printable, on one line, at most `longest` characters. */
export function clipped(text: string, longest: number): string {
  const plain = text
    .slice(0, longest * 4)
    .replace(UNPRINTABLE, " ")
    .trim();
  const characters = Array.from(plain);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : plain;
}
