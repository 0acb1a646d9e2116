import { compiledRule } from "../../core/judge/rule/compiled-rule.ts";
import { LONGEST_WINDOW_MS } from "../../core/judge/rule/rule-input.ts";
import { durationMs } from "../../core/model/duration.ts";
import { alertByOf, type Monitor } from "../../core/model/monitor.ts";
import type { Rule } from "../../core/model/rule.ts";
import type { Problem } from "./configuration-error.ts";
import type { ConfigurationFile, KeyPath } from "./configuration-file.ts";
import { didYouMean } from "./nearest-name.ts";
import { keyText, shown } from "./schema-problems.ts";

/** What is wrong with the rules of the monitor at `index`: expressions, durations, names, and what it needs to alert. */
export function ruleProblems(
  index: number,
  monitor: Monitor,
  statuses: readonly string[],
  file: ConfigurationFile,
): Problem[] {
  const { name, rules = [] } = monitor;
  const alertBy = alertByOf(monitor);
  const problems = rules.flatMap((rule, position) => {
    const path = ["monitors", index, "rules", position];
    const called = rule.name === undefined ? "a rule" : `rule ${shown(rule.name)}`;
    const whose = `${called} of monitor ${shown(name)}`;
    return oneRuleProblems(rule, { path, whose, statuses, own: monitor.statuses ?? statuses, file });
  });
  if (rules.length > 0 || (alertBy !== "rule" && alertBy !== "both"))
    return [...problems, ...repeated(index, rules, file)];
  const expected = `rules in monitor ${shown(name)}, because it alerts by ${alertBy === "both" ? "both" : "rule"}`;
  return [{ ...at(["monitors", index, "alertBy"], file), expected, got: "none" }];
}

interface Place {
  path: KeyPath;
  whose: string;
  statuses: readonly string[];
  /** Statuses that the monitor may alert for. */
  own: readonly string[];
  file: ConfigurationFile;
}

function oneRuleProblems(rule: Rule, { path, whose, statuses, own, file }: Place): Problem[] {
  const problems: Problem[] = [];
  if (!own.includes(rule.status)) {
    const expected = `a status that the monitor watches (${own.join(", ")})`;
    const got = `${shown(rule.status)} in ${whose}`;
    problems.push({ ...at([...path, "status"], file), expected, got, ...didYouMean(rule.status, own) });
  }
  const forMs = rule.for === undefined ? 1000 : durationMs(rule.for);
  if (!(forMs >= 1000 && forMs <= LONGEST_WINDOW_MS)) {
    const expected = "a duration from 1s to 24h, such as 30s, 5m or 1h";
    problems.push({ ...at([...path, "for"], file), expected, got: `${shown(rule.for)} in ${whose}` });
  }
  const compiled = compiledRule(rule, statuses);
  if (!("faults" in compiled)) return problems;
  for (const { expected, got, typed, known = [] } of compiled.faults) {
    const hint = typed === undefined ? {} : didYouMean(typed, known);
    problems.push({ ...at([...path, "when"], file), expected, got: `${got} in ${whose}`, ...hint });
  }
  return problems;
}

/** Two rules of a name could not be told apart in a message. */
function repeated(index: number, rules: readonly Rule[], file: ConfigurationFile): Problem[] {
  const names = rules.map(({ name }) => name);
  return names.flatMap((name, position) => {
    const first = names.indexOf(name);
    if (name === undefined || first === position) return [];
    const got = `${shown(name)}, as in rules[${first}]`;
    return [{ ...at(["monitors", index, "rules", position, "name"], file), expected: "a name of its own", got }];
  });
}

function at(path: KeyPath, file: ConfigurationFile): { key: string; where: string } {
  return { key: keyText(path), where: file.whereIs(path) };
}
