import { describe, expect, test } from "vitest";
import { ConfigurationError } from "./configuration-error.ts";
import { parseConfigurationFile } from "./configuration-file.ts";
import { type Configuration, resolveConfiguration } from "./configuration.ts";

function read(...monitor: string[]): Configuration {
  const content = ["monitors:", "  - name: payments", ...monitor.map((line) => `    ${line}`)].join("\n");
  return resolveConfiguration({ file: parseConfigurationFile(content, "smokewatch.yaml") });
}

function problemsOf(...monitor: string[]): string[] {
  try {
    read(...monitor);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.split("\n").slice(1);
  }
}

const ruleOf = (when: string, ...others: string[]) => ["rules:", "  - status: failed", `    when: ${when}`, ...others];

describe("rules in the configuration", () => {
  test("are read", () => {
    const rule = [...ruleOf('failed > 20 && sum("denied", "10m") > 5'), "    for: 5m", "    name: many"];
    expect(read("alertBy: both", ...rule).monitors).toEqual([
      {
        name: "payments",
        alertBy: "both",
        rules: [{ status: "failed", when: 'failed > 20 && sum("denied", "10m") > 5', for: "5m", name: "many" }],
      },
    ]);
  });

  test("with a misspelt name are told with the line, the rule, the monitor and the nearest name", () => {
    expect(problemsOf(...ruleOf("faild > 20"))).toMatchInlineSnapshot(`
      [
        "  smokewatch.yaml:5: monitors[0].rules[0].when: expected a variable that exists (value, expected, lower, upper, score, share, usualShare, total, scope, approved, denied, failed, reversed, backend_reversed, refunded, processing), got "faild" at column 1 in a rule of monitor "payments" (did you mean failed?)",
      ]
    `);
    expect(problemsOf(...ruleOf('expectedSun("10m") > 20'), "    name: x")[0]).toContain(
      '"expectedSun" at column 1 in rule "x" of monitor "payments" (did you mean expectedSum?)',
    );
  });

  test("that cannot be read, or are no condition, say so", () => {
    expect(problemsOf(...ruleOf("failed >> 20"))[0]).toContain("expected a CEL expression such as failed > 20");
    expect(problemsOf(...ruleOf("failed + 1"))[0]).toContain(
      "expected a condition that is true or false, such as failed > 20, got a number as the result",
    );
  });

  test("all faults of all rules come at once", () => {
    const rules = [
      "rules:",
      "  - {when: shre > 1, status: faled, for: soon}",
      "  - {when: value > 1, status: failed, name: 5}",
    ];
    expect(problemsOf(...rules)).toEqual(["  smokewatch.yaml:5: monitors[0].rules[1].name: expected text, got 5"]);
    const problems = problemsOf(
      "rules:",
      "  - {when: shre > 1, status: faled, for: soon}",
      "  - {when: 1 > x, status: failed}",
    );
    expect(problems.map((line) => line.split(": expected")[0]?.trim())).toEqual([
      "smokewatch.yaml:4: monitors[0].rules[0].status",
      "smokewatch.yaml:4: monitors[0].rules[0].for",
      "smokewatch.yaml:4: monitors[0].rules[0].when",
      "smokewatch.yaml:5: monitors[0].rules[1].when",
    ]);
    expect(problems[0]).toContain("(did you mean failed?)");
  });

  test("may only speak of a status that the monitor watches", () => {
    expect(problemsOf("statuses: [denied]", ...ruleOf("failed > 20"))).toEqual([
      '  smokewatch.yaml:5: monitors[0].rules[0].status: expected a status that the monitor watches (denied), got "failed" in a rule of monitor "payments"',
    ]);
  });

  test.each(["rule", "both"])("are needed where a monitor alerts by %s", (alertBy) => {
    expect(problemsOf(`alertBy: ${alertBy}`)).toEqual([
      `  smokewatch.yaml:3: monitors[0].alertBy: expected rules in monitor "payments", because it alerts by ${alertBy}, got none`,
    ]);
  });

  test("have names of their own", () => {
    const named = (when: string) => `  - {when: ${when}, status: failed, name: many}`;
    expect(problemsOf("rules:", named("failed > 1"), named("failed > 2"))).toEqual([
      '  smokewatch.yaml:5: monitors[0].rules[1].name: expected a name of its own, got "many", as in rules[0]',
    ]);
  });

  test("alertBy is one of four words", () => {
    expect(problemsOf("alertBy: rules")[0]).toContain("expected one of score, rule, both, any");
  });
});
