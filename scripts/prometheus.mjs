import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { ProgramFailure, ROOT, run } from "./program.mjs";
import { say, step } from "./terminal.mjs";

const CACHE = path.join(ROOT, "node_modules", ".cache");
/** Debian's Alertmanager does not start without these, and looks for them nowhere else. */
const TEMPLATES = "/usr/share/prometheus/alertmanager";

/** Path of a Prometheus, with promtool beside it; undefined where there is none. */
export function prometheus() {
  return program({
    title: "Prometheus",
    variable: "SMOKEWATCH_PROMETHEUS",
    debian: { package: "prometheus", file: "prometheus" },
    file: "prometheus",
    beside: "promtool",
    advice: "Install Prometheus with promtool beside it, or name it in SMOKEWATCH_PROMETHEUS.",
  });
}

/** Path of an Alertmanager; undefined where there is none. */
export async function alertmanager() {
  const place = await program({
    title: "Alertmanager",
    variable: "SMOKEWATCH_ALERTMANAGER",
    debian: { package: "prometheus-alertmanager", file: "prometheus-alertmanager" },
    file: "alertmanager",
    advice: "Install Alertmanager, or name it in SMOKEWATCH_ALERTMANAGER.",
  });
  if (place?.startsWith(CACHE) !== true || existsSync(TEMPLATES)) return place;
  if (process.getuid?.() !== 0) {
    say(
      `  Alertmanager's test cannot run: Debian's needs ${TEMPLATES}. Install it, or name another in SMOKEWATCH_ALERTMANAGER.`,
    );
    return undefined;
  }
  cpSync(path.join(CACHE, "prometheus-alertmanager", TEMPLATES), TEMPLATES, { recursive: true });
  return place;
}

/** Debian's packages are unpacked, not installed: installed, they would start services on this machine. */
async function program(wanted) {
  const found = find(wanted);
  if (found !== undefined) return found;
  if (existsSync("/usr/bin/apt-get") && existsSync("/usr/bin/dpkg-deb")) {
    try {
      await step(`fetching ${wanted.title} for its test`, () => fetchPackage(wanted.debian.package));
    } catch (error) {
      if (!(error instanceof ProgramFailure)) throw error;
      say(`  ${error.message}`);
    }
  }
  const fetched = find(wanted);
  if (fetched === undefined) say(`  No ${wanted.title} found: its test cannot run. ${wanted.advice}`);
  return fetched;
}

function find({ variable, debian, file, beside }) {
  const places = [
    process.env[variable],
    path.join(CACHE, debian.package, "usr/bin", debian.file),
    `/usr/bin/${debian.file}`,
    `/usr/local/bin/${file}`,
  ];
  const isThere = (place) => place !== undefined && existsSync(place);
  return places.find(
    (place) => isThere(place) && (beside === undefined || isThere(path.join(path.dirname(place), beside))),
  );
}

async function fetchPackage(name) {
  const folder = path.join(CACHE, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (process.getuid?.() === 0) await run("apt-get", ["update"]);
  await run("apt-get", ["download", name], { cwd: folder });
  const file = readdirSync(folder).find((entry) => entry.endsWith(".deb"));
  if (file === undefined) throw new ProgramFailure(`apt-get left no package of ${name}`, "");
  await run("dpkg-deb", ["--extract", file, "."], { cwd: folder });
  rmSync(path.join(folder, file));
}
