import { htmlReport } from "../../core/analysis/report/html.ts";
import { markdownReport } from "../../core/analysis/report/markdown.ts";
import type { Report } from "../../core/analysis/report/report.ts";
import { textReport } from "../../core/analysis/report/text.ts";
import type { AnalysisAnswer } from "../../core/model/analysis-answer.ts";
import { answerOf } from "./analyze-files.ts";
import type { Product } from "./product.ts";

export type ReportFormat = "html" | "markdown" | "json" | "text";

/** @throws Failure `analysis.not-found` */
export function showAnalysis({ analyses }: Product, id: string): AnalysisAnswer {
  return answerOf(analyses.find(id));
}

/** @throws Failure `analysis.not-found` */
export function showAnalysisReport({ analyses }: Product, id: string, format: ReportFormat): string {
  return reportText(analyses.find(id).report, format);
}

export function reportText(report: Report, format: ReportFormat): string {
  switch (format) {
    case "html":
      return htmlReport(report);
    case "markdown":
      return markdownReport(report);
    case "json":
      return `${JSON.stringify(report.analysis, null, 2)}\n`;
    case "text":
      return `${textReport(report)}\n`;
  }
}
