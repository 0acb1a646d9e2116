import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A file of the source tree; `path` is relative to the project, with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

/** All files below a folder of the project. */
export function filesBelow(root: string, folder: string): SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ path: path.relative(root, file).split(path.sep).join("/"), text: readFileSync(file, "utf8") }));
}

const STATEMENT = /^(?:import|export)\b(?:[^"'`;=()]*?\bfrom)?\s*["']([^"']+)["']/gm;
const EXPRESSION = /\b(?:import|require)\(\s*(?:["'`]([^"'`]+)["'`]|[^)\s])/g;

/**
 * What a TypeScript file imports, as written: statements, re-exports, `import("…")` and types of that form. Relies on the
 * formatter, which begins every statement at the start of a line. A computed `import(name)` gives "(computed)".
 */
export function importsOf(text: string): string[] {
  const statements = Array.from(text.matchAll(STATEMENT), ([, name]) => name ?? "");
  const expressions = Array.from(text.matchAll(EXPRESSION), ([, name]) => name ?? "(computed)");
  return [...statements, ...expressions];
}

/** Where a relative import leads, as a path of the project; a package or `node:` module stays as it is. */
export function targetOf(file: string, name: string): string {
  return name.startsWith(".") ? path.posix.join(path.posix.dirname(file), name) : name;
}
