import { describe, expect, test } from "vitest";
import { brands, createCompany, issuers, merchants, outcomeIndex, type Cell } from "./company.ts";

const company = createCompany(1);

function shareOf(isMeant: (cell: Cell) => boolean): number {
  return company.cells.reduce((sum, cell, index) => sum + (isMeant(cell) ? (company.shares[index] ?? 0) : 0), 0);
}

describe("the company", () => {
  test.each([
    ["approved", 0.871],
    ["denied", 0.085],
    ["refunded", 0.016],
    ["reversed", 0.012],
    ["backend_reversed", 0.005],
    ["failed", 0.005],
    ["processing", 0.006],
  ])("of all transactions the share of %s is %f", (status, share) => {
    expect(shareOf((cell) => cell.status === status)).toBeCloseTo(share, 10);
  });

  test("all shares are positive and sum to 1", () => {
    expect(Math.min(...company.shares)).toBeGreaterThan(0);
    expect(shareOf(() => true)).toBeCloseTo(1, 12);
  });

  test("issuer elmgate denies most", () => {
    const denialRate = (issuer: string): number =>
      shareOf((cell) => cell.dimensions["issuer"] === issuer && cell.status === "denied") /
      shareOf((cell) => cell.dimensions["issuer"] === issuer);
    expect(denialRate("elmgate")).toBeGreaterThan(1.5 * denialRate("aurora"));
  });

  test("every segment has every outcome, and only processing has no response code yet", () => {
    expect(company.segments).toHaveLength(issuers.length * merchants.length * brands.length);
    const withoutCode = company.cells.filter((cell) => cell.dimensions["auth_code"] === undefined);
    expect(new Set(withoutCode.map((cell) => cell.status))).toEqual(new Set(["processing"]));
  });

  test("equal seeds give equal companies, others do not", () => {
    expect(createCompany(1).shares).toEqual(company.shares);
    expect(createCompany(2).shares).not.toEqual(company.shares);
  });

  test("an outcome that does not exist is refused", () => {
    expect(() => outcomeIndex("denied", "99")).toThrow(RangeError);
  });
});
