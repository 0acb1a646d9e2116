import type { Impact, ImpactRange } from "../../core/model/incident.ts";
import { formatCount, formatDuration } from "../format.ts";
import { t } from "../language/language.ts";

/** What an incident cost, line by line: the name of the loss, its range, and the references that say so. */
export interface ImpactLine {
  name: string;
  range: string;
  references: string;
}

/** A loss of less than one is none. */
const LEAST_WORTH = 0.5;

export function impactLines({ lost, surplus }: Impact): ImpactLine[] {
  const lines: ImpactLine[] = [];
  if (lost !== null && lost.most >= LEAST_WORTH) lines.push(lineOf(t("Lost"), lost));
  if (surplus !== null && surplus.most >= LEAST_WORTH) lines.push(lineOf(t("More than usual"), surplus));
  return lines;
}

/** "in 12 min of alarm" */
export function alarmTime({ minutes }: Impact): string {
  return t("in {duration} of alarm", { duration: formatDuration(minutes * 60_000) });
}

/** "62 to 137", "about 62"; "up to 137" where a reference says that it is less than one. */
export function rangeInWords({ least, most }: ImpactRange): string {
  const [low, high] = [countOf(least), countOf(most)];
  if (low === high) return t("about {n}", { n: high });
  return least < LEAST_WORTH ? t("up to {n}", { n: high }) : t("{low} to {high}", { low, high });
}

function lineOf(name: string, range: ImpactRange): ImpactLine {
  const references = range.by.map(({ reference, value }) => referenceInWords(reference, countOf(value)));
  return { name, range: rangeInWords(range), references: references.join(", ") };
}

function referenceInWords(reference: ImpactRange["by"][number]["reference"], n: string): string {
  switch (reference) {
    case "expected":
      return t("{n} by what was expected", { n });
    case "hour before":
      return t("{n} by the hour before", { n });
    case "day before":
      return t("{n} by the day before", { n });
  }
}

function countOf(value: number): string {
  return formatCount(Math.max(0, Math.round(value)));
}
