import { minutesPerFalseAlarm } from "../../core/judge/budget.ts";
import { type Budget, DEFAULT_BUDGET, type Monitor } from "../../core/model/monitor.ts";
import type { AlertBy, Rule } from "../../core/model/rule.ts";

/** From the quietest to the one that tells the most. */
const LADDER: readonly Budget[] = ["1/month", "2/month", "1/week", "2/week", "4/week", "1/day", "3/day", "10/day"];

/** A rule as it is typed: what is empty is left out. */
export interface RuleDraft {
  name: string;
  status: string;
  when: string;
  for: string;
}

/** A monitor as it is filled in. */
export interface MonitorDraft {
  name: string;
  /** Empty: all traffic. */
  by: string;
  /** Null: all. */
  statuses: readonly string[] | null;
  budget: Budget;
  /** Empty: as usual. */
  limit: string;
  rules: readonly RuleDraft[];
  /** Empty: as usual. */
  alertBy: AlertBy | "";
}

export const EMPTY_DRAFT: MonitorDraft = {
  name: "",
  by: "",
  statuses: null,
  budget: DEFAULT_BUDGET,
  limit: "",
  rules: [],
  alertBy: "",
};

export function draftOf(monitor: Monitor): MonitorDraft {
  const { name, by = "", statuses = null, budget = DEFAULT_BUDGET, limit, rules = [], alertBy = "" } = monitor;
  return {
    name,
    by,
    statuses,
    budget,
    limit: limit === undefined ? "" : String(limit),
    rules: rules.map((rule) => ({ name: rule.name ?? "", status: rule.status, when: rule.when, for: rule.for ?? "" })),
    alertBy,
  };
}

export function monitorOf(draft: MonitorDraft): Monitor {
  const { name, by, statuses, budget, limit, rules, alertBy } = draft;
  return {
    name: name.trim(),
    ...(by === "" ? {} : { by }),
    ...(statuses === null ? {} : { statuses: [...statuses] }),
    budget,
    ...(limit === "" || by === "" ? {} : { limit: Number(limit) }),
    ...(rules.length === 0 ? {} : { rules: rules.map(ruleOf) }),
    ...(alertBy === "" ? {} : { alertBy }),
  };
}

function ruleOf({ name, status, when, for: duration }: RuleDraft): Rule {
  return {
    ...(name.trim() === "" ? {} : { name: name.trim() }),
    status,
    when: when.trim(),
    ...(duration.trim() === "" ? {} : { for: duration.trim() }),
  };
}

/** What the server cannot be asked about yet, because it is empty. */
export function isComplete({ name, rules, limit, statuses }: MonitorDraft): boolean {
  if (name.trim() === "" || statuses?.length === 0) return false;
  return (limit === "" || /^[1-9]\d{0,4}$/.test(limit)) && rules.every(({ when }) => when.trim() !== "");
}

/** The steps of the slider: the usual ones, and the monitor's own. */
export function budgetSteps(own: Budget): Budget[] {
  const minutes = minutesPerFalseAlarm(own);
  const others = LADDER.filter((budget) => minutesPerFalseAlarm(budget) !== minutes);
  return [...others, own].toSorted((one, other) => minutesPerFalseAlarm(other) - minutesPerFalseAlarm(one));
}

/** From the chosen one outwards: the next that somebody may look at comes next. */
export function outwards(steps: readonly Budget[], chosen: Budget): Budget[] {
  const place = steps.indexOf(chosen);
  const distance = (budget: Budget) => Math.abs(steps.indexOf(budget) - place);
  return steps.toSorted((one, other) => distance(one) - distance(other));
}

/** As it stands in the file; a text in quotes is YAML as it is JSON. */
export function yamlOf(monitor: Monitor): string {
  const { name, rules, ...rest } = monitor;
  const lines = [`- name: ${JSON.stringify(name)}`];
  for (const [key, value] of Object.entries(rest)) lines.push(`  ${key}: ${flow(value)}`);
  if (rules !== undefined) lines.push("  rules:");
  for (const rule of rules ?? []) {
    for (const [place, [key, value]] of Object.entries(rule).entries()) {
      lines.push(`    ${place === 0 ? "- " : "  "}${key}: ${flow(value)}`);
    }
  }
  return `monitors:\n${lines.map((line) => `  ${line}`).join("\n")}\n`;
}

function flow(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(flow).join(", ")}]` : JSON.stringify(value);
}
