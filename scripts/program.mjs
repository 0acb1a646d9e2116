import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** A program that ended badly; `output` is all that it said. */
export class ProgramFailure extends Error {
  constructor(what, output) {
    super(what);
    this.name = "ProgramFailure";
    this.output = output;
  }
}

const running = new Set();

/**
 * Runs a program with its output held back, for the case that it fails. An interrupt of ours is handed on to it and then
 * ends this process too: what was half done has no stamp yet, so the next run does it again.
 */
export function run(file, args, { cwd = ROOT, env = process.env, output = "hold", name = path.basename(file) } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env,
      stdio: output === "hold" ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    const parts = [];
    child.stdout?.on("data", (part) => parts.push(part));
    child.stderr?.on("data", (part) => parts.push(part));
    watch(child);
    child.once("error", (error) => {
      unwatch(child);
      reject(new ProgramFailure(`${file} cannot be run: ${error.message}`, ""));
    });
    child.once("close", (code, signal) => {
      unwatch(child);
      const text = Buffer.concat(parts).toString();
      if (code === 0) resolve(text);
      else reject(new ProgramFailure(`${name} ended with ${signal ?? `code ${code}`}`, text));
    });
  });
}

/** Runs a tool that npm installed, without a shell and without npx. */
export function runTool(name, args, options) {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, "node_modules", name, "package.json"), "utf8"));
  const bin = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[name];
  return run(process.execPath, [path.join(ROOT, "node_modules", name, bin), ...args], { name, ...options });
}

export function runTypeScript(args) {
  const tsc = path.join(ROOT, "node_modules", "typescript", "bin", "tsc");
  return run(process.execPath, [tsc, ...args], { name: "tsc" });
}

const SIGNALS = ["SIGINT", "SIGTERM"];
const PATIENCE_MS = 10_000;
let interruptedBy;

function watch(child) {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, interrupt);
  running.add(child);
}

function unwatch(child) {
  running.delete(child);
  if (running.size > 0) return;
  for (const signal of SIGNALS) process.off(signal, interrupt);
  if (interruptedBy === undefined) return;
  process.stdout.write("\nStopped. The next run takes up where this one was.\n");
  process.exit(128 + constants.signals[interruptedBy]);
}

/** Waits for the programs to end: an npm that is still tidying up would get in the way of the next run. */
function interrupt(signal) {
  const how = interruptedBy === undefined ? signal : "SIGKILL";
  interruptedBy = signal;
  for (const child of running) child.kill(how);
  setTimeout(() => interrupt(signal), PATIENCE_MS).unref();
}
