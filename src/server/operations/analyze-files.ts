import { tableData } from "../../core/analysis/table-data.ts";
import type { AnalysisAnswer } from "../../core/model/analysis-answer.ts";
import type { KeptAnalysis } from "./analysis-book.ts";
import type { Product } from "./product.ts";
import { type GivenFile, readReport } from "./read-report.ts";

/**
 * Reads files of counts, finds what is off, and keeps them for an hour.
 *
 * @throws Failure `analysis.not-understood`, `analysis.too-large`, `analysis.too-many`, `request.invalid`
 */
export async function analyzeFiles({ analyses }: Product, files: readonly GivenFile[]): Promise<AnalysisAnswer> {
  return answerOf(analyses.add(await analyses.inTurn(() => readReport(files))));
}

export function answerOf({ id, expiresAt, report, unread }: KeptAnalysis): AnalysisAnswer {
  const readings = report.readings.map((reading) => ({
    ...reading,
    inferences: reading.inferences.map(plain),
    refused: [...reading.refused],
  }));
  return {
    id,
    expiresAt,
    analysis: report.analysis,
    readings,
    unread: [...unread],
    tables: report.tables.map(tableData),
  };
}

function plain(inference: KeptAnalysis["report"]["readings"][number]["inferences"][number]) {
  return { ...inference, alternatives: [...inference.alternatives] };
}
