import type { AnalysisFinding } from "../../model/analysis.ts";
import type { CountTable } from "../count-table.ts";
import { factsOf, KINDS } from "./finding-words.ts";
import { codeBlock, plainMarkdown } from "./markup.ts";
import { numbered, slotsOf } from "./numbered.ts";
import { numberText } from "./number-words.ts";
import { refusedTexts, understoodTexts } from "./reading-words.ts";
import { METHOD, type Report } from "./report.ts";

/** Slots of a finding that are told one by one; of a long one the first. */
const MOST_ROWS = 12;

/** The report as Markdown; a picture is a table of the numbers here. */
export function markdownReport({ analysis, tables, readings }: Report): string {
  const parts: string[] = ["# Analysis of counts", plainMarkdown(analysis.summary)];
  if (analysis.findings.length > 0) parts.push("## Findings");
  for (const { number, finding } of numbered(analysis)) {
    parts.push(`### ${number}. ${plainMarkdown(finding.title)}`, ...findingParts(finding, tables));
  }
  if (analysis.remarks.length > 0) {
    parts.push("## Notes", list(analysis.remarks.map(({ kind, text }) => `**${kind}**: ${plainMarkdown(text)}`)));
  }
  parts.push("## Data quality", ...readings.map(readingText));
  parts.push("## Method", list(METHOD.map((text) => plainMarkdown(text))));
  return `${parts.join("\n\n")}\n`;
}

function findingParts(finding: AnalysisFinding, tables: readonly CountTable[]): string[] {
  const table = tables.find(({ name }) => name === finding.file);
  return [
    `**${KINDS[finding.kind]}.** ${plainMarkdown(finding.explanation)}`,
    list(factsOf(finding).map(([name, text]) => `**${name}**: ${plainMarkdown(text)}`)),
    ...(table === undefined ? [] : [numbersTable(finding, table)]),
    ...evidence("Speaks for it", finding.speaksFor),
    ...evidence("Speaks against it", finding.speaksAgainst),
    codeBlock(finding.sql, "sql"),
  ];
}

function evidence(title: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`${title}:`, list(texts.map((text) => plainMarkdown(text)))];
}

/** The numbers of the stretch, a slot on each side with them. */
function numbersTable(finding: AnalysisFinding, table: CountTable): string {
  const slots = slotsOf(finding, table);
  const columns = table.columns.filter(({ name, role }) => role.kind !== "observed" || finding.series.includes(name));
  const shown = columns.length > 0 ? columns : table.columns;
  if (slots === undefined) return "";
  const from = Math.max(0, slots[0] - 1);
  const to = Math.min(table.slots.length - 1, slots[1] + 1, from + MOST_ROWS - 1);
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rows = table.slots.slice(from, to + 1).map(({ label }, index) => {
    const isOff = from + index >= slots[0] && from + index <= slots[1];
    const cells = shown.map(({ values }) => valueText(values[from + index] ?? Number.NaN));
    return row([isOff ? `**${plainMarkdown(label)}**` : plainMarkdown(label), ...cells]);
  });
  const head = row(["time", ...shown.map(({ name }) => plainMarkdown(name))]);
  const rule = row(["---", ...shown.map(() => "---:")]);
  return [head, rule, ...rows].join("\n");
}

function valueText(value: number): string {
  return Number.isNaN(value) ? "" : numberText(value);
}

function readingText(reading: Report["readings"][number]): string {
  const texts = [...understoodTexts(reading), ...refusedTexts(reading).map((text) => `refused: ${text}`)];
  return `**${plainMarkdown(reading.file)}**\n\n${list(texts.map((text) => plainMarkdown(text)))}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
