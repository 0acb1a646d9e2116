import { StoreUnavailable, type StoreState, type Vocabulary } from "../store/store.ts";
import type { Product } from "./product.ts";

export type ListedVocabulary = Omit<Vocabulary, "limits"> & {
  state: StoreState;
  trouble: string | null;
  limits: Vocabulary["limits"] | null;
};

/** What a query may name, or why nothing can be asked now. */
export async function listVocabulary({ store }: Product): Promise<ListedVocabulary> {
  try {
    return { state: store.state, trouble: store.trouble, ...(await store.vocabulary()) };
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    const state = store.state === "ready" ? "failed" : store.state;
    return { state, trouble: store.trouble ?? error.message, tables: [], functions: [], limits: null };
  }
}
