/** Control characters, halves of characters, and marks that reorder the text around them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Text for one line of at most so many characters: what came in with a transaction may hold anything, of any length. */
export function clippedText(text: string, longest: number): string {
  const plain = text
    .slice(0, longest * 4)
    .replace(UNPRINTABLE, " ")
    .trim();
  const characters = Array.from(plain);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : plain;
}

/** The same for receivers that count as JavaScript does, in which some characters are two. */
export function clippedUnits(text: string, longest: number): string {
  const short = clippedText(text, longest);
  return short.length <= longest ? short : clippedText(text, longest >> 1);
}
