import type { Appraisal, Cell } from "./appraisal.ts";
import { type Column, markdownTable } from "./table.ts";
import { cleanWeeks, type TestBed } from "./test-bed.ts";
import { DAY_MINUTES } from "./traffic.ts";

/** The table of all detectors, in Markdown; `periods` names the asked rates: "week" for one false alarm a week. */
export function detectorTable(appraisals: readonly Appraisal[], periods: readonly string[]): string {
  const columns: Column[] = [
    { title: "", align: "left" },
    { title: "false alarms a week", align: "right" },
    { title: "found", align: "right" },
    { title: "promotions", align: "right" },
    ...periods.flatMap((period): Column[] => [
      { title: `found at 1 a ${period}`, align: "right" },
      { title: "delay", align: "right" },
      { title: "worst delay", align: "right" },
    ]),
  ];
  const rows = appraisals.map(({ name, ownRule, equalTerms }) => [
    name,
    number(ownRule.falseEpisodesPerWeek, 2),
    percent(ownRule.caughtShare),
    percent(ownRule.promotionShare),
    ...equalTerms.flatMap((terms) => [
      percent(terms.caughtShare),
      `× ${number(terms.delayRatio, 2)}`,
      `× ${number(terms.worstRatio, 1)}`,
    ]),
  ]);
  return markdownTable(columns, rows);
}

/** What the table rests on. */
export function basis({ traffic, groups }: TestBed): string {
  const all = groups.flat();
  const incidents = all.reduce((sum, { findings }) => sum + findings.length, 0);
  const promotions = groups.reduce((sum, [, bad]) => sum + (bad?.series.promotions.length ?? 0), 0);
  const days = (traffic.minutes - traffic.scoredFrom) / DAY_MINUTES;
  return (
    `${all.length} series over ${days} days after ${traffic.scoredFrom / DAY_MINUTES} days to learn from, ` +
    `${incidents} incidents, ${promotions} promotions, ${Math.round(cleanWeeks(all))} series-weeks in which an alarm is false.`
  );
}

/** Mean minutes to an alert by kind of incident and level, for every detector. */
export function cellTable(appraisals: readonly Appraisal[], index: number): string {
  const cells = appraisals.map(({ equalTerms }) => byName(equalTerms[index]?.cells ?? []));
  const columns: Column[] = [
    { title: "", align: "left" },
    { title: "incidents", align: "right" },
    { title: "the oracle catches", align: "right" },
    ...appraisals.map(({ name }): Column => ({ title: name, align: "right" })),
  ];
  const names = [...(cells[0]?.keys() ?? [])].sort(new Intl.Collator("en", { numeric: true }).compare);
  const rows = names.map((name) => {
    const first = cells[0]?.get(name);
    const delays = cells.map((own) => number(own.get(name)?.meanCost ?? Number.NaN, 1));
    return [name, String(first?.incidents ?? 0), percent(first?.oracleShare ?? Number.NaN), ...delays];
  });
  return markdownTable(columns, rows);
}

function byName(cells: readonly Cell[]): Map<string, Cell> {
  return new Map(cells.map((cell) => [cell.name, cell]));
}

function number(value: number, digits: number): string {
  return Number.isNaN(value) ? "" : value.toFixed(digits);
}

function percent(share: number): string {
  return Number.isNaN(share) ? "" : `${Math.round(share * 100)} %`;
}
