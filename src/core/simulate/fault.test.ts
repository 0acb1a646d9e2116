import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCompany, issuers, merchants, type Cell } from "./company.ts";
import { faultDescription, weightsUnder, type Fault, type FaultKind } from "./fault.ts";

const company = createCompany(1);

function fault(kind: FaultKind, strength: number, where: Fault["where"] = {}): Fault {
  return { kind, from: 0, to: 1, where, strength };
}

function sumOf(weights: Float64Array, isMeant: (cell: Cell) => boolean): number {
  return company.cells.reduce((sum, cell, index) => sum + (isMeant(cell) ? (weights[index] ?? 0) : 0), 0);
}

/** Change of each `status code` that changed at all, relative to all traffic. */
function changes(...faults: Fault[]): Record<string, number> {
  const after = weightsUnder(company, faults);
  const found: Record<string, number> = {};
  for (const [index, cell] of company.cells.entries()) {
    const change = (after[index] ?? 0) - (company.shares[index] ?? 0);
    const key = `${cell.status} ${cell.dimensions["auth_code"] ?? "-"}`;
    if (change !== 0) found[key] = (found[key] ?? 0) + change;
  }
  return found;
}

const approvedAt = (isMeant: (cell: Cell) => boolean): number =>
  sumOf(company.shares, (cell) => cell.status === "approved" && isMeant(cell));

describe("a fault", () => {
  test("issuer outage: approvals of that issuer become denials with code 91, nothing else moves", () => {
    const lost = 0.9 * approvedAt((cell) => cell.dimensions["issuer"] === "aurora");
    const found = changes(fault("issuer-outage", 0.9, { issuer: "aurora" }));
    expect(Object.keys(found).toSorted()).toEqual(["approved 00", "denied 91"]);
    expect(found["denied 91"]).toBeCloseTo(lost, 10);
    expect(found["approved 00"]).toBeCloseTo(-lost, 10);
  });

  test("gateway failures: twenty times as many, out of the approvals", () => {
    const found = changes(fault("gateway-failures", 20));
    expect(Object.keys(found).toSorted()).toEqual(["approved 00", "failed 96"]);
    expect(found["failed 96"]).toBeCloseTo(19 * 0.005, 10);
    expect(found["approved 00"]).toBeCloseTo(-19 * 0.005, 10);
  });

  test("gateway failures never take more than all approvals", () => {
    const weights = weightsUnder(company, [fault("gateway-failures", 1e6)]);
    expect(Math.min(...weights)).toBe(0);
    expect(sumOf(weights, () => true)).toBeCloseTo(1, 10);
  });

  test("reversal storm: approvals end as reversals of both kinds", () => {
    const found = changes(fault("reversal-storm", 0.12));
    expect(Object.keys(found).toSorted()).toEqual(["approved 00", "backend_reversed 00", "reversed 00"]);
    expect(found["reversed 00"]).toBeCloseTo(0.08 * 0.871, 10);
    expect(found["backend_reversed 00"]).toBeCloseTo(0.04 * 0.871, 10);
  });

  test("card testing: more denials with codes 14 and 54 at one merchant, nothing taken from anywhere", () => {
    const found = changes(fault("card-testing", 0.1, { merchant: "pixel-arcade" }));
    expect(Object.keys(found).toSorted()).toEqual(["denied 14", "denied 54"]);
    expect(found["denied 14"]).toBeCloseTo(0.06, 10);
    expect(found["denied 54"]).toBeCloseTo(0.04, 10);
  });

  test("volume drop, silence and promotion scale everything alike", () => {
    for (const [kind, strength, factor] of [
      ["volume-drop", 0.6, 0.4],
      ["silence", 1, 0],
      ["promotion", 2, 2],
    ] as const) {
      const weights = weightsUnder(company, [fault(kind, strength)]);
      const expected = company.shares.map((share) => share * factor);
      expect(weights.every((weight, index) => Math.abs(weight - (expected[index] ?? 0)) < 1e-15)).toBe(true);
    }
  });

  test("two faults at once both show", () => {
    const found = changes(fault("promotion", 2), fault("gateway-failures", 20));
    expect(found["failed 96"]).toBeCloseTo(39 * 0.005, 10);
    expect(found["denied 91"]).toBeCloseTo(0.05 * 0.085, 10);
  });

  test("property: customers elsewhere do not notice it, and no intensity is negative", () => {
    const kind = fc.constantFrom<FaultKind>(
      "issuer-outage",
      "gateway-failures",
      "reversal-storm",
      "volume-drop",
      "silence",
      "card-testing",
      "promotion",
    );
    const issuer = fc.constantFrom(...issuers.map(({ name }) => name));
    const merchant = fc.constantFrom(...merchants.map(({ name }) => name));
    fc.assert(
      fc.property(kind, issuer, merchant, fc.double({ min: 0, max: 1, noNaN: true }), (which, at, shop, strength) => {
        const weights = weightsUnder(company, [fault(which, strength, { issuer: at, merchant: shop })]);
        const strays = company.cells.filter(
          (cell, index) =>
            (weights[index] ?? 0) < 0 ||
            ((cell.dimensions["issuer"] !== at || cell.dimensions["merchant"] !== shop) &&
              weights[index] !== company.shares[index]),
        );
        expect(strays).toEqual([]);
      }),
    );
  });

  test("is described in one plain sentence", () => {
    expect(faultDescription(fault("issuer-outage", 0.95, { issuer: "aurora" }))).toMatchInlineSnapshot(
      `"Issuer aurora cannot be reached: 95 % of approvals become denials with code 91."`,
    );
    expect(faultDescription(fault("gateway-failures", 20))).toMatchInlineSnapshot(
      `"A gateway fails everywhere: 20 times the usual failures."`,
    );
    expect(faultDescription(fault("gateway-failures", 20, { merchant: "pixel-arcade" }))).toMatchInlineSnapshot(
      `"A gateway fails at merchant pixel-arcade: 20 times the usual failures."`,
    );
  });
});
