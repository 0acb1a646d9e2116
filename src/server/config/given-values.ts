import type { Problem } from "./configuration-error.ts";
import type { ConfigurationFile } from "./configuration-file.ts";
import { listSettingNames } from "./list-settings.ts";
import { didYouMean, nearestName } from "./nearest-name.ts";
import { shown } from "./schema-problems.ts";
import {
  environmentNameOf,
  flagOf,
  settingNames,
  settings,
  type Setting,
  type SettingName,
  type SettingValues,
} from "./settings.ts";

export type Source = "default" | "file" | "environment" | "flag";

/** Where settings can be given. */
export interface Places {
  /** By setting name, as commander's `opts()` gives them; others are ignored. */
  flags?: Readonly<Record<string, unknown>>;
  environment?: Readonly<Record<string, string | undefined>>;
  file?: ConfigurationFile | undefined;
}

export interface Origin {
  source: Source;
  where: string;
}

interface GivenValues {
  /** Read and checked; the default where nothing, or nothing right, was given. */
  values: SettingValues;
  origins: ReadonlyMap<SettingName, Origin>;
  problems: Problem[];
}

/** The settings that are one value; a flag wins over the environment, and that over the file. */
export function givenValues(places: Places): GivenValues {
  const problems = [...unknownNames(places.file), ...misspelledVariables(places.environment ?? {})];
  const origins = new Map<SettingName, Origin>();
  const values = settingNames.map((name) => {
    const declared: Setting<unknown> = settings[name];
    const given = givenAt(name, places);
    if (given === undefined) return [name, declared.default];
    const { raw, ...origin } = given;
    origins.set(name, origin);
    const value = isScalar(raw) ? declared.kind.read(raw) : undefined;
    if (value !== undefined) return [name, value];
    const isHidden = declared.isSecret === true && raw !== null;
    const got = isHidden ? "something else (not shown)" : shown(raw);
    problems.push({ key: name, expected: declared.kind.expected, got, where: origin.where, ...zoneHint(name, raw) });
    return [name, declared.default];
  });
  return { values: Object.fromEntries(values) as SettingValues, origins, problems };
}

function givenAt(
  name: SettingName,
  { flags = {}, environment = {}, file }: Places,
): (Origin & { raw: unknown }) | undefined {
  if (flags[name] !== undefined) return { raw: flags[name], source: "flag", where: `flag ${flagOf(name)}` };
  const variable = environmentNameOf(name);
  const text = environment[variable];
  if (text !== undefined && text !== "") return { raw: text, source: "environment", where: `environment ${variable}` };
  if (file?.values.has(name) !== true) return undefined;
  return { raw: file.values.get(name), source: "file", where: file.whereIs([name]) };
}

function isScalar(raw: unknown): raw is string | number | boolean {
  return typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean";
}

function unknownNames(file: ConfigurationFile | undefined): Problem[] {
  const known: string[] = [...settingNames, ...listSettingNames];
  const unknown = [...(file?.values.keys() ?? [])].filter((key) => !known.includes(key));
  return unknown.map((key) => ({
    key,
    expected: "the name of a setting",
    got: "an unknown name",
    where: file?.whereIs([key]) ?? "file",
    ...didYouMean(key, known),
  }));
}

/** Variables with our prefix may be about other things; only one that looks like a slip of the pen is refused. */
function misspelledVariables(environment: Readonly<Record<string, string | undefined>>): Problem[] {
  const known = [...settingNames.map(environmentNameOf), "SMOKEWATCH_CONFIG"];
  const others = Object.keys(environment).filter((name) => name.startsWith("SMOKEWATCH_") && !known.includes(name));
  const suffix = (name: string) => name.slice("SMOKEWATCH_".length);
  return others.flatMap((name) => {
    const meant = nearestName(suffix(name), known.map(suffix));
    if (meant === undefined) return [];
    const hint = `did you mean SMOKEWATCH_${meant}?`;
    return [
      { key: name, expected: "the name of a setting", got: "an unknown name", where: `environment ${name}`, hint },
    ];
  });
}

function zoneHint(name: SettingName, raw: unknown): { hint: string } | Record<string, never> {
  return name === "timeZone" && typeof raw === "string" ? didYouMean(raw, Intl.supportedValuesOf("timeZone")) : {};
}
