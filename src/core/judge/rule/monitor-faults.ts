import { durationMs } from "../../model/duration.ts";
import { alertByOf, type Monitor } from "../../model/monitor.ts";
import type { Rule } from "../../model/rule.ts";
import { compiledRule } from "./compiled-rule.ts";
import { LONGEST_WINDOW_MS } from "./rule-input.ts";

/** What is wrong with a monitor. `typed` is a name that does not exist, `known` are those that do. */
export interface MonitorFault {
  /** From the monitor on: `["rules", 0, "when"]`. */
  path: readonly (string | number)[];
  expected: string;
  got: string;
  typed?: string;
  known?: readonly string[];
}

export interface KnownNames {
  statuses: readonly string[];
  dimensions: readonly string[];
}

/** All that the schema of a monitor cannot tell: names that point at nothing, no budget, rules that cannot be used. */
export function monitorFaults(monitor: Monitor, { statuses, dimensions }: KnownNames): MonitorFault[] {
  const { by, statuses: own = [] } = monitor;
  return [
    ...(by === undefined ? [] : unknownName(["by"], by, dimensions, "dimension")),
    ...own.flatMap((status, position) => unknownName(["statuses", position], status, statuses, "status")),
    ...emptyBudget(monitor),
    ...ruleFaults(monitor, statuses),
  ];
}

function unknownName(path: MonitorFault["path"], name: string, known: readonly string[], noun: string): MonitorFault[] {
  if (known.includes(name)) return [];
  return [{ path, expected: `a configured ${noun} (${known.join(", ")})`, got: quoted(name), typed: name, known }];
}

function emptyBudget({ budget }: Monitor): MonitorFault[] {
  if (budget === undefined || Number.parseFloat(budget) > 0) return [];
  const expected = "more than none: a judge that may never be wrong can never alert";
  return [{ path: ["budget"], expected, got: quoted(budget) }];
}

function ruleFaults(monitor: Monitor, statuses: readonly string[]): MonitorFault[] {
  const { name, rules = [] } = monitor;
  const alertBy = alertByOf(monitor);
  if (rules.length === 0 && (alertBy === "rule" || alertBy === "both")) {
    return [
      { path: ["alertBy"], expected: `rules in monitor ${quoted(name)}, because it alerts by ${alertBy}`, got: "none" },
    ];
  }
  return [...rules.flatMap((rule, place) => oneRuleFaults(rule, place, monitor, statuses)), ...repeated(rules)];
}

function oneRuleFaults(rule: Rule, place: number, monitor: Monitor, statuses: readonly string[]): MonitorFault[] {
  const path = ["rules", place];
  const called = rule.name === undefined ? "a rule" : `rule ${quoted(rule.name)}`;
  const whose = `${called} of monitor ${quoted(monitor.name)}`;
  const own = monitor.statuses ?? statuses;
  const faults: MonitorFault[] = [];
  if (!own.includes(rule.status)) {
    const expected = `a status that the monitor watches (${own.join(", ")})`;
    const got = `${quoted(rule.status)} in ${whose}`;
    faults.push({ path: [...path, "status"], expected, got, typed: rule.status, known: own });
  }
  const forMs = rule.for === undefined ? 1000 : durationMs(rule.for);
  if (!(forMs >= 1000 && forMs <= LONGEST_WINDOW_MS)) {
    const expected = "a duration from 1s to 24h, such as 30s, 5m or 1h";
    faults.push({ path: [...path, "for"], expected, got: `${quoted(rule.for)} in ${whose}` });
  }
  const compiled = compiledRule(rule, statuses);
  if (!("faults" in compiled)) return faults;
  for (const fault of compiled.faults) {
    faults.push({ ...fault, path: [...path, "when"], got: `${fault.got} in ${whose}` });
  }
  return faults;
}

/** Two rules of a name could not be told apart in a message. */
function repeated(rules: readonly Rule[]): MonitorFault[] {
  const names = rules.map(({ name }) => name);
  return names.flatMap((name, position) => {
    const first = names.indexOf(name);
    if (name === undefined || first === position) return [];
    const got = `${quoted(name)}, as in rules[${first}]`;
    return [{ path: ["rules", position, "name"], expected: "a name of its own", got }];
  });
}

const LONGEST_QUOTED = 60;

function quoted(value: string | undefined): string {
  const text = JSON.stringify(value ?? "");
  return text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED - 3)}...` : text;
}
