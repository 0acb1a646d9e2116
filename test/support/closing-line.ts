import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export interface Totals {
  passed: number;
  failed: number;
  skipped: readonly string[];
}

/** What `totalsOf` reads of a test file; a part of vitest's own type, so that a test can plant one. */
export type FinishedModule = Pick<TestModule, "moduleId" | "errors"> & {
  children: {
    allTests(): Iterable<{ fullName: string; result(): { state: string } }>;
    allSuites(): Iterable<{ errors(): readonly unknown[] }>;
  };
};

/**
 * A file or a `describe` that fails outside its tests counts as one failure, and so does an error that no test caught.
 * What `asked` (`-t` on the command line) leaves out counts as nothing; vitest itself calls it skipped.
 */
export function totalsOf(modules: Iterable<FinishedModule>, unhandledErrors: number, asked = /(?:)/): Totals {
  const skipped: string[] = [];
  let passed = 0;
  let failed = unhandledErrors;
  for (const module of modules) {
    if (module.errors().length > 0) failed++;
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) failed++;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") passed++;
      else if (state === "failed") failed++;
      else if (asked.test(test.fullName.replaceAll(" > ", " "))) skipped.push(test.fullName);
    }
  }
  return { passed, failed, skipped };
}

export function closingText(totals: Totals): string {
  const names = totals.skipped.map((name) => `skipped: ${name}\n`).join("");
  return `${names}tests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped.length} skipped\n`;
}

/**
 * Ends a run with one line that people and programs can read. Where SMOKEWATCH_CLOSING_FILE names a file the text goes there
 * instead: the command that ran vitest prints it as the very last thing.
 */
export function createClosingLineReporter(): Reporter {
  let asked: RegExp | undefined;
  return {
    onInit(vitest) {
      asked = vitest.config.testNamePattern;
    },
    onTestRunEnd(modules, unhandledErrors) {
      const totals = totalsOf(modules, unhandledErrors.length, asked);
      if (totals.passed + totals.failed + totals.skipped.length === 0) process.exitCode = 1;
      const text = closingText(totals);
      const file = process.env["SMOKEWATCH_CLOSING_FILE"];
      if (file !== undefined && file !== "") writeFileSync(file, text);
      else setImmediate(() => process.stdout.write(`\n${text}`));
    },
  };
}
