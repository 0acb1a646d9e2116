import { factsOf, KINDS } from "./finding-words.ts";
import { numbered } from "./numbered.ts";
import { refusedTexts, understoodInShort } from "./reading-words.ts";
import type { Report } from "./report.ts";

const INDENT = "   ";

/** The report for a terminal. */
export function textReport({ analysis, readings }: Report, width = 100): string {
  const lines: string[] = [...wrapped(analysis.summary, width, ""), ""];
  for (const { number, finding } of numbered(analysis)) {
    lines.push(...wrapped(`${number}. ${finding.title}`, width, ""));
    lines.push(`${INDENT}${KINDS[finding.kind]}`);
    for (const [name, text] of factsOf(finding)) lines.push(...hung(name, text, width));
    lines.push(...wrapped(finding.explanation, width, INDENT));
    for (const text of finding.speaksFor) lines.push(...wrapped(`+ ${text}`, width, INDENT));
    for (const text of finding.speaksAgainst) lines.push(...wrapped(`- ${text}`, width, INDENT));
    lines.push("");
  }
  for (const { kind, text } of analysis.remarks) lines.push(...wrapped(`Note (${kind}): ${text}`, width, ""));
  if (analysis.remarks.length > 0) lines.push("");
  for (const reading of readings) {
    lines.push(printable(reading.file));
    lines.push(...wrapped(understoodInShort(reading), width, INDENT));
    for (const text of refusedTexts(reading)) lines.push(...wrapped(`refused: ${text}`, width, INDENT));
  }
  return lines
    .map((line) => printable(line))
    .join("\n")
    .trimEnd();
}

function hung(name: string, text: string, width: number): string[] {
  const head = `${INDENT}${name.padEnd(10)} `;
  const [first = "", ...rest] = wrapped(text, width - head.length, "");
  return [`${head}${first}`, ...rest.map((line) => `${" ".repeat(head.length)}${line}`)];
}

function wrapped(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(/\s+/)) {
    if (current !== "" && indent.length + current.length + 1 + word.length > width) {
      lines.push(indent + current);
      current = "";
    }
    current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, indent + current];
}

/** A cell of a file must not steer the terminal. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\u{FFFD}");
}
