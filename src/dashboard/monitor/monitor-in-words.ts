import { isWhollyJudged, raisedText, reachText, spanText } from "../../core/engine/monitor-words.ts";
import type { Delivered, Detectable, MonitorReport, Reach } from "../../core/model/monitor-report.ts";
import { formatMean, NOTHING, statusLabel } from "../format.ts";

const LEAST_ALLOWED = 0.1;

/** "at most 1 a week" */
export function budgetInShort({ budget }: MonitorReport): string {
  const [alarms = "", period = ""] = budget.split("/");
  return `at most ${Number(alarms)} a ${period}`;
}

/** "2 alarms in 1 incident · 7 days", "no alarm · 3 h judged". */
export function raisedInShort({ delivered }: MonitorReport): string {
  const week = delivered.find(({ days }) => days === 7);
  if (week === undefined || week.watchedMs === 0) return "nothing judged yet";
  const time = isWhollyJudged(week) ? "7 days" : `${spanText(week.watchedMs)} judged`;
  return `${raisedText(week)} \u00B7 ${time}`;
}

const PHASES = {
  waiting: "waits for its first transaction",
  "warming-up": "warming up: judges in a moment",
  "first-days": "first days: larger changes only",
  learned: null,
} as const;

/** What keeps it from finding small changes; null when nothing does. */
export function phaseInShort({ learning }: MonitorReport): string | null {
  return PHASES[learning.phase];
}

export function whatIsWatched({ by, scopes }: MonitorReport): string {
  return by === null ? "all traffic" : `each ${statusLabel(by)}, ${scopes === 0 ? "none" : scopes} seen so far`;
}

/** How much of the days was judged. */
export function judgedInShort(delivered: Delivered): string {
  if (delivered.watchedMs === 0) return "nothing";
  return isWhollyJudged(delivered) ? "all" : spanText(delivered.watchedMs);
}

/** Alarms that the budget allows, which may be a small part of one. */
export function allowedInShort({ allowed }: Delivered): string {
  return allowed > 0 && allowed < LEAST_ALLOWED ? `under ${LEAST_ALLOWED}` : formatMean(allowed);
}

export function windowLabel({ days }: Delivered): string {
  return days === 1 ? "24 hours" : `${days} days`;
}

/** A rise "to 1.6 times", a fall "by 38 %". */
export function reachInShort(reach: Reach | null, side: Detectable["side"]): string {
  return reach === null ? NOTHING : reachText(reach, side);
}

/** While all traffic is in its first days: that, and the status of which the smallest rise is found already. */
export function learningNote(monitors: readonly MonitorReport[]): string | null {
  const monitor = monitors.find(({ by, learning }) => by === null && learning.phase === "first-days");
  if (monitor === undefined) return null;
  let best: { status: string; reach: Reach } | null = null;
  for (const { status, side, within } of monitor.detectable) {
    const reach = within[0]?.typical ?? null;
    if (side === "above" && reach !== null && (best === null || reach.factor < best.reach.factor))
      best = { status, reach };
  }
  const found =
    best === null
      ? ""
      : `; a rise of ${statusLabel(best.status)} ${reachText(best.reach, "above")} the usual is found already`;
  return `Still learning this time of day${found}.`;
}
