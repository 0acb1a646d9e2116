import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasCardNumber, isCardLikeNumber } from "./card-number.ts";

function withCheckDigit(digits: string): string {
  for (let check = 0; check < 10; check++) {
    const sum = Array.from(`${digits}${check}`, Number)
      .toReversed()
      .map((digit, i) => (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2))
      .reduce((total, digit) => total + digit, 0);
    if (sum % 10 === 0) return `${digits}${check}`;
  }
  throw new RangeError("no check digit");
}

describe("hasCardNumber", () => {
  test.each([
    ["Visa", "4111111111111111"],
    ["Visa", "4012888888881881"],
    ["Visa of 13 digits", "4222222222222"],
    ["Mastercard", "5555555555554444"],
    ["Mastercard", "5105105105105100"],
    ["Mastercard 2-series", "2223003122003222"],
    ["American Express", "378282246310005"],
    ["American Express", "371449635398431"],
    ["Diners Club", "30569309025904"],
    ["Diners Club", "38520000023237"],
    ["Diners Club", "36227206271667"],
    ["Discover", "6011111111111117"],
    ["Discover", "6011000990139424"],
    ["JCB", "3530111333300000"],
    ["JCB", "3566002020360505"],
    ["UnionPay", "6200000000000005"],
    ["UnionPay of 19 digits", "6205500000000000004"],
    ["Maestro", "6759649826438453"],
    ["Elo", "6362970000457013"],
    ["Hipercard", "6062826786276634"],
    ["Mir", withCheckDigit("220138200000001")],
    ["RuPay", withCheckDigit("817199900000001")],
    ["Troy", withCheckDigit("979203039444079")],
  ])("knows the test numbers of %s: %s", (_brand, number) => {
    expect(hasCardNumber(number)).toBe(true);
    expect(isCardLikeNumber(Number(number))).toBe(true);
  });

  test.each([
    ["groups of four", "4111 1111 1111 1111"],
    ["hyphens", "3782-822463-10005"],
    ["inside a sentence", "card: 4111-1111-1111-1111, thanks"],
    ["after another group", "07 4111 1111 1111 1111"],
    ["before another group", "4111111111111111 123"],
    ["after a word with digits and a hyphen", "x1-4111111111111111"],
    ["in brackets", "(4111111111111111)"],
    ["hard spaces", "4111\u00a01111\u00a01111\u00a01111"],
  ])("finds a number with %s", (_name, text) => {
    expect(hasCardNumber(text)).toBe(true);
  });

  test.each([
    ["a wrong check digit", "4111111111111112"],
    ["an unknown issuer", "0000000000000000"],
    ["a length that the issuer does not use", "411111111111116"],
    ["more than 19 digits in one piece", "41111111111111110000"],
    ["letters before", "x4111111111111111"],
    ["letters after", "4111111111111111x"],
    ["two spaces", "4111  1111  1111  1111"],
    ["a UUID of digits only", "41111111-1111-4111-8111-111111111111"],
    ["a time", "2025-07-13T10:00:00.000Z"],
    ["milliseconds since 1970", "1752400800000"],
    ["nanoseconds since 1970", "1752400800000000000"],
    ["nothing", ""],
  ])("is not misled by %s", (_name, text) => {
    expect(hasCardNumber(text)).toBe(false);
  });

  test("the fraction of a number is no card", () => {
    expect(isCardLikeNumber(0.4111111111111111)).toBe(false);
    expect(isCardLikeNumber(-4111111111111111)).toBe(true);
    expect(isCardLikeNumber(Number.NaN)).toBe(false);
    expect(isCardLikeNumber(Number.POSITIVE_INFINITY)).toBe(false);
  });

  test("property: a wrong last digit makes it an ordinary number", () => {
    const issuer = fc.constantFrom("4", "51", "2221", "65", "62", "3528", "67");
    fc.assert(
      fc.property(issuer, fc.stringMatching(/^\d{15}$/), fc.integer({ min: 1, max: 9 }), (prefix, filler, change) => {
        const number = withCheckDigit((prefix + filler).slice(0, 15));
        expect(hasCardNumber(number)).toBe(true);
        const wrong = (Number(number.slice(-1)) + change) % 10;
        expect(hasCardNumber(number.slice(0, -1) + String(wrong))).toBe(false);
      }),
    );
  });

  test("property: spaces between any groups do not hide it", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^4\d{14}$/), fc.uniqueArray(fc.integer({ min: 1, max: 15 })), (digits, cuts) => {
        const number = withCheckDigit(digits);
        const spaced = Array.from(number, (digit, i) => (cuts.includes(i) ? ` ${digit}` : digit)).join("");
        expect(hasCardNumber(spaced)).toBe(true);
      }),
    );
  });
});
