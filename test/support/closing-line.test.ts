import { describe, expect, test } from "vitest";
import { closingText, totalsOf, type FinishedModule } from "./closing-line.ts";

function moduleWith(states: string[], faults: { file?: number; suite?: number } = {}): FinishedModule {
  const errorsOf = (count = 0) => Array.from({ length: count }, () => ({ message: "broken" }));
  return {
    moduleId: "x.test.ts",
    errors: () => errorsOf(faults.file),
    children: {
      allTests: () => states.map((state, index) => ({ fullName: `test ${index}`, result: () => ({ state }) })),
      allSuites: () => [{ errors: () => errorsOf(faults.suite) }],
    },
  };
}

describe("the closing line", () => {
  test("counts what passed, failed and was skipped, and names the skipped", () => {
    const totals = totalsOf([moduleWith(["passed", "failed"]), moduleWith(["passed", "skipped"])], 0);
    expect(closingText(totals)).toBe("skipped: test 1\ntests: 2 passed, 1 failed, 1 skipped\n");
  });

  test("counts a test that never finished as skipped, so that it is named", () => {
    expect(totalsOf([moduleWith(["pending"])], 0)).toEqual({ passed: 0, failed: 0, skipped: ["test 0"] });
  });

  test("leaves out what was not asked for by name", () => {
    expect(totalsOf([moduleWith(["passed", "skipped", "skipped"])], 0, /test 1/).skipped).toEqual(["test 1"]);
  });

  test("counts a file that does not load, a broken hook and a stray error as failures", () => {
    expect(totalsOf([moduleWith([], { file: 2 })], 0).failed).toBe(1);
    expect(totalsOf([moduleWith([], { suite: 1 })], 0).failed).toBe(1);
    expect(totalsOf([], 3).failed).toBe(3);
  });
});
