import { isStatusWord, roleByName, type RoleText } from "./column-names.ts";
import { MOST_DISTINCT, type ColumnProfile } from "./column-profile.ts";

/** What a column was taken for, in the words of the option `columns`, and why. */
export interface ColumnDecision {
  role: RoleText;
  because: string;
}

const MOSTLY = 0.8;
/** Where most values are different, a column is no dimension but a text of its own for each row. */
const MOST_DISTINCT_SHARE = 0.5;

export function isReference(role: RoleText): boolean {
  return role.startsWith("count of ") || role.startsWith("mean of ");
}

function needsNumbers(role: RoleText): boolean {
  return role === "observed" || role === "count" || isReference(role);
}

/** Before the columns are seen together: `number` is one whose meaning depends on the others. */
function firstDecision(name: string, profile: ColumnProfile, isFirst: boolean): ColumnDecision {
  const { filled, numbers, whole, distinct, isRunning } = profile;
  if (filled === 0) return { role: "ignored", because: "it is empty" };
  const isNumeric = numbers >= filled * MOSTLY;
  const named = roleByName(name);
  if (named !== undefined && named !== "time" && named !== "date") {
    if (!needsNumbers(named) || isNumeric) return { role: named, because: "of its name" };
  }
  if (isNumeric) {
    if (isFirst && isRunning && /^(?:column_\d+|#|no?|nr)$/i.test(name))
      return { role: "ignored", because: "it is a running number" };
    if (whole < filled * MOSTLY)
      return { role: "ignored", because: "its numbers have decimals or are below 0, so they are no counts" };
    return { role: "number", because: "it holds whole numbers" };
  }
  if (distinct.size > MOST_DISTINCT || (distinct.size > 20 && distinct.size > filled * MOST_DISTINCT_SHARE)) {
    return { role: "ignored", because: "nearly every row has a text of its own" };
  }
  const statuses = [...distinct].filter(isStatusWord).length;
  if (statuses > 0 && statuses >= distinct.size / 2) return { role: "status", because: "it holds statuses" };
  return { role: "dimension", because: "it holds a few texts that come again" };
}

function onlyFirst(decisions: ColumnDecision[], role: RoleText, others: ColumnDecision): void {
  let isTaken = false;
  for (const [i, decision] of decisions.entries()) {
    if (decision.role !== role) continue;
    if (isTaken) decisions[i] = others;
    isTaken = true;
  }
}

/** Gives the columns of numbers their meaning, by what the other columns are. */
function settle(decisions: ColumnDecision[], given: ReadonlyMap<number, RoleText>): void {
  const has = (role: RoleText): boolean => decisions.some((decision) => decision.role === role);
  const change = (from: RoleText, to: ColumnDecision): void => {
    for (const [i, decision] of decisions.entries()) if (decision.role === from && !given.has(i)) decisions[i] = to;
  };
  if (decisions.some(({ role }) => isReference(role))) {
    if (!has("observed"))
      change("count", { role: "observed", because: "the other columns are what it is compared with" });
    if (!has("observed"))
      change("number", { role: "observed", because: "the other columns are what it is compared with" });
    const because = "the column to be judged is another";
    change("count", { role: "ignored", because });
    change("number", { role: "ignored", because });
    return;
  }
  const numbers = decisions.filter(({ role }) => role === "number").length;
  if (has("status") || (has("dimension") && (has("count") || numbers === 1))) {
    if (!has("count")) {
      const first = decisions.findIndex(({ role }) => role === "number");
      if (first >= 0) decisions[first] = { role: "count", because: "it is the number beside a status or dimension" };
    }
    onlyFirst(decisions, "count", { role: "ignored", because: "another column is the count" });
    change("number", { role: "ignored", because: "another column is the count" });
    return;
  }
  if (has("observed") && !has("dimension")) change("number", { role: "observed", because: "it holds whole numbers" });
  change("number", { role: "observed", because: "it holds whole numbers" });
  change("count", { role: "observed", because: "it holds counts" });
}

export interface RoleSearch {
  names: readonly string[];
  profiles: readonly ColumnProfile[];
  /** Roles that people gave and those of the times, by column. */
  given: ReadonlyMap<number, RoleText>;
  /** Other columns that hold times. */
  timeLike: readonly number[];
}

/** What every column is. */
export function columnRoles({ names, profiles, given, timeLike }: RoleSearch): ColumnDecision[] {
  const decisions = names.map((name, i): ColumnDecision => {
    const role = given.get(i);
    if (role !== undefined) return { role, because: role === "time" || role === "date" ? "it holds times" : "said so" };
    if (timeLike.includes(i)) return { role: "ignored", because: "another column is the time" };
    const profile = profiles[i];
    return profile === undefined ? { role: "ignored", because: "it is empty" } : firstDecision(name, profile, i === 0);
  });
  onlyFirst(decisions, "status", { role: "dimension", because: "another column is the status" });
  settle(decisions, given);
  return decisions;
}
