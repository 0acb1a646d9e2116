import { countText } from "../model/count-text.ts";
import type { Impact, ImpactRange, Incident, Member } from "../model/incident.ts";

/** Less than one transaction is not worth a word. */
const LEAST_WORTH = 1;

type Harmed = Pick<Incident, "impact" | "members" | "state">;

/** What it cost, as a sentence without its end: "about 61 to 137 approvals lost so far, about 4 a minute"; null when it is nothing yet. */
export function impactText({ impact, members, state }: Harmed): string | null {
  const { lost, surplus, minutes } = impact;
  const isOver = state === "resolved";
  const parts: string[] = [];
  if (isWorthAWord(lost)) parts.push(`${rangeText(lost)} ${lostNoun(members)} lost`);
  if (isWorthAWord(surplus)) parts.push(`${rangeText(surplus)} ${surplusNoun(members)} than usual`);
  if (parts.length === 0) return null;
  const range = isWorthAWord(lost) ? lost : surplus;
  const aMinute = range === null || minutes < 1 ? Number.NaN : (range.least + range.most) / 2 / minutes;
  const pace = aMinute >= 0.1 ? `, about ${countText(aMinute)} a minute` : "";
  return `${parts.join(" and ")}${isOver ? " in all" : " so far"}${pace}`;
}

/** What each reference says: "61 by expected, 137 by day before". */
export function referencesText({ by }: ImpactRange): string {
  return by.map(({ reference, value }) => `${wholeText(value)} by ${REFERENCES[reference]}`).join(", ");
}

const REFERENCES: Record<ImpactRange["by"][number]["reference"], string> = {
  expected: "what was learnt",
  "hour before": "the hour before",
  "day before": "the day before",
};

export function impactFacts({ lost, surplus }: Impact): { name: string; value: string }[] {
  const facts: { name: string; value: string }[] = [];
  if (isWorthAWord(lost)) facts.push({ name: "Lost", value: referencesText(lost) });
  if (isWorthAWord(surplus)) facts.push({ name: "Too many", value: referencesText(surplus) });
  return facts;
}

function isWorthAWord(range: ImpactRange | null): range is ImpactRange {
  return range !== null && range.most >= LEAST_WORTH;
}

function rangeText({ least, most }: ImpactRange): string {
  const from = wholeText(least);
  const to = wholeText(most);
  if (least < LEAST_WORTH) return `up to ${to}`;
  return `about ${from === to ? from : `${from} to ${to}`}`;
}

/** A reference may say that less than nothing is missing. */
function wholeText(count: number): string {
  return count < LEAST_WORTH ? "0" : countText(count);
}

function lostNoun(members: readonly Member[]): string {
  const statuses = new Set(members.filter(({ symptom }) => symptom === "below").map(({ status }) => status));
  const [only = ""] = statuses;
  if (statuses.size !== 1) return "transactions";
  return only === "approved" ? "approvals" : `${only} transactions`;
}

function surplusNoun(members: readonly Member[]): string {
  const statuses = new Set(members.filter(({ symptom }) => symptom === "above").map(({ status }) => status));
  const [only = ""] = statuses;
  return statuses.size === 1 ? `more ${only}` : "more bad transactions";
}
