import { describe, expect, test } from "vitest";
import {
  outageFinding,
  riseFinding,
  sampleReport,
  shopTable,
  statusTable,
} from "../../../../test/support/analysis-sample.ts";
import { closeUp } from "./close-up.ts";
import { htmlReport } from "./html.ts";
import { markdownReport } from "./markdown.ts";
import { numberText, probabilityText, rangeText } from "./number-words.ts";
import { numbered } from "./numbered.ts";
import { referencePicture } from "./reference-picture.ts";
import type { Report } from "./report.ts";
import { seriesPanels } from "./series-picture.ts";
import { textReport } from "./text.ts";

const HOSTILE = `<script>alert(1)</script><img src=x onerror=alert(2)>"'&\`![x](javascript:1)|`;

/** A report in which every text of a file is hostile. */
function hostileReport(): Report {
  const table = { ...shopTable(HOSTILE), slots: shopTable().slots.map((slot) => ({ ...slot, label: HOSTILE })) };
  const columns = table.columns.map((column) => ({ ...column, name: HOSTILE }));
  const series = {
    ...statusTable(HOSTILE, true),
    columns: statusTable("a", true).columns.map((each) => ({ ...each, name: HOSTILE })),
  };
  const finding = outageFinding({
    file: HOSTILE,
    series: [HOSTILE],
    title: HOSTILE,
    explanation: HOSTILE,
    speaksFor: [HOSTILE],
    speaksAgainst: [HOSTILE],
    sql: `${HOSTILE}\n\`\`\`\n# not a heading`,
    from: { label: HOSTILE, at: 13 * 3_600_000 },
    to: { label: HOSTILE, at: 15 * 3_600_000 },
    shoulders: [{ label: HOSTILE, at: 0, observed: 1 }],
    expected: { least: 1, most: 2, by: [{ reference: HOSTILE, value: 1 }] },
  });
  return {
    tables: [{ ...table, columns }, series],
    analysis: {
      files: [{ name: HOSTILE, rows: 1, from: HOSTILE, to: HOSTILE, step: HOSTILE }],
      findings: [finding],
      remarks: [{ kind: "data quality", files: [HOSTILE], text: HOSTILE }],
      summary: HOSTILE,
    },
    readings: [
      {
        file: HOSTILE,
        inferences: [{ what: HOSTILE, value: HOSTILE, because: HOSTILE, alternatives: [] }],
        refused: [HOSTILE],
        refusedRows: 1,
      },
    ],
  };
}

describe("the report", () => {
  test("tells the summary, each finding with its range, its numbers and its SQL, and how the files were read", () => {
    const report = sampleReport();
    for (const text of [textReport(report), markdownReport(report), htmlReport(report)]) {
      const plain = text.replaceAll(/\s+/g, " ");
      expect(plain).toContain("shop sold nothing from 13h to 15h");
      expect(plain).toContain("111 to 124 (yesterday 111, same day last week 124)");
      expect(plain).toContain("4 × 10⁻³⁹");
      expect(plain).toContain("separator: comma");
      expect(plain).toMatch(/line 7: expected a count/);
      expect(plain).toContain("and 2 more");
    }
    expect(markdownReport(report)).toContain("| **13h** | 0 |");
  });

  test("is a page that neither runs nor fetches anything, whatever is in a file", () => {
    const page = htmlReport(hostileReport());
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    expect(page).not.toMatch(/<(?:script|img|iframe|link|a|object|embed|form)\b/i);
    expect(page.replaceAll(/"[^"]*"/g, "")).not.toMatch(/<[^>]*\son\w+=/i);
    expect(page).not.toMatch(/(?:src|href)="|url\(|@import/);
  });

  test("is Markdown without markup from a file", () => {
    const text = markdownReport(hostileReport());
    const outside = text.replaceAll(/^(`{3,}).*?^\1$/gms, "");
    expect(outside).not.toContain("<");
    expect(outside).not.toMatch(/(?<!\\)!\[|(?<!\\)\]\(/);
    expect(text.split("\n").filter((line) => line === "# not a heading")).toHaveLength(1);
    expect(outside).not.toContain("# not a heading");
  });

  test("does not let a file steer the terminal", () => {
    const report = sampleReport();
    const summary = "red \u001b[31m, bell \u0007, backwards \u202e";
    const text = textReport({ ...report, analysis: { ...report.analysis, summary } });
    for (const steering of ["\u001b", "\u0007", "\u202e"]) expect(text).not.toContain(steering);
  });
});

describe("a picture", () => {
  const attributes = (svg: string, selector: RegExp) => Array.from(svg.matchAll(selector), ([, text]) => Number(text));

  test("shades what was lost: less by the lowest reference than by the highest", () => {
    const { svg, legend } = referencePicture(shopTable(), numbered(sampleReport().analysis));
    const heightOf = (name: string) =>
      attributes(svg, new RegExp(`class="${name}"[^>]* height="([\\d.]+)"`, "g")).reduce(
        (sum, height) => sum + height,
        0,
      );
    expect(attributes(svg, /class="lost"[^>]* height="([\d.]+)"/g)).toHaveLength(3);
    expect(heightOf("lost")).toBeGreaterThan(heightOf("lost faint"));
    expect(legend.map(({ text }) => text)).toContain("avg_last_month");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("leaves a gap where nothing is known", () => {
    const table = shopTable();
    table.columns[0]?.values.fill(Number.NaN, 3, 6);
    const { svg } = referencePicture(table, []);
    const observed = /class="observed" d="([^"]+)"/.exec(svg)?.[1] ?? "";
    expect(observed.match(/M/g)).toHaveLength(2);
    expect(svg).not.toContain("NaN");
  });

  test("of a table without any number is still one", () => {
    const table = shopTable();
    for (const { values } of table.columns) values.fill(Number.NaN);
    expect(referencePicture(table, []).svg).not.toMatch(/NaN|Infinity/);
    const empty = {
      ...table,
      slots: [],
      columns: table.columns.map((each) => ({ ...each, values: new Float64Array() })),
    };
    expect(referencePicture(empty, []).svg).not.toMatch(/NaN|Infinity/);
    expect(seriesPanels([empty], []).panels).toEqual([]);
  });

  test("is made for each series and day, with its finding's number in the right one", () => {
    const { tables, analysis } = sampleReport();
    const { panels, leftOut } = seriesPanels(tables.slice(1), numbered(analysis));
    expect(panels.map(({ series, day }) => `${series} ${day}`)).toEqual([
      "approved monday",
      "approved tuesday",
      "denied monday",
      "denied tuesday",
    ]);
    expect(panels.map(({ svg }) => svg.includes('class="number"'))).toEqual([false, false, false, true]);
    expect(leftOut).toBe(0);
  });

  test("has one badge where the numbers of two would cover each other", () => {
    const { tables } = sampleReport();
    const at = (minute: number) => ({ label: "", at: minute * 60_000 });
    const findings = [840, 870, 1300].map((minute) =>
      riseFinding({ id: String(minute), from: at(minute), to: at(minute + 5) }),
    );
    const { panels } = seriesPanels(tables.slice(2), numbered({ findings }));
    const texts = Array.from(
      (panels[1]?.svg ?? "").matchAll(/<g class="number">.*?<text[^>]*>([^<]*)</g),
      ([, text]) => text,
    );
    expect(texts).toEqual(["1 2", "3"]);
  });

  test("shades by the lead where another series lost what the lead has too much", () => {
    const { tables, analysis } = sampleReport();
    const [, rise] = analysis.findings;
    const picture = closeUp(tables, riseFinding({ lost: rise?.expected ?? null }));
    expect(picture?.legend.at(-1)?.text).toBe("too much");
  });

  test("comes near to a finding, beside the other day", () => {
    const { tables, analysis } = sampleReport();
    const [, rise] = analysis.findings;
    const picture = rise === undefined ? undefined : closeUp(tables, rise);
    expect(picture?.legend.map(({ text }) => text)).toEqual([
      "denied",
      "expected, on average over the stretch",
      "at the same time: monday",
      "too much",
    ]);
    expect(attributes(picture?.svg ?? "", /class="surplus"[^>]* height="([\d.]+)"/g).length).toBeGreaterThan(25);
    expect(picture?.svg).toContain("13:45");
  });
});

describe("numbers in words", () => {
  test.each([
    [62.31, 137, "62 to 137"],
    [0.4, 0.4, "0.4"],
    [5, 5, "5"],
    [1234.5, 20_000, "1,235 to 20,000"],
  ])("%d and %d are %j", (least, most, text) => {
    expect(rangeText({ least, most })).toBe(text);
  });

  test.each([
    [0, "below 1 × 10⁻³⁰⁰"],
    [3.2e-16, "3 × 10⁻¹⁶"],
    [0.0312, "0.031"],
    [1, "1"],
    [Number.NaN, "unknown"],
  ])("the chance %d is %j", (chance, text) => {
    expect(probabilityText(chance)).toBe(text);
  });

  test("of what is unknown say so", () => {
    expect(numberText(Number.NaN)).toBe("unknown");
  });
});
