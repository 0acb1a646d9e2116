import type { Budget } from "../model/monitor.ts";
import type { Delivered, Detectable, Learning, LearningPhase, Reach } from "../model/monitor-report.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** This much of a time watched is all of it: the count is by quarters of an hour. */
const NEARLY_ALL = 0.985;
/** A rise beyond this is told as a count: "to 340 times" says nothing where hardly anything is expected. */
const LARGEST_TOLD_RISE = 10;
/** A number this little above the last digit told is that digit. */
const ROUNDING = 0.15;

/** "at most 1 false alarm a week", "at most 0.5 false alarms a day". */
export function budgetText(budget: Budget): string {
  const [alarms = "", period = ""] = budget.split("/");
  return `at most ${Number(alarms)} false ${Number(alarms) === 1 ? "alarm" : "alarms"} a ${period}`;
}

/** What was asked and what was raised, without saying which of it was false. */
export function deliveredText(budget: Budget, delivered: Delivered | undefined): string {
  const asked = `Asked for ${budgetText(budget)}`;
  if (delivered === undefined || delivered.watchedMs === 0) return `${asked}; nothing has been judged yet.`;
  const { days, alarms, incidents, watchedMs } = delivered;
  const whole = days === 1 ? "24 hours" : `${days} days`;
  const watched = !isWhollyJudged({ days, watchedMs }) ? `, of which ${spanText(watchedMs)} were judged` : "";
  return `${asked}; ${raisedText({ alarms, incidents }, ", true and false alike,")} in the last ${whole}${watched}.`;
}

/** "no alarm", "2 alarms in 1 incident", with `remark` where there is something to remark on. */
export function raisedText({ alarms, incidents }: Pick<Delivered, "alarms" | "incidents">, remark = ""): string {
  return alarms === 0 ? "no alarm" : `${counted(alarms, "alarm")} in ${counted(incidents, "incident")}${remark}`;
}

/** True when there is no more to these days than what was judged of them. */
export function isWhollyJudged({ days, watchedMs }: Pick<Delivered, "days" | "watchedMs">): boolean {
  return watchedMs >= NEARLY_ALL * days * DAY_MS;
}

/** `seen` is the time learnt from by the scope in question, in milliseconds, and `needed` until it has learned. */
export function learningText(
  phase: LearningPhase,
  { seen, needed } = { seen: 0, needed: 0 },
  others: Learning["scopes"] = { warmingUp: 0, firstDays: 0, learned: 0 },
): string {
  const scopes = others.warmingUp + others.firstDays + others.learned;
  const among = scopes > 1 ? ` ${shareText(phase, others)}` : "";
  switch (phase) {
    case "waiting":
      return "Nothing has come in yet.";
    case "warming-up":
      return `Warming up: judging begins after ${spanText(needed)}, ${seen === 0 ? "none" : spanText(seen)} seen.${among}`;
    case "first-days": {
      const left = needed > seen ? `, in about ${spanText(needed - seen)}` : "";
      return `First days: a change has to be larger to be told, until this time of day has been seen twice${left}.${among}`;
    }
    case "learned":
      return `Learned: this time of day has been seen at least twice, small changes are looked for too.${among}`;
  }
}

/** "denied: a rise to 1.6 times within 5 minutes, to 1.2 times within an hour"; of many scopes the typical one and the worst. */
export function detectableText({ status, side, within }: Omit<Detectable, "text">, scopes: number): string {
  const name = status.replaceAll("_", " ");
  const parts: string[] = [];
  let told = "";
  for (const { minutes, typical, worst } of within) {
    const span = minutes === 60 ? "an hour" : `${minutes} minutes`;
    if (typical === null) continue;
    const hardest = worst === null ? "not everywhere" : `everywhere ${reachText(worst, side)}`;
    const found = `${reachText(typical, side)}${scopes > 1 ? ` (${hardest})` : ""}`;
    // With more time nothing smaller is found: that is as small as is looked for.
    if (found === told) continue;
    told = found;
    parts.push(`${found} within ${span}`);
  }
  const change = side === "above" ? "a rise" : "a fall";
  if (parts.length === 0) return `${name}: ${change} is not found within an hour at the volume of now`;
  return `${name}: ${change} ${parts.join(", ")}`;
}

/** "to 1.6 times", "to 5 events", "by 38 %", rounded away from normal. */
export function reachText({ factor, events }: Reach, side: "above" | "below"): string {
  if (side === "below") return `by ${Math.ceil(100 * (1 - factor) - ROUNDING)} %`;
  if (factor > LARGEST_TOLD_RISE) return `to ${Math.ceil(events)} transactions`;
  return `to ${Number((Math.ceil(10 * factor - ROUNDING) / 10).toFixed(1))} times`;
}

/** "40 s", "5 min", "2 h 15 min", "1 d 20 h". */
export function spanText(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.round(ms / 1000)} s`;
  if (ms < DAY_MS - HOUR_MS / 2) return twoUnits(Math.round(ms / MINUTE_MS), 60, "h", "min");
  return twoUnits(Math.round(ms / HOUR_MS), 24, "d", "h");
}

function twoUnits(count: number, size: number, large: string, small: string): string {
  const whole = Math.floor(count / size);
  const rest = count % size;
  if (whole === 0) return `${rest} ${small}`;
  return rest === 0 ? `${whole} ${large}` : `${whole} ${large} ${rest} ${small}`;
}

function shareText(phase: LearningPhase, { warmingUp, firstDays, learned }: Learning["scopes"]): string {
  const all = warmingUp + firstDays + learned;
  const parts = [
    { phase: "learned", text: `${learned} learned` },
    { phase: "first-days", text: `${firstDays} in their first days` },
    { phase: "warming-up", text: `${warmingUp} warming up` },
  ].filter((part) => part.phase === phase || !part.text.startsWith("0 "));
  return parts.length === 1 ? `All ${all} are this far.` : `Of ${all}: ${parts.map(({ text }) => text).join(", ")}.`;
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
