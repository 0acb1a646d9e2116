import Type, { IsOptional, type TSchema } from "typebox";
import { TimeOfDay } from "../../../core/model/hours.ts";
import type { Problem } from "../configuration-error.ts";
import type { ConfigurationFile } from "../configuration-file.ts";
import { schemaProblems } from "../schema-problems.ts";
import { channelKind, type ChannelKindName, channelKindNames } from "./channel-kinds.ts";
import { secretFields } from "./secret-text.ts";

/** A way to tell people, as the file declares it; right for its kind, but for what its secrets and its texts say. */
export interface DeclaredChannel extends Readonly<Record<string, unknown>> {
  name: string;
  kind: ChannelKindName;
}

const Duration = Type.String({ pattern: "^\\d{1,5}\\s?[smh]$" });

/** What every kind knows. */
export const commonOptions = {
  burst: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 10_000, description: "how many messages may go out at once" }),
  ),
  perMinute: Type.Optional(
    Type.Number({ minimum: 0.01, maximum: 6000, description: "how many more may go out a minute after that" }),
  ),
  backup: Type.Optional(
    Type.Object({ channel: Type.String(), after: Type.Optional(Duration) }, { additionalProperties: false }),
  ),
  allowPrivate: Type.Optional(Type.Boolean()),
};

const Head = Type.Object({
  name: Type.String({ pattern: "^[a-z][a-z0-9_]{0,39}$" }),
  kind: Type.Enum([...channelKindNames]),
});

const schemas = new Map(channelKindNames.map((name) => [name, schemaOf(name)]));

function schemaOf(name: ChannelKindName): TSchema {
  const { options, secrets, heartbeats } = channelKind(name);
  const own = Object.entries(options).flatMap(([option, schema]): [string, TSchema][] => {
    if (!secrets.includes(option)) return [[option, isRequired(schema) ? schema : Type.Optional(schema)]];
    const [plain, ...elsewhere] = secretFields(option);
    const place = Type.Optional(Type.String({ minLength: 1 }));
    return [[plain, Type.Optional(schema)], ...elsewhere.map((field): [string, TSchema] => [field, place])];
  });
  const beat = heartbeats ? { heartbeat: Type.Optional(TimeOfDay) } : {};
  const properties = { ...Head.properties, ...Object.fromEntries(own), ...commonOptions, ...beat };
  return Type.Object(properties, { additionalProperties: false });
}

export function isRequired(schema: TSchema): boolean {
  return !IsOptional(schema) && !("default" in schema);
}

/** Where the channels of the file depart from what their kinds take. Nothing that could be a secret is shown. */
export function channelProblems(value: unknown, file: ConfigurationFile): Problem[] {
  if (!Array.isArray(value)) return schemaProblems(Type.Array(Head), value, ["channels"], file, () => true);
  return value.flatMap((channel: unknown, index) => {
    const at = ["channels", index];
    const isShown = (name: string | number | undefined) => name === "name" || name === "kind";
    const problems = schemaProblems(Head, channel, at, file, (path) => !isShown(path.at(-1)));
    if (problems.length > 0) return problems;
    const { kind } = channel as DeclaredChannel;
    const hidden = new Set<string | number>([...channelKind(kind).secrets, "headers"]);
    const schema = schemas.get(kind) ?? Head;
    return schemaProblems(schema, channel, at, file, (path) => path.slice(2).some((step) => hidden.has(step)));
  });
}
