import { outcomeIndex, outcomes, type Company, type Segment } from "./company.ts";

export type FaultKind =
  "issuer-outage" | "gateway-failures" | "reversal-storm" | "volume-drop" | "silence" | "card-testing" | "promotion";

/** Something that happens to the traffic from one instant to another, `to` not included. */
export interface Fault {
  kind: FaultKind;
  from: number;
  to: number;
  /** Which customers it touches; what is left out is not restricted. */
  where: { issuer?: string; merchant?: string; brand?: string };
  /**
   * issuer-outage, reversal-storm: share of the approvals that is lost. volume-drop: share of the traffic that is missing.
   * gateway-failures, promotion: a factor. card-testing: extra attempts as a share of all traffic. silence: not used.
   */
  strength: number;
}

const APPROVED = outcomeIndex("approved");
const ISSUER_INOPERATIVE = outcomeIndex("denied", "91");
const INVALID_CARD = outcomeIndex("denied", "14");
const EXPIRED_CARD = outcomeIndex("denied", "54");
const REVERSED = outcomeIndex("reversed");
const BACKEND_REVERSED = outcomeIndex("backend_reversed");
const FAILED = outcomeIndex("failed");

/** Of the approvals undone in a reversal storm, those that the back office undoes. */
const BACKEND_PART = 1 / 3;

/** Of the attempts with made-up cards, those refused for their number; the others for their expiry date. */
const INVALID_PART = 0.6;

/** The intensities of one segment, by outcome, and what the fault needs to know about the segment. */
interface Touched {
  weights: Float64Array;
  strength: number;
  /** The segment's part of all the customers that the fault touches. */
  part: number;
}

function scale({ weights }: Touched, factor: number): void {
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] ?? 0) * factor;
}

function add({ weights }: Touched, outcome: number, amount: number): void {
  weights[outcome] = (weights[outcome] ?? 0) + amount;
}

/** Takes an amount, at most all there is, from the approvals, and tells how much it was. */
function takeApproved({ weights }: Touched, wanted: number): number {
  const taken = Math.min(wanted, weights[APPROVED] ?? 0);
  weights[APPROVED] = (weights[APPROVED] ?? 0) - taken;
  return taken;
}

function placeText(where: Fault["where"]): string {
  const parts = Object.entries(where).map(([dimension, value]) => `${dimension} ${value}`);
  return parts.length === 0 ? "everywhere" : `at ${parts.join(", ")}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

const effects: Record<FaultKind, { apply: (touched: Touched) => void; tell: (fault: Fault) => string }> = {
  "issuer-outage": {
    apply: (touched) => {
      const lost = takeApproved(touched, touched.strength * (touched.weights[APPROVED] ?? 0));
      add(touched, ISSUER_INOPERATIVE, lost);
    },
    tell: ({ where, strength }) =>
      `Issuer ${where.issuer ?? "systems"} cannot be reached: ${percent(strength)} of approvals become denials with code 91.`,
  },
  "gateway-failures": {
    apply: (touched) => {
      const extra = (touched.strength - 1) * (touched.weights[FAILED] ?? 0);
      add(touched, FAILED, takeApproved(touched, extra));
    },
    tell: ({ where, strength }) => `A gateway fails ${placeText(where)}: ${strength} times the usual failures.`,
  },
  "reversal-storm": {
    apply: (touched) => {
      const lost = takeApproved(touched, touched.strength * (touched.weights[APPROVED] ?? 0));
      add(touched, REVERSED, lost * (1 - BACKEND_PART));
      add(touched, BACKEND_REVERSED, lost * BACKEND_PART);
    },
    tell: ({ where, strength }) => `Approvals are undone ${placeText(where)}: ${percent(strength)} end as reversals.`,
  },
  "volume-drop": {
    apply: (touched) => scale(touched, 1 - touched.strength),
    tell: ({ where, strength }) => `${percent(strength)} of the traffic is missing ${placeText(where)}.`,
  },
  silence: {
    apply: (touched) => scale(touched, 0),
    tell: ({ where }) => `Nothing arrives ${placeText(where)}.`,
  },
  "card-testing": {
    apply: (touched) => {
      const extra = touched.strength * touched.part;
      add(touched, INVALID_CARD, extra * INVALID_PART);
      add(touched, EXPIRED_CARD, extra * (1 - INVALID_PART));
    },
    tell: ({ where }) => `Someone tries stolen card numbers ${placeText(where)}: denials with codes 14 and 54.`,
  },
  promotion: {
    apply: (touched) => scale(touched, touched.strength),
    tell: ({ where, strength }) =>
      `A promotion brings ${strength} times the traffic ${placeText(where)}. The shares do not change: no reason to worry.`,
  },
};

/** One sentence in plain words: what is really going on. */
export function faultDescription(fault: Fault): string {
  return effects[fault.kind].tell(fault);
}

function isTouched(segment: Segment, where: Fault["where"]): boolean {
  return (
    (where.issuer === undefined || where.issuer === segment.issuer) &&
    (where.merchant === undefined || where.merchant === segment.merchant) &&
    (where.brand === undefined || where.brand === segment.brand)
  );
}

/**
 * The intensity of each cell while faults last, in the order given.
 *
 * @returns  shape (cells), in units of the traffic without faults: the sum is 1 without faults, 2 when all is doubled
 */
export function weightsUnder(company: Company, faults: readonly Fault[]): Float64Array {
  const weights = company.shares.slice();
  for (const fault of faults) {
    const touched = company.segments.map((segment) => isTouched(segment, fault.where));
    const total = company.segments.reduce((sum, { share }, index) => sum + (touched[index] ? share : 0), 0);
    for (const [index, segment] of company.segments.entries()) {
      if (!touched[index]) continue;
      const start = index * outcomes.length;
      effects[fault.kind].apply({
        weights: weights.subarray(start, start + outcomes.length),
        strength: fault.strength,
        part: segment.share / total,
      });
    }
  }
  return weights;
}
