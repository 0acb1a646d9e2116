import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isMap, isScalar, LineCounter, parseDocument, type Document, type YAMLError } from "yaml";
import { ConfigurationError, type Problem } from "./configuration-error.ts";

/** Steps from the top of the file: `["monitors", 1, "budget"]`. */
export type KeyPath = readonly (string | number)[];

export interface ConfigurationFile {
  path: string;
  /** Values as YAML reads them, by the names at the top of the file. */
  values: ReadonlyMap<string, unknown>;
  /** `smokewatch.yaml:12`: the line where a value stands, or that of the nearest thing around it. */
  whereIs(keyPath: KeyPath): string;
}

export const DEFAULT_CONFIGURATION_FILE = "smokewatch.yaml";

/**
 * Reads the file that was asked for, or else `smokewatch.yaml` of the folder, which may be absent.
 *
 * @throws ConfigurationError when a file that was asked for is missing, or when one cannot be read or parsed
 */
export function readConfigurationFile(asked?: string): ConfigurationFile | undefined {
  const file = asked ?? DEFAULT_CONFIGURATION_FILE;
  if (asked === undefined && !existsSync(file)) return undefined;
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "an error";
    const got = code === "ENOENT" ? "nothing: there is no such file" : code;
    throw new ConfigurationError([{ key: "file", expected: "a file that can be read", got, where: file }]);
  }
  return parseConfigurationFile(content, file);
}

/** @throws ConfigurationError when the text is not YAML with names at the top */
export function parseConfigurationFile(content: string, file: string): ConfigurationFile {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const whereIs = (keyPath: KeyPath) => `${file}:${lineOf(document, lines, keyPath)}`;
  const faults = document.errors.map((error) => yamlProblem(error, `${file}:${lines.linePos(error.pos[0]).line}`));
  if (faults.length > 0) throw new ConfigurationError(faults);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null))
    return { path: file, values: new Map(), whereIs };
  if (!isMap(contents)) {
    const got = isScalar(contents) ? "one value" : "a list";
    throw new ConfigurationError([{ key: "file", expected: "lines such as `port: 4800`", got, where: file }]);
  }
  return { path: file, values: new Map(Object.entries(plainValues(document, file))), whereIs };
}

function plainValues(document: Document, file: string): Record<string, unknown> {
  try {
    return document.toJS() as Record<string, unknown>;
  } catch (error) {
    // Aliases that point at nothing, or that multiply beyond any use.
    const got = `a fault: ${unquoted(error instanceof Error ? error.message : "unknown")}`;
    throw new ConfigurationError([{ key: "file", expected: "YAML", got, where: file }]);
  }
}

function lineOf(document: Document, lines: LineCounter, keyPath: KeyPath): number {
  for (let length = keyPath.length; length > 0; length--) {
    const node: unknown = document.getIn(keyPath.slice(0, length), true);
    const start = hasRange(node) ? node.range[0] : undefined;
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}

function yamlProblem(error: YAMLError, where: string): Problem {
  return { key: "file", expected: "YAML", got: `a fault: ${unquoted(error.message)}`, where };
}

/** What YAML says of a fault can quote the text, and with it a secret; the quotation is cut off. */
function unquoted(message: string): string {
  return (message.split(/[:"'`]/, 1)[0] ?? "").trim();
}

/** A path in the file is meant from where the file is. */
export function besideFile(file: ConfigurationFile, relative: string): string {
  return path.isAbsolute(relative) ? relative : path.join(path.dirname(file.path), relative);
}
