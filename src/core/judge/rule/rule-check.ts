import { isCelError, type parse, run } from "@bufbuild/cel";
import { durationMs } from "../../model/duration.ts";
import { ALL_STATUSES, LONGEST_WINDOW_MS, type RuleInput, TEXT_METHODS } from "./rule-input.ts";
import { VARIABLES, WINDOW_FUNCTIONS } from "./rule-input.ts";

export type Expression = NonNullable<ReturnType<typeof parse>["expr"]>;
type Call = Extract<Expression["exprKind"], { case: "callExpr" }>["value"];
type Kind = "number" | "truth" | "text";

/** What is wrong with an expression. `typed` is a name that does not exist, `known` are those that do. */
export interface RuleFault {
  expected: string;
  got: string;
  typed?: string;
  known?: readonly string[];
}

const NOUNS: Record<Kind, string> = { number: "a number", truth: "something true or false", text: "text" };

/** Operators whose operands are all of one kind. */
const OPERATORS: Readonly<Record<string, { of: Kind; gives: Kind }>> = {
  "_&&_": { of: "truth", gives: "truth" },
  "_||_": { of: "truth", gives: "truth" },
  "!_": { of: "truth", gives: "truth" },
  "_<_": { of: "number", gives: "truth" },
  "_<=_": { of: "number", gives: "truth" },
  "_>_": { of: "number", gives: "truth" },
  "_>=_": { of: "number", gives: "truth" },
  "_+_": { of: "number", gives: "number" },
  "_-_": { of: "number", gives: "number" },
  "_*_": { of: "number", gives: "number" },
  "_/_": { of: "number", gives: "number" },
  "-_": { of: "number", gives: "number" },
};

/**
 * Checks a parsed expression and makes it ready in place: every number becomes a double, so that `failed * 2` needs no
 * conversion, and all that it asks about the traffic becomes a variable named after its place in `inputs`.
 */
export class RuleCheck {
  readonly inputs: RuleInput[] = [];
  readonly faults: RuleFault[] = [];
  readonly #statuses: readonly string[];
  readonly #own: number;
  readonly #columns: Readonly<Record<string, number>>;

  /** @param columns place of each part of the expression in its text, by the part's id */
  constructor(statuses: readonly string[], own: number, columns: Readonly<Record<string, number>>) {
    this.#statuses = statuses;
    this.#own = own;
    this.#columns = columns;
  }

  /** Notes a fault unless the whole is a condition. */
  checkCondition(expression: Expression): void {
    const kind = this.#kindOf(expression);
    if (kind === "truth" || kind === null) return;
    this.#fault("a condition that is true or false, such as failed > 20", `${NOUNS[kind]} as the result`);
  }

  /** What a part is; null when a fault in it is noted already. */
  #kindOf(expression: Expression): Kind | null {
    const { exprKind } = expression;
    switch (exprKind.case) {
      case "identExpr":
        return this.#variable(expression, exprKind.value.name);
      case "constExpr":
        return this.#constant(expression);
      case "callExpr":
        return this.#call(expression, exprKind.value);
      default:
        return this.#fault(
          "numbers, texts, variables, operators and functions",
          `a part of CEL that rules do not have (lists, maps, fields, macros)${this.#place(expression)}`,
        );
    }
  }

  #variable(expression: Expression, name: string): Kind | null {
    const status = this.#statuses.indexOf(name);
    const variable = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
    if (variable !== undefined) return this.#ask(expression, variable(this.#own));
    if (status >= 0) return this.#ask(expression, { kind: "count", status, windowMs: null });
    return this.#unknownName("a variable", name, [...Object.keys(VARIABLES), ...this.#statuses], expression);
  }

  #constant(expression: Expression): Kind | null {
    const { exprKind } = expression;
    if (exprKind.case !== "constExpr") return null;
    const constant = exprKind.value;
    const { constantKind } = constant;
    switch (constantKind.case) {
      case "int64Value":
      case "uint64Value":
        constant.constantKind = { case: "doubleValue", value: Number(constantKind.value) };
        return "number";
      case "doubleValue":
        return "number";
      case "boolValue":
        return "truth";
      case "stringValue":
        return "text";
      default:
        return this.#fault("a number, a text, true or false", `null or bytes${this.#place(expression)}`);
    }
  }

  #call(expression: Expression, call: Call): Kind | null {
    const { target, function: name, args } = call;
    if (target !== undefined) return this.#method(expression, call, target);
    const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (operator !== undefined) return this.#operands(name, args, operator.of) ? operator.gives : null;
    switch (name) {
      case "_==_":
      case "_!=_":
        return this.#alike(name, args) === null ? null : "truth";
      case "_?_:_": {
        const isCondition = this.#operands(name, args.slice(0, 1), "truth");
        const kind = this.#alike(name, args.slice(1));
        return isCondition ? kind : null;
      }
      case "@in":
        return this.#membership(expression, args);
      default:
        return this.#window(expression, name, args);
    }
  }

  #operands(operator: string, args: readonly Expression[], of: Kind): boolean {
    const kinds = args.map((arg) => this.#kindOf(arg));
    for (const [index, kind] of kinds.entries()) {
      if (kind === null || kind === of) continue;
      this.#fault(`${NOUNS[of]} beside ${signOf(operator)}`, `${NOUNS[kind]}${this.#place(args[index])}`);
      return false;
    }
    return !kinds.includes(null);
  }

  /** The kind that all have in common. */
  #alike(operator: string, args: readonly Expression[]): Kind | null {
    const kinds = args.map((arg) => this.#kindOf(arg));
    const [first = null, ...others] = kinds;
    if (kinds.includes(null)) return null;
    const other = others.find((kind) => kind !== first);
    if (other === undefined || first === null || other === null) return first;
    return this.#fault(
      `the same kind of value on both sides of ${signOf(operator)}`,
      `${NOUNS[first]} and ${NOUNS[other]}${this.#place(args[0])}`,
    );
  }

  #membership(expression: Expression, args: readonly Expression[]): Kind | null {
    const [one, list] = args;
    const expected = 'a text before in and a list of texts after it, such as scope in ["issuer=a", "issuer=b"]';
    if (one === undefined || list?.exprKind.case !== "listExpr") {
      return this.#fault(expected, `no list${this.#place(expression)}`);
    }
    const kinds = [one, ...list.exprKind.value.elements].map((part) => this.#kindOf(part));
    const other = kinds.find((kind) => kind !== null && kind !== "text");
    if (other !== undefined && other !== null) {
      return this.#fault(expected, `${NOUNS[other]}${this.#place(expression)}`);
    }
    return kinds.includes(null) ? null : "truth";
  }

  #method(expression: Expression, { function: name, args }: Call, target: Expression): Kind | null {
    if (!TEXT_METHODS.includes(name)) return this.#unknownName("a function of a text", name, TEXT_METHODS, expression);
    const kinds = [target, ...args].map((part) => this.#kindOf(part));
    if (kinds.includes(null)) return null;
    const isTexts = kinds.length === 2 && kinds.every((kind) => kind === "text");
    if (isTexts) return name === "matches" ? this.#pattern(args[0]) : "truth";
    return this.#fault(`one text in brackets, such as scope.${name}("issuer=")`, `others${this.#place(expression)}`);
  }

  #pattern(arg: Expression | undefined): Kind | null {
    const pattern = arg === undefined ? null : textIn(arg);
    if (pattern !== null && !isCelError(run("''.matches(pattern)", { pattern }))) return "truth";
    return this.#fault('a pattern in quotes, such as "^issuer=[ab]"', `${JSON.stringify(pattern)}${this.#place(arg)}`);
  }

  #window(expression: Expression, name: string, args: readonly Expression[]): Kind | null {
    const kind = Object.hasOwn(WINDOW_FUNCTIONS, name) ? WINDOW_FUNCTIONS[name] : undefined;
    if (kind === undefined && !/[a-z]/i.test(name)) {
      const known = new Set([...Object.keys(OPERATORS), "_==_", "_!=_", "_?_:_"].map(signOf));
      return this.#fault(
        `an operator that rules have (${[...known].join(" ")})`,
        `"${signOf(name)}"${this.#place(expression)}`,
      );
    }
    if (kind === undefined) {
      return this.#unknownName("a function", name, [...Object.keys(WINDOW_FUNCTIONS), ...TEXT_METHODS], expression);
    }
    const texts = args.map(textIn);
    const [first, second] = texts;
    if (typeof first !== "string" || texts.length > 2 || texts.includes(null)) {
      const expected = `a status and a duration in quotes, such as ${name}("failed", "10m"), or a duration alone`;
      return this.#fault(expected, `something else${this.#place(args[0] ?? expression)}`);
    }
    const status = second === undefined ? this.#own : this.#statusCalled(first, args[0] ?? expression);
    const text = second ?? first;
    const windowMs = durationMs(text);
    if (!(windowMs >= 1000 && windowMs <= LONGEST_WINDOW_MS)) {
      return this.#fault("a duration from 1s to 24h, such as 30s, 10m or 1h", `"${text}"${this.#place(args.at(-1))}`);
    }
    return status === null ? null : this.#ask(expression, { kind, status, windowMs });
  }

  #statusCalled(name: string, expression: Expression): number | null {
    if (name === "total") return ALL_STATUSES;
    const status = this.#statuses.indexOf(name);
    if (status >= 0) return status;
    this.#unknownName("a status", name, [...this.#statuses, "total"], expression);
    return null;
  }

  /** Puts a variable in the place of the question. */
  #ask(expression: Expression, input: RuleInput): Kind {
    const name = inputName(this.inputs.push(input) - 1);
    expression.exprKind = { case: "identExpr", value: { $typeName: "cel.expr.Expr.Ident", name } };
    return input.kind === "scope" ? "text" : "number";
  }

  #unknownName(noun: string, name: string, known: readonly string[], expression: Expression): null {
    this.#fault(`${noun} that exists (${known.join(", ")})`, `"${signOf(name)}"${this.#place(expression)}`);
    const fault = this.faults.at(-1);
    if (fault !== undefined) Object.assign(fault, { typed: name, known });
    return null;
  }

  #fault(expected: string, got: string): null {
    this.faults.push({ expected, got });
    return null;
  }

  #place(expression: Expression | undefined): string {
    const column = this.#columns[String(expression?.id)];
    return column === undefined ? "" : ` at column ${column + 1}`;
  }
}

/** Name under which the answer to a question is handed to the expression. */
export function inputName(index: number): string {
  return `input${index}`;
}

/** An operator as people write it: `>` for `_>_`. */
function signOf(name: string): string {
  return /[a-z]/i.test(name) ? name : name.replaceAll("_", "");
}

function textIn({ exprKind }: Expression): string | null {
  const constant = exprKind.case === "constExpr" ? exprKind.value.constantKind : null;
  return constant?.case === "stringValue" ? constant.value : null;
}
