import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { ProgramFailure, ROOT, run } from "./program.mjs";
import { say, step } from "./terminal.mjs";

const FOLDER = path.join(ROOT, "node_modules", ".cache", "prometheus");
const PLACES = [path.join(FOLDER, "usr/bin/prometheus"), "/usr/bin/prometheus", "/usr/local/bin/prometheus"];
const ADVICE =
  "  No Prometheus found: its test cannot run. Install Prometheus with promtool beside it, or name it in SMOKEWATCH_PROMETHEUS.";

/**
 * Path of a Prometheus, with promtool beside it; undefined where there is none. Debian's package is unpacked, not installed:
 * installed, it would start a service that scrapes this machine.
 */
export async function prometheus() {
  const found = findPrometheus();
  if (found !== undefined) return found;
  if (existsSync("/usr/bin/apt-get") && existsSync("/usr/bin/dpkg-deb")) {
    try {
      await step("fetching Prometheus for its test", fetchPackage);
    } catch (error) {
      if (!(error instanceof ProgramFailure)) throw error;
      say(`  ${error.message}`);
    }
  }
  const fetched = findPrometheus();
  if (fetched === undefined) say(ADVICE);
  return fetched;
}

function findPrometheus() {
  const places = [process.env.SMOKEWATCH_PROMETHEUS, ...PLACES].filter((place) => place !== undefined);
  return places.find((place) => existsSync(place) && existsSync(path.join(path.dirname(place), "promtool")));
}

async function fetchPackage() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  if (process.getuid?.() === 0) await run("apt-get", ["update"]);
  await run("apt-get", ["download", "prometheus"], { cwd: FOLDER });
  const file = readdirSync(FOLDER).find((name) => name.endsWith(".deb"));
  if (file === undefined) throw new ProgramFailure("apt-get left no package of Prometheus", "");
  await run("dpkg-deb", ["--extract", file, "."], { cwd: FOLDER });
  rmSync(path.join(FOLDER, file));
}
