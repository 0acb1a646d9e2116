import type { Impact, ImpactRange } from "../../core/model/incident.ts";
import { formatDuration } from "../format.ts";

/** What an incident cost, line by line: the name of the loss, its range, and the references that say so. */
export interface ImpactLine {
  name: string;
  range: string;
  references: string;
}

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** A loss of less than one is none. */
export function impactLines({ lost, surplus }: Impact): ImpactLine[] {
  const lines: ImpactLine[] = [];
  if (lost !== null && lost.most >= 0.5) lines.push(lineOf("Lost", lost));
  if (surplus !== null && surplus.most >= 0.5) lines.push(lineOf("More than usual", surplus));
  return lines;
}

/** "in 12 min of alarm" */
export function alarmTime({ minutes }: Impact): string {
  return `in ${formatDuration(minutes * 60_000)} of alarm`;
}

/** "62 to 137", "about 62"; "up to 137" where a reference says that it is less than one. */
export function rangeInWords({ least, most }: ImpactRange): string {
  const [low, high] = [countOf(least), countOf(most)];
  if (low === high) return t("about {n}", { n: high });
  return least < 0.5 ? t("up to {n}", { n: high }) : t("{low} to {high}", { low, high });
}

function lineOf(name: string, range: ImpactRange): ImpactLine {
  const { by } = range;
  return {
    name,
    range: rangeInWords(range),
    references: by.map(({ reference, value }) => `${countOf(value)} by ${WORDS[reference]}`).join(", "),
  };
}

const WORDS: Record<ImpactRange["by"][number]["reference"], string> = {
  expected: "what was expected",
  "hour before": "the hour before",
  "day before": "the day before",
};

function countOf(value: number): string {
  return whole.format(Math.max(0, value));
}
