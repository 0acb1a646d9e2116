import { celEnv, celFunc, CelScalar, isCelError, parse, plan } from "@bufbuild/cel";
import type { Rule } from "../../model/rule.ts";
import { durationMs } from "../../model/duration.ts";
import { inputName, RuleCheck, type RuleFault } from "./rule-check.ts";
import type { RuleInput } from "./rule-input.ts";

const { BOOL, DOUBLE, DYN } = CelScalar;
const LONGEST_QUOTED = 80;
const UNKNOWN = "a number that is not known";

/** A rule that can be asked whether it holds. */
export interface CompiledRule {
  rule: Rule;
  /** Number of the status that it speaks of. */
  status: number;
  forMs: number;
  inputs: readonly RuleInput[];
  /**
   * Whether the condition holds, given the answers to `inputs`. One that hangs on an unknown number (NaN, a division by
   * zero) does not hold, whichever way round it is written.
   *
   * @throws RangeError when it cannot be evaluated
   */
  holds(answers: readonly (number | string)[]): boolean;
}

/** CEL over doubles alone, in which nothing can be said of a number that is not known. */
const environment = celEnv({
  funcs: [
    celFunc("_/_", [DOUBLE, DOUBLE], DOUBLE, (one, other) => (other === 0 ? Number.NaN : one / other)),
    celFunc("_<_", [DOUBLE, DOUBLE], BOOL, (one, other) => known(one) < known(other)),
    celFunc("_<=_", [DOUBLE, DOUBLE], BOOL, (one, other) => known(one) <= known(other)),
    celFunc("_>_", [DOUBLE, DOUBLE], BOOL, (one, other) => known(one) > known(other)),
    celFunc("_>=_", [DOUBLE, DOUBLE], BOOL, (one, other) => known(one) >= known(other)),
    celFunc("_==_", [DYN, DYN], BOOL, (one, other) => known(one) === known(other)),
    celFunc("_!=_", [DYN, DYN], BOOL, (one, other) => known(one) !== known(other)),
  ],
});

/** The rule ready to be asked, or everything that is wrong with its expression. */
export function compiledRule(rule: Rule, statuses: readonly string[]): CompiledRule | { faults: RuleFault[] } {
  const status = statuses.indexOf(rule.status);
  try {
    const { expr, sourceInfo } = parse(rule.when);
    const check = new RuleCheck(statuses, status, sourceInfo?.positions ?? {});
    check.checkCondition(expr);
    const { faults, inputs } = check;
    if (faults.length > 0) return { faults };
    const evaluate = plan(environment, expr);
    const holds: CompiledRule["holds"] = (answers) => {
      const result = evaluate(Object.fromEntries(answers.map((answer, index) => [inputName(index), answer])));
      if (typeof result === "boolean") return result;
      if (isCelError(result) && result.message === UNKNOWN) return false;
      throw new RangeError(isCelError(result) ? result.message : "the result is neither true nor false");
    };
    return { rule, status, forMs: rule.for === undefined ? 0 : durationMs(rule.for), inputs, holds };
  } catch (error) {
    return { faults: [syntaxFault(rule.when, error)] };
  }
}

function known<T>(value: T): T {
  if (Number.isNaN(value)) throw new RangeError(UNKNOWN);
  return value;
}

function syntaxFault(text: string, error: unknown): RuleFault {
  const expected = "a CEL expression such as failed > 20 && share > 0.02";
  const column = /:(\d+): /.exec(error instanceof Error ? error.message : "")?.[1];
  const reserved = error instanceof Error && error.message.includes("reserved") ? ": the word there is reserved" : "";
  const place = column === undefined ? "" : `, which makes no sense at column ${column}${reserved}`;
  const quoted = JSON.stringify(text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}...` : text);
  return { expected, got: `${quoted}${place}` };
}
