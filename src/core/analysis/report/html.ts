import type { AnalysisFinding } from "../../model/analysis.ts";
import { closeUp } from "./close-up.ts";
import { factsOf, KINDS } from "./finding-words.ts";
import { legendMarkup } from "./legend.ts";
import { escaped } from "./markup.ts";
import { numbered, type NumberedFinding } from "./numbered.ts";
import { type Picture, referencePicture } from "./reference-picture.ts";
import { refusedTexts, understoodTexts } from "./reading-words.ts";
import { METHOD, type Report } from "./report.ts";
import { seriesPanels } from "./series-picture.ts";
import { REPORT_STYLE } from "./style.ts";

/** Nothing is fetched and nothing runs, whatever a file holds. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The report as one page that opens offline and prints. */
export function htmlReport(report: Report): string {
  const { analysis } = report;
  const files = analysis.files.map(
    ({ name, rows, from, to, step }) => `${name}: ${rows} rows, ${from} to ${to}, ${step}`,
  );
  const body = [
    "<h1>Analysis of counts</h1>",
    `<p class="files">${files.map((text) => escaped(text)).join("<br>")}</p>`,
    `<p class="summary">${escaped(analysis.summary)}</p>`,
    picturesOf(report),
    analysis.findings.length === 0 ? "" : "<h2>Findings</h2>",
    ...numbered(analysis).map((each) => findingCard(each, report)),
    notesOf(report),
    `<h2>Data quality</h2>${report.readings.map(readingCard).join("")}`,
    `<h2>Method</h2>${list(METHOD)}`,
    "<footer>Made by Smokewatch. This page holds all it shows and fetches nothing.</footer>",
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(`Analysis of ${analysis.files.map(({ name }) => name).join(", ")}`)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body><main>
${body.join("\n")}
</main></body>
</html>
`;
}

function picturesOf({ analysis, tables }: Report): string {
  const findings = numbered(analysis);
  const withReferences = tables.filter(({ columns }) => columns.some(({ role }) => role.kind !== "observed"));
  const figures = withReferences.map(
    (table) => `<h2>${escaped(table.name)}</h2>${figure(referencePicture(table, findings))}`,
  );
  const series = tables.filter((table) => !withReferences.includes(table));
  return [...figures, series.length === 0 ? "" : panelsOf(series, findings)].join("");
}

function panelsOf(tables: Report["tables"], findings: readonly NumberedFinding[]): string {
  const { panels, leftOut, legend } = seriesPanels(tables, findings);
  const figures = panels.map(
    ({ series, day, svg }) =>
      `<figure>${svg}<figcaption><b>${escaped(series)}</b> ${escaped(day)}</figcaption></figure>`,
  );
  const more = leftOut === 0 ? "" : `<p class="files">${leftOut} more are not drawn; SQL shows them.</p>`;
  return `<h2>By day and hour</h2>${legendMarkup(legend)}<div class="panels">${figures.join("")}</div>${more}`;
}

function figure({ svg, legend }: Picture): string {
  return `<figure><div class="wide">${svg}</div><figcaption>${legendMarkup(legend)}</figcaption></figure>`;
}

function findingCard({ number, finding }: NumberedFinding, { tables }: Report): string {
  const hasReferences = tables
    .find(({ name }) => name === finding.file)
    ?.columns.some(({ role }) => role.kind !== "observed");
  // A table with references is drawn above, with the finding's number in it.
  const picture = hasReferences === true ? undefined : closeUp(tables, finding);
  const facts = factsOf(finding).map(([name, text]) => `<dt>${name}</dt><dd>${escaped(text)}</dd>`);
  return `<section class="card finding">
<h3><span class="badge">${number}</span>${escaped(finding.title)}</h3>
<p class="kind">${KINDS[finding.kind]}</p>
<p>${escaped(finding.explanation)}</p>
<dl class="facts">${facts.join("")}</dl>
${picture === undefined ? "" : figure(picture)}
${evidence("Speaks for it", finding.speaksFor)}${evidence("Speaks against it", finding.speaksAgainst)}
${sqlOf(finding)}
</section>`;
}

function evidence(title: string, texts: readonly string[]): string {
  return texts.length === 0 ? "" : `<h4>${title}</h4>${list(texts)}`;
}

function sqlOf({ sql }: AnalysisFinding): string {
  return `<h4>The numbers, in SQL</h4><pre>${escaped(sql)}</pre>`;
}

function notesOf({ analysis }: Report): string {
  if (analysis.remarks.length === 0) return "";
  const items = analysis.remarks.map(({ kind, text }) => `<li><b>${escaped(kind)}</b>: ${escaped(text)}</li>`);
  return `<h2>Notes</h2><ul>${items.join("")}</ul>`;
}

function readingCard(reading: Report["readings"][number]): string {
  const refused = refusedTexts(reading);
  const refusals = refused.length === 0 ? "" : `<h4>Refused</h4>${list(refused)}`;
  return `<section class="card"><h3>${escaped(reading.file)}</h3>${list(understoodTexts(reading))}${refusals}</section>`;
}

function list(texts: readonly string[]): string {
  return `<ul>${texts.map((text) => `<li>${escaped(text)}</li>`).join("")}</ul>`;
}
