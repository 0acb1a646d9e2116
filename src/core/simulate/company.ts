import { createRandom } from "../stats/random.ts";

/** A fictional acquirer's customers; no name is that of a real company. */
export const issuers: readonly { name: string; share: number; denialFactor: number }[] = [
  { name: "aurora", share: 0.26, denialFactor: 1 },
  { name: "brightwater", share: 0.21, denialFactor: 0.85 },
  { name: "copperline", share: 0.18, denialFactor: 1.05 },
  { name: "dunmere", share: 0.15, denialFactor: 0.9 },
  { name: "elmgate", share: 0.12, denialFactor: 1.7 },
  { name: "foxhollow", share: 0.08, denialFactor: 0.8 },
];

export const merchants: readonly { name: string; share: number; medianAmountMinor: number }[] = [
  { name: "harbor-market", share: 0.24, medianAmountMinor: 3_800 },
  { name: "quickhop-rides", share: 0.19, medianAmountMinor: 1_450 },
  { name: "maple-kitchen", share: 0.15, medianAmountMinor: 2_600 },
  { name: "pine-pharmacy", share: 0.12, medianAmountMinor: 2_100 },
  { name: "velvet-loom", share: 0.1, medianAmountMinor: 7_900 },
  { name: "pixel-arcade", share: 0.08, medianAmountMinor: 1_200 },
  { name: "lantern-books", share: 0.07, medianAmountMinor: 3_100 },
  { name: "summit-outdoor", share: 0.05, medianAmountMinor: 11_500 },
];

export const brands: readonly { name: string; share: number }[] = [
  { name: "orbit", share: 0.5 },
  { name: "meridian", share: 0.35 },
  { name: "lumo", share: 0.15 },
];

/** Shares of all transactions, apart from the approved ones, which are the rest (87.1 %). */
const STATUS_SHARES = {
  denied: 0.085,
  refunded: 0.016,
  reversed: 0.012,
  backend_reversed: 0.005,
  failed: 0.005,
  processing: 0.006,
} as const;

/** What a transaction can end as: a status with its ISO 8583 response code, and its share of that status. */
interface Outcome {
  status: "approved" | keyof typeof STATUS_SHARES;
  authCode?: string;
  share: number;
}

export const outcomes: readonly Outcome[] = [
  { status: "approved", authCode: "00", share: 1 },
  { status: "denied", authCode: "51", share: 0.38 },
  { status: "denied", authCode: "05", share: 0.24 },
  { status: "denied", authCode: "54", share: 0.09 },
  { status: "denied", authCode: "14", share: 0.08 },
  { status: "denied", authCode: "59", share: 0.07 },
  { status: "denied", authCode: "61", share: 0.06 },
  { status: "denied", authCode: "91", share: 0.05 },
  { status: "denied", authCode: "57", share: 0.03 },
  { status: "refunded", authCode: "00", share: 1 },
  { status: "reversed", authCode: "00", share: 1 },
  { status: "backend_reversed", authCode: "00", share: 1 },
  { status: "failed", authCode: "96", share: 1 },
  { status: "processing", share: 1 },
];

/** Position of an outcome in `outcomes`. RangeError when there is none. */
export function outcomeIndex(status: Outcome["status"], authCode?: string): number {
  const index = outcomes.findIndex(
    (outcome) => outcome.status === status && (authCode === undefined || outcome.authCode === authCode),
  );
  if (index < 0) throw new RangeError(`no outcome ${status} ${authCode ?? ""}`);
  return index;
}

/** Customers who are alike: the same issuer, merchant and brand. */
export interface Segment {
  issuer: string;
  merchant: string;
  brand: string;
  /** Share of all transactions. */
  share: number;
  medianAmountMinor: number;
}

/** One line of the tallies: a segment with an outcome. */
export interface Cell {
  status: string;
  dimensions: Record<string, string>;
  medianAmountMinor: number;
}

/** Cells lie segment by segment: cell = segment · outcomes.length + outcome. */
export interface Company {
  segments: readonly Segment[];
  cells: readonly Cell[];
  /** Share of each cell in all transactions without faults, shape (cells); sums to 1. */
  shares: Float64Array;
}

/** How far the customers of one issuer at one merchant may be from the product of both shares. */
const LARGEST_AFFINITY = 0.25;

function segmentsOf(seed: number): Segment[] {
  const random = createRandom(seed);
  const segments: Segment[] = [];
  for (const issuer of issuers) {
    for (const merchant of merchants) {
      const affinity = 1 + LARGEST_AFFINITY * (2 * random() - 1);
      for (const brand of brands) {
        segments.push({
          issuer: issuer.name,
          merchant: merchant.name,
          brand: brand.name,
          share: issuer.share * merchant.share * brand.share * affinity,
          medianAmountMinor: merchant.medianAmountMinor,
        });
      }
    }
  }
  const total = segments.reduce((sum, segment) => sum + segment.share, 0);
  return segments.map((segment) => ({ ...segment, share: segment.share / total }));
}

function shareWithin(outcome: Outcome, denialFactor: number): number {
  const denied = STATUS_SHARES.denied * denialFactor;
  if (outcome.status === "denied") return denied * outcome.share;
  if (outcome.status !== "approved") return STATUS_SHARES[outcome.status] * outcome.share;
  const { denied: _denied, ...others } = STATUS_SHARES;
  return 1 - denied - Object.values(others).reduce((sum, share) => sum + share, 0);
}

/**
 * The company whose traffic is simulated.
 *
 * @param seed  decides which issuers' customers favour which merchants; equal seeds give equal companies
 */
export function createCompany(seed: number): Company {
  const segments = segmentsOf(seed);
  const denialFactors = new Map(issuers.map((issuer) => [issuer.name, issuer.denialFactor]));
  const factorOf = (segment: Segment): number => denialFactors.get(segment.issuer) ?? 1;
  const meanFactor = segments.reduce((sum, segment) => sum + segment.share * factorOf(segment), 0);
  const cells: Cell[] = [];
  const shares: number[] = [];
  for (const segment of segments) {
    for (const outcome of outcomes) {
      cells.push({
        status: outcome.status,
        dimensions: Object.freeze({
          issuer: segment.issuer,
          merchant: segment.merchant,
          brand: segment.brand,
          ...(outcome.authCode === undefined ? {} : { auth_code: outcome.authCode }),
        }),
        medianAmountMinor: segment.medianAmountMinor,
      });
      shares.push(segment.share * shareWithin(outcome, factorOf(segment) / meanFactor));
    }
  }
  return { segments, cells, shares: Float64Array.from(shares) };
}
