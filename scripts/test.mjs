import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { check } from "./checks.mjs";
import { chromium } from "./chromium.mjs";
import { ProgramFailure, runTool } from "./program.mjs";
import { alertmanager, prometheus } from "./prometheus.mjs";
import { build, install, orExit, requireNode, tell } from "./steps.mjs";
import { say } from "./terminal.mjs";

const PROJECTS = ["unit", "scenario", "integration", "e2e"];

const USAGE = `npm test                         everything: static checks, then all tests
npm test -- unit                 one level: ${PROJECTS.join(", ")} (several may be named)
npm test -- unit core/judge      of a level, the files whose path holds a text with a / or a .
npm test -- unit -t "late row"   of a level, the tests with such a name; flags go to vitest
npm run check                    the static checks alone`;

/** Undefined when the words cannot be understood. */
function parse(words) {
  const firstFlag = words.findIndex((word) => word.startsWith("-"));
  const names = firstFlag < 0 ? words : words.slice(0, firstFlag);
  const flags = firstFlag < 0 ? [] : words.slice(firstFlag);
  const projects = names.filter((word) => PROJECTS.includes(word));
  const filters = names.filter((word) => !PROJECTS.includes(word));
  if (flags.includes("--help") || filters.some((word) => !/[/.]/.test(word))) return undefined;
  const isAll = words.length === 0;
  return { isAll, projects: projects.length > 0 ? projects : PROJECTS, filters: [...filters, ...flags] };
}

/** The closing line of vitest's run, or one that counts the run itself as a failure when it did not get that far. */
async function runTests(projects, filters, tools) {
  const folder = mkdtempSync(path.join(tmpdir(), "smokewatch-test-"));
  const closing = path.join(folder, "closing.txt");
  const env = { ...process.env, ...tools, SMOKEWATCH_CLOSING_FILE: closing };
  const args = ["run", ...projects.flatMap((project) => ["--project", project]), ...filters];
  let isFailed = false;
  try {
    await runTool("vitest", args, { env, output: "show" });
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    isFailed = true;
  }
  const text = existsSync(closing) ? readFileSync(closing, "utf8").trim() : NOT_RUN;
  rmSync(folder, { recursive: true });
  return { isFailed, text };
}

const NOT_RUN = "tests: 0 passed, 1 failed, 0 skipped";

requireNode();
const asked = parse(process.argv.slice(2));
if (asked === undefined) {
  say(USAGE);
  process.exit(2);
}
const { isAll, projects, filters } = asked;
const faults = [];
await orExit(install);
if (isAll || projects.some((project) => project === "integration" || project === "e2e")) {
  try {
    await build();
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    tell(error);
    say(`failed: building; no test was run\n${NOT_RUN}`);
    process.exit(1);
  }
}
const tools = {};
const need = async (variable, name, find) => {
  const place = await orExit(find);
  if (place !== undefined) tools[variable] = place;
  else if (process.env.CI === "true") faults.push(`no ${name}`);
};
if (projects.includes("e2e")) await need("SMOKEWATCH_CHROMIUM", "Chromium", chromium);
if (projects.includes("integration")) {
  await need("SMOKEWATCH_PROMETHEUS", "Prometheus", prometheus);
  await need("SMOKEWATCH_ALERTMANAGER", "Alertmanager", alertmanager);
}
if (isAll) faults.push(...(await check()));
const { isFailed, text } = await runTests(projects, filters, tools);
if (faults.length > 0) say(`\nfailed besides the tests: ${faults.join(", ")} (told above)`);
say(`${faults.length > 0 ? "" : "\n"}${text}`);
process.exitCode = isFailed || faults.length > 0 ? 1 : 0;
