import type { Body } from "../../core/intake/body.ts";
import { hasCardNumber } from "../../core/intake/card-number.ts";
import { intake } from "../../core/intake/intake.ts";
import { formatOf } from "../../core/intake/records-in.ts";
import type { Recommendation } from "../../core/model/recommendation.ts";
import type { Applied } from "../../core/engine/engine.ts";
import { currentAlerts } from "./current-alerts.ts";
import { Failure } from "./failure.ts";
import { journaled } from "./journaled.ts";
import type { Product } from "./product.ts";

const MAX_FUTURE_MS = 5 * 60_000;

export interface Submission {
  body: Body;
  contentType: string | undefined;
  /** Day that times such as `00h 01` belong to, YYYY-MM-DD. */
  date: string | undefined;
  /** What the sender calls these records together: sent again under the same name they are not counted again. */
  batchId?: string | undefined;
}

/**
 * Takes the transactions of a request into the journal, and says whether to alert. A bad record is refused, the rest kept.
 *
 * @throws Failure `transaction.none`, `request.invalid`, `journal.*`, `server.stopping`
 */
export async function submitTransactions(product: Product, submission: Submission): Promise<Recommendation> {
  const { pipeline } = product;
  const { batchId } = submission;
  // The journal would keep it.
  if (batchId !== undefined && hasCardNumber(batchId)) {
    throw new Failure(
      "request.invalid",
      "Idempotency-Key: expected a name, got something that looks like a card number",
    );
  }
  const at = pipeline.clock.now();
  const taken = intake(submission.body, formatOf(submission.contentType, submission.body), {
    statuses: product.statuses,
    dimensions: product.dimensions,
    timeZone: product.timeZone,
    ...(submission.date === undefined ? {} : { date: submission.date }),
    now: at,
    maxFutureMs: MAX_FUTURE_MS,
  });
  const { transactions, refusals, refusedCount, warnings } = taken;
  if (transactions.length === 0 && refusedCount === 0) {
    throw new Failure(
      "transaction.none",
      'the body holds no transaction; expected one record such as {"status":"denied","count":6}, an array of them, NDJSON or CSV',
    );
  }
  const applied: Applied =
    transactions.length === 0
      ? { effects: [], late: 0, scopes: new Set(), duplicates: 0, counted: transactions }
      : await journaled(product, {
          kind: "transactions",
          at,
          records: transactions,
          origin: "live",
          ...(batchId === undefined ? {} : { batchId }),
        });
  product.intake.records.accepted += transactions.length - applied.duplicates;
  product.intake.records.duplicate += applied.duplicates;
  product.intake.records.refused += refusedCount;
  if (applied.late > 0) {
    warnings.push(`${applied.late} came after their tick was judged: kept and counted, not judged`);
  }
  // All traffic holds every record, also one that was refused.
  const alerts = currentAlerts(product, new Set([0, ...applied.scopes]));
  return {
    recommendation: alerts.length > 0 ? "alert" : "ok",
    accepted: transactions.length,
    refused: refusedCount,
    late: applied.late,
    duplicates: applied.duplicates,
    alerts,
    refusals,
    warnings,
  };
}
