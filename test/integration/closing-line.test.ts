import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CONFIG = `
import { createClosingLineReporter } from "../../test/support/closing-line.ts";
export default { test: { reporters: ["default", createClosingLineReporter()], include: ["*.test.ts"] } };
`;
const HEAD = 'import { beforeAll, describe, expect, test } from "vitest";\n';

let folder = "";

beforeEach(() => {
  mkdirSync(path.join(ROOT, "dist"), { recursive: true });
  folder = mkdtempSync(path.join(ROOT, "dist", "closing-line-"));
  writeFileSync(path.join(folder, "vitest.config.ts"), CONFIG);
});

afterEach(() => rmSync(folder, { recursive: true }));

function runVitest(...flags: string[]): Promise<{ code: number; lines: string[] }> {
  const args = [path.join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--root", folder, ...flags];
  const { SMOKEWATCH_CLOSING_FILE: _, ...env } = process.env;
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env, cwd: folder }, (_error, stdout) => {
      resolve({ code: child.exitCode ?? -1, lines: stdout.trimEnd().split("\n") });
    });
  });
}

describe("a run of the tests", () => {
  test("ends with the line, after the names of the skipped tests, and counts what broke outside of tests", async () => {
    const files = {
      "outcomes.test.ts":
        'test("a", () => {});\ntest("b", () => expect(1).toBe(2));\ntest.skip("needs a server", () => {});',
      "does-not-load.test.ts": 'import "./absent.ts";\ntest("c", () => {});',
      "hook.test.ts": 'describe("d", () => {\nbeforeAll(() => { throw new Error("x"); });\ntest("e", () => {});\n});',
      "stray.test.ts": 'test("f", () => void Promise.reject(new Error("stray")));',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), HEAD + text);
    const { code, lines } = await runVitest();
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe("tests: 2 passed, 4 failed, 2 skipped");
    expect(lines).toContain("skipped: needs a server");
  });

  test("succeeds when everything passed", async () => {
    writeFileSync(path.join(folder, "one.test.ts"), `${HEAD}test("a", () => {});`);
    const { code, lines } = await runVitest();
    expect(code).toBe(0);
    expect(lines.at(-1)).toBe("tests: 1 passed, 0 failed, 0 skipped");
  });

  test("without a single test is a failure", async () => {
    const { code, lines } = await runVitest();
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe("tests: 0 passed, 0 failed, 0 skipped");
  });

  test("is a failure when no test has the name that was asked for", async () => {
    writeFileSync(path.join(folder, "one.test.ts"), `${HEAD}test("a", () => {});`);
    const { code, lines } = await runVitest("-t", "absent");
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe("tests: 0 passed, 0 failed, 0 skipped");
  });
});
