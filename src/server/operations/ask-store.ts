import type { Readable } from "node:stream";
import { QueryRefused, type QueryFault, type Question, StoreUnavailable } from "../store/store.ts";
import { Failure, type FailureCode } from "./failure.ts";
import type { Product } from "./product.ts";

const FAILURE_OF: Record<QueryFault, FailureCode> = {
  invalid: "query.invalid",
  "too-costly": "query.too-costly",
  "too-many": "query.too-many",
};

/**
 * The answer of the store to a question in SQL, as bytes of the format that was asked for.
 *
 * @throws Failure `query.*`, `store.unavailable`
 */
export async function askStore({ store }: Product, question: Question, signal: AbortSignal): Promise<Readable> {
  try {
    return await store.query(question, signal);
  } catch (error) {
    throw storeFailure(error);
  }
}

/** What the store refuses, as a failure of the operation. */
export function storeFailure(error: unknown): unknown {
  if (error instanceof QueryRefused) {
    return new Failure(FAILURE_OF[error.fault], error.message, { cause: error, place: error.place });
  }
  if (error instanceof StoreUnavailable) return new Failure("store.unavailable", error.message, { cause: error });
  return error;
}
