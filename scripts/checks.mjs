import { runTool, runTypeScript } from "./program.mjs";
import { tell } from "./steps.mjs";
import { steps } from "./terminal.mjs";

const FOLDERS = ["src", "test", "scripts", "bench", "vite.config.ts", "vitest.config.ts"];

const CHECKS = [
  { name: "types", work: () => runTypeScript(["--build", "--force"]) },
  {
    name: "lint",
    work: () => runTool("oxlint", ["--type-aware", "--deny-warnings", ...FOLDERS]),
  },
  { name: "format", work: () => runTool("prettier", ["--check", "--log-level", "warn", "."]) },
  { name: "unused code", work: () => runTool("knip", ["--no-progress"]) },
];

/** Everything that can be found without running the program; returns the names of what failed, after telling why. */
export async function check() {
  const failures = await steps(CHECKS, 2);
  for (const { error } of failures) tell(error);
  return failures.map(({ name }) => name);
}
