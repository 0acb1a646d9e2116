import { besideFile, type ConfigurationFile } from "../configuration-file.ts";
import { shown } from "../schema-problems.ts";

export interface SecretSources {
  environment: Readonly<Record<string, string | undefined>>;
  /** Content of a small text file; throws when it cannot be read. */
  readSecret(path: string): string;
}

/** The three names under which the secret `x` may stand. */
export function secretFields(name: string): [plain: string, environment: string, file: string] {
  return [name, `${name}Env`, `${name}File`];
}

type Found = { field: string; text: string } | { field: string; expected: string; fault: string };

/** The secret itself, from where its declaration says that it is; undefined when it says nothing. */
export function secretText(
  name: string,
  declared: Readonly<Record<string, unknown>>,
  file: ConfigurationFile | undefined,
  sources: SecretSources,
): Found | undefined {
  const names = secretFields(name);
  const given = names.filter((field) => typeof declared[field] === "string");
  const [field, other] = given;
  if (field === undefined) return undefined;
  if (other !== undefined) {
    const [plain, variable, path] = names;
    return { field: other, expected: `only one of ${plain}, ${variable} and ${path}`, fault: given.join(" and ") };
  }
  const place = String(declared[field]);
  if (field === names[0]) return { field, text: place };
  return { field, ...(field === names[1] ? inEnvironment(place, sources) : inFile(place, file, sources)) };
}

function inEnvironment(variable: string, { environment }: SecretSources) {
  const text = environment[variable]?.trim() ?? "";
  if (text !== "") return { text };
  return { expected: "the name of an environment variable that is set", fault: `${shown(variable)}, which is not` };
}

function inFile(place: string, file: ConfigurationFile | undefined, sources: SecretSources) {
  try {
    const text = sources.readSecret(file === undefined ? place : besideFile(file, place)).trim();
    return text === ""
      ? { expected: "a file with the secret in it", fault: `${shown(place)}, which is empty` }
      : { text };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "an error";
    return { expected: "a file that can be read", fault: `${shown(place)} (${reason})` };
  }
}
