import type { FindingKind } from "../model/analysis.ts";
import type { DayStream } from "./day-stream.ts";
import type { Draft } from "./draft.ts";
import { sqlAround } from "./file-sql.ts";
import { groupProbability, type SeriesGroup } from "./series-groups.ts";
import { type Numbers, numbersOf, spanOf } from "./series-numbers.ts";
import { type SearchedSeries, TRAFFIC } from "./series-search.ts";
import { AROUND } from "./series-evidence.ts";
import {
  allText,
  betweenText,
  capital,
  chanceText,
  countText,
  lengthText,
  listText,
  numberWord,
  spanText,
} from "./words.ts";

const NEXT_TO_NOTHING = 0.1;
const SMALL_NUMBERS = 20;
const WIDE_RANGE = 1.5;
/** So many slots after a fall are looked at for what could not be done in it. */
const REBOUND_SLOTS = 3;
const REBOUND = 1e-4;

/** What is known of a stream besides the group. */
export interface Setting {
  stream: DayStream;
  searched: readonly SearchedSeries[];
  groups: readonly SeriesGroup[];
  weight: number;
}

/** A finding about a group of statuses that are off together. */
export function seriesDraft(group: SeriesGroup, setting: Setting): Draft | null {
  const numbers = numbersOf(group);
  const [lead] = numbers;
  if (lead === undefined || lead.expected.length === 0) return null;
  const { table } = group;
  const span = spanOf(group);
  const kind = kindOf(lead);
  const pValue = groupProbability(group, setting.stream.statuses.length);
  const series = lead.status === TRAFFIC ? expectedStatuses(group, setting) : numbers.map(({ status }) => status);
  const worst = (side: "below" | "above") => numbers.find((one) => one.side === side) ?? null;
  const others = setting.stream.tables
    .filter((other) => other !== table && !table.isDated)
    .map((other) => ({ table: other, columns: series.slice(0, 1) }));
  return {
    kind,
    table,
    series,
    span,
    observed: lead.observed,
    expected: lead.expected,
    below: worst("below"),
    above: worst("above"),
    pValue,
    testedP: pValue,
    weight: setting.weight,
    title: `${table.name}: ${titleOf(lead, kind, numbers)}, ${spanText(table, span)}`,
    explanation: explanationOf(group, numbers, kind, pValue),
    speaksFor: forIt(group, numbers, setting),
    speaksAgainst: againstIt(group, numbers, setting),
    shoulders: [],
    sql: sqlAround(table, series, span, others),
  };
}

function kindOf({ status, side, observed, expected }: Numbers): FindingKind {
  if (status === TRAFFIC) return "silence";
  if (side === "above") return "surge";
  return observed <= NEXT_TO_NOTHING * Math.min(...expected.map(({ value }) => value)) ? "outage" : "drop";
}

function titleOf({ status, observed, expected }: Numbers, kind: FindingKind, all: readonly Numbers[]): string {
  const between = betweenText(expected.map(({ value }) => value));
  if (kind === "silence") return `nothing came of any status where ${between} were expected`;
  const more = all.length - 1;
  const rest =
    more === 0 ? "" : `, and ${more === 1 ? (all[1]?.status ?? "") : `${numberWord(more)} other statuses`} with it`;
  return `${status} ${countText(observed)} instead of ${between}${rest}`;
}

function explanationOf(group: SeriesGroup, numbers: readonly Numbers[], kind: FindingKind, pValue: number): string {
  const { table } = group;
  const parts = numbers.map((one) => statusText(group, one));
  const chance = `So ${numbers[0]?.side === "below" ? "little" : "much"} comes by chance with ${chanceText(pValue)}`;
  const together = numbers.length > 1 ? `, all of it together` : "";
  const opening =
    kind === "silence"
      ? `For ${lengthText(table.stepMs, slotsOf(spanOf(group)))} not one row came. That is either no traffic or a collector that was dead; the file does not say which. `
      : "";
  return `${opening}${parts.join(" ")} ${chance}${together}.`;
}

/** `Denied: 1,045 from 16:23 to 16:31 where 281 (transactions_1), 391 (the time around) were expected: 654 to 764 too many.` */
function statusText({ table }: SeriesGroup, { status, side, observed, expected, span }: Numbers): string {
  const name = status === TRAFFIC ? "All statuses" : capital(status);
  const by = expected.map(({ reference, value }) => `${countText(value)} (${reference})`);
  const difference = betweenText(
    expected.map(({ value }) => Math.max(0, side === "below" ? value - observed : observed - value)),
  );
  const what = side === "below" ? "lost" : "too many";
  return `${name}: ${countText(observed)}, ${spanText(table, span)}, where the references have ${listText(by)}: ${difference} ${what}.`;
}

function forIt(group: SeriesGroup, numbers: readonly Numbers[], setting: Setting): string[] {
  const [lead] = numbers;
  const reasons: string[] = [];
  if (lead === undefined) return reasons;
  const agree = lead.expected.filter(({ value }) =>
    lead.side === "below" ? value > lead.observed : value < lead.observed,
  );
  if (agree.length > 1 && agree.length === lead.expected.length)
    reasons.push(`${capital(allText(agree.length))} agree that it is ${lead.side === "below" ? "low" : "high"}.`);
  if (numbers.length > 1) reasons.push(`${capital(numberWord(numbers.length))} statuses are off at the same time.`);
  if (group.silences.length > 0) {
    const times = group.silences.map(({ day, first, last }) =>
      spanText(group.table, { first: day.slots[first] ?? 0, last: day.slots[last] ?? 0 }),
    );
    reasons.push(`Nothing at all came in the midst of it: ${listText(times)}.`);
  }
  const slots = slotsOf(spanOf(group));
  if (slots > 1) reasons.push(`It lasts for ${lengthText(group.table.stepMs, slots)}.`);
  const rebound = reboundText(group, lead);
  if (rebound !== null) reasons.push(rebound);
  reasons.push(...neighbourText(group, setting));
  return reasons;
}

/** What came right after a fall, when it was more than usual. */
function reboundText(group: SeriesGroup, { side }: Numbers): string | null {
  if (side === "above") return null;
  const fall = group.members.findLast((member) => member.side === "below");
  if (fall === undefined) return null;
  for (let length = 1; length <= REBOUND_SLOTS; length++) {
    const span = { first: fall.last + 1, last: fall.last + length };
    if (span.last >= fall.evidence.length || fall.evidence.probability(span, "above") > REBOUND) continue;
    const around = fall.evidence.expected(span).find(({ reference }) => reference === AROUND)?.value ?? Number.NaN;
    const place = { first: fall.day.slots[span.first] ?? 0, last: fall.day.slots[span.last] ?? 0 };
    const usual = Number.isNaN(around) ? "" : ` instead of ${countText(around)}`;
    return `More than usual came right after it: ${countText(fall.evidence.observed(span))}${usual}, ${spanText(group.table, place)}.`;
  }
  return null;
}

/** Files without dates may be days that follow each other: what is off at both sides of midnight is then one. */
function neighbourText(group: SeriesGroup, { stream, groups }: Setting): string[] {
  const place = stream.tables.indexOf(group.table);
  const span = spanOf(group);
  const isShared = (other: SeriesGroup): boolean =>
    other.members.some(({ status }) => group.members.some((member) => member.status === status));
  const edge = (step: 1 | -1): SeriesGroup | undefined => {
    const table = stream.tables[place + step];
    if (table === undefined) return undefined;
    const at = (one: SeriesGroup, side: 1 | -1): boolean =>
      side === 1 ? spanOf(one).last >= one.table.slots.length - 2 : spanOf(one).first <= 1;
    return at(group, step)
      ? groups.find((one) => one.table === table && isShared(one) && at(one, step === 1 ? -1 : 1))
      : undefined;
  };
  const after = edge(1);
  const before = edge(-1);
  return [
    ...(after === undefined
      ? []
      : [`${after.table.name} begins with the same: if it is the next day, this is one incident.`]),
    ...(before === undefined || span.first > 1
      ? []
      : [`${before.table.name} ends with the same: if it is the day before, this is one incident.`]),
  ];
}

function againstIt(group: SeriesGroup, numbers: readonly Numbers[], { stream }: Setting): string[] {
  const [lead] = numbers;
  if (lead === undefined) return [];
  const reasons: string[] = [];
  const values = lead.expected.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (most > WIDE_RANGE * Math.max(1, least)) reasons.push("The references do not agree on its size.");
  for (const name of lead.leftOut) reasons.push(`${name} is off itself at that time and is left out.`);
  if (stream.days.length === 1) reasons.push("There is no other day to compare with.");
  if (stream.days.length === 2) reasons.push("There is only one other day: what every day does is not known.");
  if (Math.max(lead.observed, most) < SMALL_NUMBERS) reasons.push("Small numbers: chance alone moves them much.");
  const span = spanOf(group);
  if (span.first === 0) reasons.push("The file begins with it: what came before is not known.");
  if (lead.status === TRAFFIC) reasons.push("A gap of whoever collected the rows looks the same.");
  return reasons;
}

/** The statuses that a silence is missed of, the largest first. */
function expectedStatuses(group: SeriesGroup, { searched, stream }: Setting): string[] {
  const [silence] = group.members;
  const found = searched
    .filter(({ day, status }) => day === silence?.day && status !== TRAFFIC)
    .map(({ status, evidence }) => {
      const span = { first: silence?.first ?? 0, last: silence?.last ?? 0 };
      return { status, most: Math.max(0, ...evidence.expected(span).map(({ value }) => value)) };
    })
    .filter(({ most }) => most >= 1)
    .sort((a, b) => b.most - a.most)
    .map(({ status }) => status);
  return found.length > 0 ? found : stream.statuses;
}

function slotsOf({ first, last }: { first: number; last: number }): number {
  return last - first + 1;
}
