import type { Impact, ImpactRange, Incident } from "../../core/model/incident.ts";
import { english } from "../language/language.ts";

/** The text, with `{range}` in it, and from how many to how many. */
export interface Cost {
  text: string;
  least: number;
  most: number;
}

/** What open incidents cost so far, all together; less than one is nothing. */
export function costSoFar(incidents: readonly Pick<Incident, "impact">[]): Cost[] {
  const impacts = incidents.map(({ impact }) => impact);
  return [
    { text: english("{range} lost so far"), ...sumOf(impacts, ({ lost }) => lost) },
    { text: english("{range} more than usual so far"), ...sumOf(impacts, ({ surplus }) => surplus) },
  ].filter(({ most }) => most >= 1);
}

function sumOf(impacts: readonly Impact[], rangeOf: (impact: Impact) => ImpactRange | null) {
  let [least, most] = [0, 0];
  for (const impact of impacts) {
    const range = rangeOf(impact);
    least += Math.max(0, range?.least ?? 0);
    most += Math.max(0, range?.most ?? 0);
  }
  return { least: Math.round(least), most: Math.round(most) };
}
