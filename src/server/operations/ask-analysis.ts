import type { Readable } from "node:stream";
import type { Question } from "../store/store.ts";
import { storeFailure } from "./ask-store.ts";
import type { Product } from "./product.ts";

/**
 * The answer of an analysis's files to a question in SQL.
 *
 * @throws Failure `analysis.not-found`, `query.*`, `store.unavailable`
 */
export async function askAnalysis(
  { analyses }: Product,
  id: string,
  question: Question,
  signal: AbortSignal,
): Promise<Readable> {
  const { space } = analyses.find(id);
  try {
    return await space.query(question, signal);
  } catch (error) {
    throw storeFailure(error);
  }
}
