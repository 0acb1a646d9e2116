import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, type TestContext } from "vitest";
import { isGroupAlive, ROOT, signalGroup, startProgram, type Started } from "../support/run-program.ts";

const INSTALL_LIMIT_MS = 120_000;
const SECOND_START_LIMIT_MS = 10_000;
/** What npm says when it does not reach the registry. */
const NO_REGISTRY = /\b(?:ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/;
const DASHBOARD = /dashboard +(http:\/\/\S+)/;

let clone = "";
let running: Started | null = null;

/** What git would clone if everything were committed now. */
function copyTracked(target: string): void {
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  for (const file of list.toString("utf8").split("\0")) {
    if (file === "" || !existsSync(path.join(ROOT, file))) continue;
    mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
    cpSync(path.join(ROOT, file), path.join(target, file));
  }
}

/** The environment of a person's shell: nothing of the run that this test is part of. */
function shellEnvironment(): NodeJS.ProcessEnv {
  const ofThisRun =
    /^(?:npm_(?!config_registry|config_cache)|SMOKEWATCH_|VITEST|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$|TEST$|PROD$|DEV$|MODE$|BASE_URL$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofThisRun.test(name)));
}

function npm(...args: string[]): Started {
  running = startProgram("npm", args, { cwd: clone, env: shellEnvironment() });
  return running;
}

/** Everything besides what installing and building are expected to make. */
function filesOf(folder: string): string[] {
  const made = new Set(["node_modules", "dist"]);
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !made.has(name));
  const files = entries.flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(path.join(folder, entry.name), { recursive: true }).map((file) =>
          path.join(entry.name, String(file)),
        )
      : [entry.name],
  );
  return files.toSorted();
}

/**
 * Ctrl-C, which a terminal gives to npm and to all that it started. The shell between npm and the program ends by the signal
 * although the program ends well, and npm does as the shell did.
 */
async function stop(program: Started): Promise<void> {
  await program.printed(/the first fault begins/, 30_000);
  signalGroup(program, "SIGINT");
  const { code, signal, stdout } = await program.ended;
  expect(signal ?? code).toBeOneOf(["SIGINT", 0]);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("stopped");
  expect(isGroupAlive(program)).toBe(false);
}

/** Waits for the address; a machine without a registry skips, but not in CI. */
async function address(program: Started, withinMs: number, context: TestContext): Promise<string> {
  try {
    const [, url = ""] = await program.printed(DASHBOARD, withinMs);
    return url;
  } catch (error) {
    context.skip(NO_REGISTRY.test(program.output()) && process.env["CI"] !== "true", "npm does not reach the registry");
    throw error;
  }
}

describe("a fresh clone", () => {
  let before: string[] = [];

  beforeAll(() => {
    clone = mkdtempSync(path.join(tmpdir(), "smokewatch-clone-"));
    copyTracked(clone);
    before = filesOf(clone);
  });

  afterEach(() => {
    if (running !== null && isGroupAlive(running)) signalGroup(running, "SIGKILL");
  });

  afterAll(() => rmSync(clone, { recursive: true, force: true }));

  test("starts with `npm start`, answers, ends with Ctrl-C, and leaves nothing behind", async (context) => {
    const program = npm("start", "--", "--port", "0");
    const url = await address(program, INSTALL_LIMIT_MS, context);
    expect(program.output()).toMatch(/installing dependencies .*done in/s);
    expect(program.output()).toMatch(/building: done in/);

    const page = await fetch(`${url}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<title>Smokewatch</title>");
    const overview = (await (await fetch(`${url}/v1/overview`)).json()) as { isDemo: boolean };
    expect(overview.isDemo).toBe(true);

    await stop(program);
    await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
    expect(filesOf(clone)).toEqual(before);
  });

  test("starts within seconds the second time", async (context) => {
    context.skip(!existsSync(path.join(clone, "dist/cli/main.js")), "the first start did not come so far");
    const program = npm("start", "--", "--port", "0");
    await program.printed(DASHBOARD, SECOND_START_LIMIT_MS);
    expect(program.output()).not.toMatch(/installing|building/);
    await stop(program);
  });

  test("runs its tests with `npm test`", async (context) => {
    context.skip(!existsSync(path.join(clone, "dist/cli/main.js")), "the first start did not come so far");
    const program = npm("test", "--", "unit", "test/architecture.test.ts");
    const { code, stdout } = await program.ended;
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^tests: [1-9]\d* passed, 0 failed, 0 skipped$/);
    expect(code).toBe(0);
    expect(filesOf(clone)).toEqual(before);
  });
});
