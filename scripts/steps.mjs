import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isInRange } from "./node-version.mjs";
import { ProgramFailure, ROOT, run, runTool, runTypeScript } from "./program.mjs";
import { say, step } from "./terminal.mjs";

const inRoot = (...parts) => path.join(ROOT, ...parts);
const manifest = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));

const INSTALL_STAMP = inRoot("node_modules", ".install-stamp");
const BUILD_STAMP = inRoot("dist", ".build-stamp");
const ENTRY = inRoot("dist", "cli", "main.js");

/** Ends with a message that says what to do when this Node is too old; everything after it may use what newer ones have. */
export function requireNode() {
  const range = manifest.engines.node;
  if (isInRange(process.versions.node, range)) return;
  say(`${manifest.name} needs Node ${range}; this is Node ${process.versions.node}.`);
  say("Install a current version from https://nodejs.org and run the same command again.");
  process.exit(1);
}

/** Runs the steps of a command; a failure is told once, with all that the failing program said. */
export async function orExit(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    tell(error);
    return process.exit(1);
  }
}

export function tell(failure) {
  say(`\n--- ${failure.message}\n${failure.output.trim()}`);
}

/** `npm ci` when node_modules is missing or does not fit the lock file. */
export async function install() {
  const wanted = installHash();
  if (contentOf(INSTALL_STAMP) === wanted) return;
  if (isInstalledAsLocked()) {
    writeFileSync(INSTALL_STAMP, wanted);
    return;
  }
  // Gone before npm begins: what an interrupted run leaves must not look complete.
  rmSync(INSTALL_STAMP, { force: true });
  rmSync(HIDDEN_LOCK, { force: true });
  await step("installing dependencies (only now, and when they change)", installLocked);
  const absent = absentPackages();
  if (absent.length > 0) throw new ProgramFailure("npm left the installation incomplete", absent.join("\n"));
  writeFileSync(INSTALL_STAMP, wanted);
}

/**
 * A lock file written where the registry lacked packages of other platforms is incomplete in the eyes of `npm ci`, though
 * nothing is missing on this one. `npm install` takes the locked versions all the same, and with --no-save leaves the file alone.
 */
async function installLocked() {
  const options = ["--include=dev", "--no-audit", "--no-fund", "--no-progress"];
  try {
    await runNpm(["ci", ...options]);
  } catch (error) {
    if (!(error instanceof ProgramFailure) || !error.output.includes("EUSAGE")) throw error;
    await runNpm(["install", "--no-save", ...options]);
  }
}

function installHash() {
  const lock = readFileSync(inRoot("package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform} ${process.arch}`).digest("hex");
}

const HIDDEN_LOCK = inRoot("node_modules", ".package-lock.json");

/** True when someone ran npm by hand; it writes its hidden lock file last. */
function isInstalledAsLocked() {
  const hidden = contentOf(HIDDEN_LOCK);
  if (hidden === undefined || absentPackages().length > 0) return false;
  const installed = JSON.parse(hidden).packages;
  return lockedPackages().every(([place, { version, optional }]) => {
    return installed[place] === undefined ? optional === true : installed[place].version === version;
  });
}

function absentPackages() {
  const needed = lockedPackages().filter(([, { optional }]) => optional !== true);
  return needed.map(([place]) => place).filter((place) => !existsSync(inRoot(place, "package.json")));
}

function lockedPackages() {
  const { packages } = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8"));
  return Object.entries(packages).filter(([place]) => place !== "");
}

function runNpm(args) {
  const script = process.env.npm_execpath;
  if (script?.endsWith("npm-cli.js")) return run(process.execPath, [script, ...args], { name: "npm" });
  return process.platform === "win32" ? run("cmd.exe", ["/d", "/s", "/c", "npm", ...args]) : run("npm", args);
}

/**
 * Compiles the program and bundles the dashboard when a source changed since the last time, or in any case. The compiler judges
 * by the times of files, which a copy or a restored cache can set back; the stamp judges by content, so it is told to do all.
 */
export async function build({ always = false } = {}) {
  const wanted = sourceHash();
  if (!always && contentOf(BUILD_STAMP) === wanted && existsSync(ENTRY)) return;
  rmSync(BUILD_STAMP, { force: true });
  await step("building", () =>
    both(
      runTypeScript(["--build", "--force", "src/core", "src/server", "src/cli"]),
      runTool("vite", ["build", "--logLevel", "warn"]),
    ),
  );
  mkdirSync(path.dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, wanted);
}

async function both(...works) {
  const results = await Promise.allSettled(works);
  const failures = results.filter(({ status }) => status === "rejected").map(({ reason }) => reason);
  if (failures.length === 0) return;
  const output = failures.map((failure) => failure.output).join("\n");
  throw new ProgramFailure(failures.map(({ message }) => message).join("; "), output);
}

function sourceHash() {
  const hash = createHash("sha256");
  for (const file of sourceFiles())
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update("\0");
  return hash.digest("hex");
}

function sourceFiles() {
  const top = readdirSync(ROOT).filter((name) => /^(tsconfig.*\.json|vite\.config\.ts|package-lock\.json)$/.test(name));
  const below = readdirSync(inRoot("src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name)));
  return [...top, ...below].sort((one, other) => (one < other ? -1 : 1));
}

function contentOf(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
