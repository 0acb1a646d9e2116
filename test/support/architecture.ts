import { importsOf, targetOf, type SourceFile } from "./imports.ts";

/** One row of the table: what the files of a part may import besides each other. */
export interface Part {
  /** The part's name, and the beginning of the paths that belong to it; the longest that fits wins. */
  name: string;
  /** Names of other parts; `x/*` is every part below x. */
  parts: readonly string[];
  /** Packages, `node:` for all of Node's modules; `@x/*` is every package of a scope. */
  packages?: readonly string[];
}

/** The part that a file belongs to, or undefined when the table does not know it. */
export function partOf(file: string, table: readonly Part[]): Part | undefined {
  const fitting = table.filter(({ name }) => file === `src/${name}` || file.startsWith(`src/${name}/`));
  return fitting.toSorted((one, other) => other.name.length - one.name.length)[0];
}

/** Every import that the table does not allow, every file that it does not know, and every file that only hands on others. */
export function faultsIn(files: readonly SourceFile[], table: readonly Part[]): string[] {
  return files.flatMap((file) => {
    const part = partOf(file.path, table);
    if (part === undefined) return [`${file.path}: lies in no folder that the table knows`];
    const barrel = isBarrel(file.text) ? [`${file.path}: only hands on what other files export`] : [];
    const imports = importsOf(file.text).filter((name) => !isAllowed(file, name, part, table));
    return [...barrel, ...imports.map((name) => `${file.path}: ${part.name} may not import ${name}`)];
  });
}

function isAllowed(file: SourceFile, name: string, part: Part, table: readonly Part[]): boolean {
  if (!name.startsWith(".")) return (part.packages ?? []).some((pattern) => fits(packageOf(name), pattern));
  const target = targetOf(file.path, name);
  if (/\.(?:css|svg)$/.test(target)) return target.startsWith(`src/${part.name}/`);
  const other = partOf(target, table);
  if (other === undefined) return false;
  return other === part || part.parts.some((pattern) => fits(other.name, pattern));
}

function fits(name: string, pattern: string): boolean {
  return pattern.endsWith("/*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function packageOf(name: string): string {
  if (name.startsWith("node:")) return "node:";
  return name.split("/", name.startsWith("@") ? 2 : 1).join("/");
}

function isBarrel(text: string): boolean {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "").trim();
  return (
    code !== "" && code.replaceAll(/^export\s+(?:type\s+)?(?:\*|\{[^}]*\})[^;]*\bfrom\b[^;]*;/gm, "").trim() === ""
  );
}

/** Nouns that need each other, directly or around corners: `core/a -> core/b -> core/a`. */
export function folderCycles(files: readonly SourceFile[]): string[] {
  const needs = new Map<string, Set<string>>();
  for (const file of files) {
    const from = nounOf(file.path);
    for (const name of importsOf(file.text).filter((text) => text.startsWith("."))) {
      const to = nounOf(targetOf(file.path, name));
      if (to !== from) needs.set(from, (needs.get(from) ?? new Set()).add(to));
    }
  }
  const cycles = new Set<string>();
  const walk = (folder: string, trail: readonly string[]) => {
    const seenAt = trail.indexOf(folder);
    if (seenAt >= 0) {
      cycles.add(fromSmallest(trail.slice(seenAt)));
      return;
    }
    for (const next of needs.get(folder) ?? []) walk(next, [...trail, folder]);
  };
  for (const folder of needs.keys()) walk(folder, []);
  return [...cycles];
}

/** The folder below core or server, or the one below src; what lies deeper is one thing with it. */
function nounOf(file: string): string {
  const folders = file.replace(/^src\//, "").split("/");
  return folders.slice(0, folders[0] === "core" || folders[0] === "server" ? 2 : 1).join("/");
}

/** The same cycle is found from each of its folders; told from one of them it is one. */
function fromSmallest(cycle: readonly string[]): string {
  const start = cycle.indexOf([...cycle].sort()[0] ?? "");
  const turned = [...cycle.slice(start), ...cycle.slice(0, start)];
  return [...turned, turned[0]].join(" -> ");
}
