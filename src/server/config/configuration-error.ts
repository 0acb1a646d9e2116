/** One thing wrong with the configuration. `got` never holds the value of a secret. */
export interface Problem {
  /** The setting, such as `port` or `monitors[1].budget`. */
  key: string;
  expected: string;
  got: string;
  /** `smokewatch.yaml:12`, `flag --port`, `environment SMOKEWATCH_PORT`, or `default`. */
  where: string;
  hint?: string;
}

export function problemText(problem: Problem): string {
  const hint = problem.hint === undefined ? "" : ` (${problem.hint})`;
  return `${problem.where}: ${problem.key}: expected ${problem.expected}, got ${problem.got}${hint}`;
}

/** Everything that is wrong at once, so that one round of mending is enough. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const head = problems.length === 1 ? "One setting is wrong" : `${problems.length} settings are wrong`;
    super(`${head}:\n${problems.map((problem) => `  ${problemText(problem)}`).join("\n")}`);
    this.problems = problems;
  }
}
