import type { Applied } from "../../core/engine/engine.ts";
import type { JournalEntry } from "../../core/model/journal-entry.ts";
import { PipelineFault, type PipelineFaultKind } from "../pipeline/pipeline-fault.ts";
import { Failure, type FailureCode } from "./failure.ts";
import type { Product } from "./product.ts";

const FAILURE_OF: Record<PipelineFaultKind, FailureCode> = {
  behind: "journal.behind",
  full: "journal.full",
  unavailable: "journal.unavailable",
  stopping: "server.stopping",
  fault: "server.fault",
};

/**
 * What an entry did, once it is durable.
 *
 * @throws Failure `journal.*`, `server.stopping`, `server.fault`
 */
export async function journaled({ pipeline }: Product, entry: JournalEntry): Promise<Applied> {
  try {
    return await pipeline.submit(entry);
  } catch (error) {
    if (error instanceof PipelineFault) throw new Failure(FAILURE_OF[error.kind], error.message, { cause: error });
    throw error;
  }
}
