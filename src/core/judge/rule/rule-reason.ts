import { countText } from "../../model/count-text.ts";
import { durationText } from "../reason.ts";

const LONGEST_LABEL = 120;

/** A rule in alarm, as far as a sentence needs it. */
export interface RuleSighting {
  /** Its name, or its expression. */
  label: string;
  heldMs: number;
  /** Count per minute of the status that it speaks of; NaN when that is not known. */
  perMinute: number;
  /** How long it was counted. */
  minuteMs: number;
}

/** "failed: 31 in the last minute, rule "failed > 20" has held for 5 minutes"; empty without a rule. */
export function ruleReason(status: string, sightings: readonly RuleSighting[]): string {
  const [first] = sightings;
  if (first === undefined) return "";
  const { perMinute, minuteMs } = first;
  const count = Number.isInteger(perMinute) ? String(perMinute) : countText(perMinute);
  const last = `in the last ${durationText(minuteMs)}`;
  const told = minuteMs === 60_000 ? `${count} ${last}, ` : `${count} a minute ${last}, `;
  return `${status}: ${Number.isNaN(perMinute) ? "" : told}${heldText(sightings)}`;
}

/** "rule "failed > 20" has held for 5 minutes" */
export function heldText(sightings: readonly RuleSighting[]): string {
  return sightings.map(({ label, heldMs }) => `rule "${shortened(label)}" has held for ${spanText(heldMs)}`).join(", ");
}

function spanText(ms: number): string {
  const text = durationText(ms);
  if (/^\d/.test(text)) return text;
  return text === "hour" ? "an hour" : `a ${text}`;
}

function shortened(label: string): string {
  return label.length <= LONGEST_LABEL ? label : `${label.slice(0, LONGEST_LABEL - 1)}…`;
}
