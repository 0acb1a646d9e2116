import type { Product } from "./product.ts";

/** @throws Failure `analysis.not-found` */
export async function forgetAnalysis({ analyses }: Product, id: string): Promise<void> {
  await analyses.remove(analyses.find(id).id);
}
