/** Ranges of the first six digits that issuers of payment cards use, and how long their numbers are. */
const issuerRanges: readonly { brand: string; from: number; to: number; lengths: readonly number[] }[] = [
  { brand: "visa", from: 400_000, to: 499_999, lengths: [13, 16, 19] },
  { brand: "mastercard", from: 510_000, to: 559_999, lengths: [16] },
  { brand: "mastercard 2-series", from: 222_100, to: 272_099, lengths: [16] },
  { brand: "amex", from: 340_000, to: 349_999, lengths: [15] },
  { brand: "amex", from: 370_000, to: 379_999, lengths: [15] },
  { brand: "diners", from: 300_000, to: 305_999, lengths: [14, 15, 16, 17, 18, 19] },
  { brand: "diners", from: 309_500, to: 309_599, lengths: [14, 15, 16, 17, 18, 19] },
  { brand: "diners", from: 360_000, to: 369_999, lengths: [14, 15, 16, 17, 18, 19] },
  { brand: "diners", from: 380_000, to: 399_999, lengths: [14, 15, 16, 17, 18, 19] },
  { brand: "jcb", from: 352_800, to: 358_999, lengths: [16, 17, 18, 19] },
  { brand: "discover", from: 601_100, to: 601_199, lengths: [16, 17, 18, 19] },
  { brand: "discover", from: 644_000, to: 659_999, lengths: [16, 17, 18, 19] },
  { brand: "unionpay", from: 620_000, to: 629_999, lengths: [16, 17, 18, 19] },
  { brand: "unionpay", from: 810_000, to: 817_999, lengths: [16, 17, 18, 19] },
  { brand: "maestro", from: 500_000, to: 509_999, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { brand: "maestro", from: 560_000, to: 589_999, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { brand: "maestro", from: 630_400, to: 630_499, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { brand: "maestro", from: 639_000, to: 639_099, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { brand: "maestro", from: 670_000, to: 679_999, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { brand: "elo", from: 636_297, to: 636_297, lengths: [16] },
  { brand: "elo", from: 636_368, to: 636_368, lengths: [16] },
  { brand: "hipercard", from: 606_282, to: 606_282, lengths: [13, 16, 19] },
  { brand: "hipercard", from: 637_095, to: 637_095, lengths: [13, 16, 19] },
  { brand: "hipercard", from: 637_568, to: 637_612, lengths: [13, 16, 19] },
  { brand: "hipercard", from: 384_100, to: 384_169, lengths: [13, 16, 19] },
  { brand: "mir", from: 220_000, to: 220_499, lengths: [16, 17, 18, 19] },
  { brand: "rupay", from: 600_000, to: 609_999, lengths: [16] },
  { brand: "rupay", from: 810_000, to: 829_999, lengths: [16] },
  { brand: "rupay", from: 353_000, to: 353_999, lengths: [16] },
  { brand: "rupay", from: 356_000, to: 356_999, lengths: [16] },
  { brand: "troy", from: 979_200, to: 979_299, lengths: [16] },
];

const SHORTEST = 13;
const LONGEST = 19;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const LETTER = /[\p{L}\p{N}_]/u;

/** Digits that hang together, split where a single space or hyphen stands. */
const CHAIN = /\d+(?:[ \u00a0\u202f\u2010-\u2013-]\d+)*/g;
const SEPARATOR = /[^\d]/;

/** Luhn (1960), US patent 2,950,048: from the right, every second digit doubled; the digit sum is a multiple of ten. */
function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, isDoubled = false; i >= 0; i--, isDoubled = !isDoubled) {
    const digit = digits.charCodeAt(i) - 48;
    if (!isDoubled) sum += digit;
    else sum += digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

function isFromIssuer(digits: string): boolean {
  const issuer = Number(digits.slice(0, 6));
  return issuerRanges.some(
    ({ from, to, lengths }) => issuer >= from && issuer <= to && lengths.includes(digits.length),
  );
}

/** Cheap first look: 13 digits with nothing but separators between them. Nearly every text ends here. */
function hasLongChain(text: string): boolean {
  let digits = 0;
  let isSeparated = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) {
      if (++digits >= SHORTEST) return true;
      isSeparated = false;
    } else if (isSeparated || (code !== 0x20 && code !== 0x2d && code < 0x80)) {
      digits = 0;
      isSeparated = false;
    } else isSeparated = true;
  }
  return false;
}

/** Tries every stretch of whole groups, since "07 4111 1111 1111 1111" holds a number that does not begin the chain. */
function isCardIn(groups: readonly string[]): boolean {
  for (let first = 0; first < groups.length; first++) {
    let digits = "";
    for (let last = first; last < groups.length; last++) {
      digits += groups[last];
      if (digits.length > LONGEST) break;
      if (digits.length >= SHORTEST && isLuhnValid(digits) && isFromIssuer(digits)) return true;
    }
  }
  return false;
}

/**
 * True when the text holds 13 to 19 digits that look like the number of a payment card: from a known issuer range, of a length
 * used there, with the right check digit. Single spaces or hyphens may part the digits; digits glued to letters are not one.
 */
export function hasCardNumber(text: string): boolean {
  if (text.length < SHORTEST || !hasLongChain(text) || UUID.test(text)) return false;
  for (const match of text.matchAll(CHAIN)) {
    const groups = match[0].split(SEPARATOR);
    if (LETTER.test(text.slice(0, match.index).slice(-1))) groups.shift();
    if (LETTER.test(text.charAt(match.index + match[0].length))) groups.pop();
    if (isCardIn(groups)) return true;
  }
  return false;
}

/**
 * The same for a number. Its fraction does not count, since 0.30000000000000004 is no card; nor does the check digit above 2^53,
 * where JSON has already rounded the last digits away.
 */
export function isCardLikeNumber(value: number): boolean {
  const whole = Math.abs(Math.trunc(value));
  if (!(whole >= 1e12 && whole < 1e19)) return false;
  const digits = BigInt(whole).toString();
  return isFromIssuer(digits) && (whole > Number.MAX_SAFE_INTEGER || isLuhnValid(digits));
}
