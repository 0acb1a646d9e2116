import path from "node:path";

/** What a page can be held against. Paths are relative to the project, with forward slashes. */
export interface Project {
  files: ReadonlySet<string>;
  npmScripts: ReadonlySet<string>;
  commands: ReadonlySet<string>;
}

export interface Page {
  path: string;
  text: string;
  /** A page that tells of the past may name what is gone. */
  isHistory: boolean;
}

/** What npm itself understands without `run`. */
const NPM_OWN = new Set(["ci", "install", "pack", "publish", "outdated", "exec", "link", "run", "version"]);
const PATH = /^(?:[\w.@-]+\/)+[\w.@-]*$|^[\w@-][\w.@-]*\.md$/;
const FILE_ENDING = /\.(?:ts|tsx|mjs|md|json|yaml|css|html|csv|png|svg)$/;
const MACHINE_PATH = /(?:file:\/\/|(?<![\w.~-])\/(?:work|home|root|Users|tmp|usr|mnt)\/)[^\s`)"']*/g;

/** Everything that a page cites and that is not there, each with its line. */
export function brokenCitations(page: Page, project: Project): string[] {
  const faults: string[] = [];
  let isFenced = false;
  page.text.split("\n").forEach((line, index) => {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) isFenced = !isFenced;
    const code = isFenced || isFence ? [line] : Array.from(line.matchAll(/`([^`]+)`/g), ([, span]) => span ?? "");
    const found = [
      ...machinePaths(line),
      ...(isFenced ? [] : brokenLinks(line, page, project)),
      ...(page.isHistory ? [] : code.flatMap((span) => brokenCode(span, isFenced, project))),
    ];
    for (const fault of found) faults.push(`${page.path}:${index + 1}: ${fault}`);
  });
  return faults;
}

function machinePaths(line: string): string[] {
  return Array.from(line.matchAll(MACHINE_PATH), ([found]) => `${found} is a path of one machine`);
}

function brokenLinks(line: string, page: Page, project: Project): string[] {
  const targets = Array.from(line.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g), ([, target]) => target ?? "");
  return targets.flatMap((target) => {
    const [file = ""] = target.split("#");
    if (file === "" || /^[a-z]+:/.test(target)) return [];
    const resolved = path.posix.normalize(path.posix.join(path.posix.dirname(page.path), decodeURIComponent(file)));
    return exists(resolved, project) ? [] : [`the link to ${target} leads nowhere`];
  });
}

function brokenCode(span: string, isFenced: boolean, project: Project): string[] {
  const scripts = Array.from(span.matchAll(/\bnpm (run )?(?:--?[\w-]+ )*([a-z][\w:-]*)/g)).flatMap(
    ([, run, name = ""]) =>
      project.npmScripts.has(name) || (run === undefined && NPM_OWN.has(name))
        ? []
        : [`there is no npm script ${name}`],
  );
  const named = span.matchAll(/(?:\bsmokewatch|\bnpm start --) ([a-z][a-z-]+)(?=\s|$)/g);
  const commands = Array.from(named, ([, name]) => name ?? "").filter((name) => !project.commands.has(name));
  const paths = isFenced || !isCitedPath(span, project) || exists(span, project) ? [] : [`${span} does not exist`];
  return [...scripts, ...commands.map((name) => `there is no command ${name}`), ...paths];
}

/** `src/x`, `docs/y.md` or `judge/judge.ts`, but not `data/`, `a/b` or `/v1/live`. */
function isCitedPath(span: string, project: Project): boolean {
  if (!PATH.test(span)) return false;
  const [first = ""] = span.split("/");
  const isTopFolder = span.includes("/") && [...project.files].some((file) => file.startsWith(`${first}/`));
  return isTopFolder || FILE_ENDING.test(span);
}

/** As a whole path, as a folder, or as the end of one: `judge/judge.ts` is enough where it is plain what is meant. */
function exists(cited: string, project: Project): boolean {
  const plain = cited.replace(/^\.\//, "").replace(/\/$/, "");
  return [...project.files].some(
    (file) => file === plain || file.startsWith(`${plain}/`) || (plain.includes("/") && file.endsWith(`/${plain}`)),
  );
}
