import { hasCardNumber, isCardLikeNumber } from "./card-number.ts";

const LONGEST_SHOWN = 60;
const CARD_NOT_SHOWN = "something that looks like a card number (not shown)";

type Nested = Readonly<Record<string, unknown>>;

/** Control characters, and those that reorder or hide what stands beside them. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\p{Cs}]/gu;

/** Card numbers in keys and values, however deep; works on a list of its own, since JSON may nest deeper than the stack. */
export function holdsCardNumber(raw: unknown): boolean {
  if (typeof raw === "string") return hasCardNumber(raw);
  if (typeof raw === "number") return isCardLikeNumber(raw);
  if (typeof raw !== "object" || raw === null) return false;
  const open = [raw as Nested];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const key of Object.keys(node)) {
      if (hasCardNumber(key)) return true;
      const value = node[key];
      if (typeof value === "object" && value !== null) open.push(value as Nested);
      else if (holdsCardNumber(value)) return true;
    }
  }
  return false;
}

function plain(text: string): string {
  const start = text.slice(0, LONGEST_SHOWN).replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, "0")}`;
  });
  const fitting =
    text.length > LONGEST_SHOWN || start.length > LONGEST_SHOWN ? `${start.slice(0, LONGEST_SHOWN - 1)}…` : start;
  return hasCardNumber(text) || hasCardNumber(fitting) ? CARD_NOT_SHOWN : fitting;
}

/** What came, as a refusal may repeat it: at most 60 characters, nothing unprintable, never a card number. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 1 ? "an array of 1 item" : `an array of ${value.length} items`;
  if (typeof value === "object") return "an object";
  if (typeof value === "number") return isCardLikeNumber(value) ? CARD_NOT_SHOWN : String(value);
  if (typeof value !== "string") return typeof value === "boolean" ? String(value) : typeof value;
  return value === "" ? "an empty text" : plain(value);
}

export const cardRefusal = {
  field: "record",
  expected: "no card numbers, in any field",
  got: CARD_NOT_SHOWN,
} as const;
