import type { TSchema } from "typebox";
import { Value } from "typebox/value";
import type { Problem } from "./configuration-error.ts";
import type { ConfigurationFile, KeyPath } from "./configuration-file.ts";
import { didYouMean } from "./nearest-name.ts";

const TYPE_TEXTS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "names with values",
};

/** What a text has to look like, by the name of its property or of the list that it stands in; `parent.name` comes first. */
const FORM_TEXTS: Readonly<Record<string, string>> = {
  budget: "a number of false alarms per day, week or month, such as 1/week, 2/month or 0.5/day",
  after: "a duration such as 30s, 5m or 1h",
  heartbeat: "a time of day such as 09:00",
  remind: "a duration such as 30s, 5m or 1h",
  match: "a condition such as status=denied, issuer=aur* or scope!=all",
  runbook: "an address that begins with https:// or http://",
  from: "a time of day such as 08:30, with two digits each",
  to: "a time of day such as 18:00, with two digits each",
  "once.from": "a local time such as 2026-11-28 23:00",
  "once.to": "a local time such as 2026-11-29 01:00",
  name: "a name of lower-case letters, digits and _ that begins with a letter, at most 40 of them",
};

/** Where the value of a list in the file departs from its schema, in words. What `isHidden` by its path is not shown. */
export function schemaProblems(
  schema: TSchema,
  value: unknown,
  at: KeyPath,
  file: ConfigurationFile,
  isHidden: (path: KeyPath) => boolean = () => false,
): Problem[] {
  return Value.Errors(schema, value).flatMap((error) => {
    const path = [...at, ...stepsOf(error.instancePath)];
    const problem = (steps: KeyPath, expected: string, got: string) => ({
      key: keyText(steps),
      expected,
      got,
      where: file.whereIs(steps),
    });
    const got = isHidden(path) ? "something else (not shown)" : shown(valueAt(value, error.instancePath));
    switch (error.keyword) {
      case "boolean":
        return [];
      case "required":
        return error.params.requiredProperties.map((name) => problem([...path, name], "a value", "nothing"));
      case "additionalProperties": {
        const known = Object.keys(propertiesAt(schema, error.schemaPath));
        return error.params.additionalProperties.map((name) => ({
          ...problem([...path, name], `one of ${known.join(", ")}`, "an unknown name"),
          ...didYouMean(name, known),
        }));
      }
      case "type":
        return [problem(path, TYPE_TEXTS[String(error.params.type)] ?? String(error.params.type), got)];
      case "enum":
        return [problem(path, `one of ${error.params.allowedValues.join(", ")}`, got)];
      case "pattern":
        return [problem(path, formText(path), got)];
      case "minimum":
        return [problem(path, `at least ${error.params.limit}`, got)];
      case "maximum":
        return [problem(path, `at most ${error.params.limit}`, got)];
      case "minItems":
        return [problem(path, error.params.limit === 1 ? "one or more" : `${error.params.limit} or more`, got)];
      default:
        return [problem(path, error.message.replace(/^must /, "a value that must "), got)];
    }
  });
}

function formText(path: KeyPath): string {
  const [parent = "", name = ""] = path.filter((step) => typeof step === "string").slice(-2);
  return FORM_TEXTS[`${parent}.${name}`] ?? FORM_TEXTS[name] ?? "another form";
}

/** `monitors[1].budget`, as people write it. */
export function keyText(path: KeyPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

export function shown(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function stepsOf(pointer: string): (string | number)[] {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~")));
}

function valueAt(value: unknown, pointer: string): unknown {
  return stepsOf(pointer).reduce<unknown>(childOf, value);
}

function propertiesAt(schema: TSchema, schemaPath: string): object {
  const place = schemaPath.split("/").slice(1).reduce<unknown>(childOf, schema);
  const properties = childOf(place, "properties");
  return typeof properties === "object" && properties !== null ? properties : {};
}

function childOf(parent: unknown, step: string | number): unknown {
  const isParent = typeof parent === "object" && parent !== null && Object.hasOwn(parent, step);
  return isParent ? (parent as Record<string | number, unknown>)[step] : undefined;
}
