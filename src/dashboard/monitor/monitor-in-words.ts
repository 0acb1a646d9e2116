import { isWhollyJudged, raisedText, reachText, spanText } from "../../core/engine/monitor-words.ts";
import { type Budget, DEFAULT_BUDGET } from "../../core/model/monitor.ts";
import type { Mark } from "../../core/model/incident.ts";
import type { BacktestRun } from "../../core/model/monitor-backtest.ts";
import type { MonitorChange } from "../../core/model/monitor-change.ts";
import type { Delivered, Detectable, MonitorReport, Reach } from "../../core/model/monitor-report.ts";
import { english, locale, t, tn } from "../language/language.ts";
import { formatMean, NOTHING, statusLabel } from "../format.ts";

const LEAST_ALLOWED = 0.1;

const BUDGETS: Readonly<Record<string, string>> = {
  day: english("at most {alarms} a day"),
  week: english("at most {alarms} a week"),
  month: english("at most {alarms} a month"),
};

/** "at most 1 a week" */
export function budgetText(budget: Budget): string {
  const [alarms = "", period = ""] = budget.split("/");
  return t(BUDGETS[period] ?? "", { alarms: String(Number(alarms)) });
}

/** What it would have told, in one sentence. */
export function outcomeText({ budget, incidents, alarms, judgedMs }: BacktestRun): string {
  if (judgedMs === 0) return t("Nothing of these days could be judged: it would still have been learning.");
  return t("{budget}: {incidents} from {alarms}.", {
    budget: budgetText(budget),
    incidents: tn(incidents.length, "{n} incident", "{n} incidents"),
    alarms: tn(alarms, "{n} alarm", "{n} alarms"),
  });
}

const MARKS = {
  real: english("marked as real"),
  noise: english("marked as noise"),
  expected: english("marked as expected"),
  none: english("not marked"),
} as const;

/** What people said of an incident. */
export function markText(mark: Mark | null): string {
  return t(MARKS[mark ?? "none"]);
}

/** "Mon, 24 Nov" of the day that begins at an instant; its noon, because a day may begin at 23:00 or 01:00. */
export function dayLabel(from: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale.value, { timeZone, weekday: "short", day: "numeric", month: "short" });
  return format.format(from + 12 * 3_600_000);
}

/** What somebody did to a monitor. */
export function changeText({ before, after }: MonitorChange): string {
  if (after.source === "configuration") return t("was given back to the file");
  if (after.monitor === null) return t("was removed");
  if (before.monitor === null) return t("was added");
  const { budget: old = DEFAULT_BUDGET, ...oldRest } = before.monitor;
  const { budget = DEFAULT_BUDGET, ...rest } = after.monitor;
  const isOnlyBudget = JSON.stringify(oldRest) === JSON.stringify(rest) && budget !== old;
  return isOnlyBudget
    ? t("was changed from {old} to {new}", { old: budgetText(old), new: budgetText(budget) })
    : t("was changed");
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
