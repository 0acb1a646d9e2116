import { durationMs } from "../../../core/model/duration.ts";
import type { ChannelReference } from "../../../core/model/engine-settings.ts";
import type { Problem } from "../configuration-error.ts";
import type { ConfigurationFile } from "../configuration-file.ts";
import { didYouMean } from "../nearest-name.ts";
import { keyText, shown } from "../schema-problems.ts";
import { type ChannelKindName, type ChannelOptions, channelKind } from "./channel-kinds.ts";
import { type DeclaredChannel, isRequired } from "./declared-channel.ts";
import type { TextForm } from "./text-form.ts";
import { secretFields, type SecretSources, secretText } from "./secret-text.ts";

interface CommonOptions extends Omit<ChannelReference, "kind"> {
  /** Whether its receiver may be at an address of the internal network, and be reached without encryption. */
  allowPrivate: boolean;
}

export type ChannelOf<Name extends ChannelKindName> = CommonOptions & { kind: Name } & ChannelOptions<Name>;

/** A channel ready to be made, with its secrets. */
export type ChannelConfiguration = { [Name in ChannelKindName]: ChannelOf<Name> }[ChannelKindName];

interface Reading {
  file: ConfigurationFile | undefined;
  sources: SecretSources;
  allowPrivate: boolean;
  problems: Problem[];
}

const BACKUP_AFTER_MS = 5 * 60_000;

/** Channels with their secrets from where the declarations say that they are, defaults filled in; and all that is wrong. */
export function channelConfigurations(
  declared: readonly DeclaredChannel[],
  { file, sources, allowPrivate }: Omit<Reading, "problems">,
): { channels: ChannelConfiguration[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const channels = declared.map((channel, index) => {
    const reading = { file, sources, allowPrivate: isAllowed(channel, allowPrivate), problems };
    return {
      ...commonOf(channel, reading.allowPrivate),
      ...optionsOf(channel, index, reading),
    } as ChannelConfiguration;
  });
  return { channels, problems };
}

/** The channel that is made of an address alone. */
export function teamsChannel({ url, allowPrivate }: { url: string; allowPrivate: boolean }): ChannelOf<"teams"> {
  return { ...commonOf({ name: "teams", kind: "teams" }, allowPrivate), kind: "teams", url };
}

/** Names of backups that are no other channel. */
export function backupProblems(
  channels: readonly ChannelConfiguration[],
  file: ConfigurationFile | undefined,
): Problem[] {
  return channels.flatMap(({ name, backup }, index) => {
    const others = channels.map((channel) => channel.name).filter((other) => other !== name);
    if (backup === undefined || others.includes(backup.channel)) return [];
    const path = ["channels", index, "backup", "channel"];
    const expected = `another channel (${others.join(", ") || "there is none"})`;
    const where = file?.whereIs(path) ?? "default";
    return [{ key: keyText(path), expected, got: shown(backup.channel), where, ...didYouMean(backup.channel, others) }];
  });
}

/** The part of a channel that decides what is planned for it; without secrets. */
export function channelReference(channel: ChannelConfiguration): ChannelReference {
  const { name, kind, burst, perMinute, digests, backup, heartbeat } = channel;
  return {
    name,
    kind,
    burst,
    perMinute,
    digests,
    ...(backup === undefined ? {} : { backup }),
    ...(heartbeat === undefined ? {} : { heartbeat }),
  };
}

/** A channel for people to read; its secrets are only said to be set. */
export function channelText(channel: ChannelConfiguration): string {
  const { options, secrets } = channelKind(channel.kind);
  const values: Readonly<Record<string, unknown>> = { ...channel };
  const told = secrets.filter((option) => isRequired(options[option] ?? {}) || option === "url" || option in values);
  const set = told.map((option) => `${option} ${values[option] === undefined ? "not set" : "set"}`);
  const note = channelRemark(channel);
  const backup = channel.backup === undefined ? [] : [`backup ${channel.backup.channel}`];
  return `${channel.name} (${[channel.kind, ...set, ...backup, ...(note === undefined ? [] : [note])].join("; ")})`;
}

/** What is allowed and yet worth a word. */
export function channelRemark(channel: ChannelConfiguration): string | undefined {
  return channelKind(channel.kind).remark?.(channel);
}

function isAllowed({ allowPrivate }: DeclaredChannel, everywhere: boolean): boolean {
  return typeof allowPrivate === "boolean" ? allowPrivate : everywhere;
}

function commonOf(declared: DeclaredChannel, allowPrivate: boolean): CommonOptions & { kind: ChannelKindName } {
  const { burst, perMinute, digests } = channelKind(declared.kind);
  const { name, kind, backup, heartbeat, ...given } = declared as DeclaredChannel & {
    burst?: number;
    perMinute?: number;
    backup?: { channel: string; after?: string };
    heartbeat?: string;
  };
  const afterMs = backup?.after === undefined ? BACKUP_AFTER_MS : durationMs(backup.after);
  return {
    name,
    kind,
    burst: given.burst ?? burst,
    perMinute: given.perMinute ?? perMinute,
    digests,
    allowPrivate,
    ...(backup === undefined ? {} : { backup: { channel: backup.channel, afterMs } }),
    ...(heartbeat === undefined ? {} : { heartbeat }),
  };
}

function optionsOf(declared: DeclaredChannel, index: number, reading: Reading): Record<string, unknown> {
  const kind = channelKind(declared.kind);
  const before = reading.problems.length;
  const found: Record<string, unknown> = {};
  for (const [option, schema] of Object.entries(kind.options)) {
    const { field, value } = kind.secrets.includes(option)
      ? secretOf(declared, index, option, reading)
      : { field: option, value: declared[option] ?? defaultOf(schema) };
    if (value === undefined) continue;
    found[option] = value;
    const form = kind.forms[option];
    if (form !== undefined) checkForm(form, value, problemAdder(index, field, reading), reading.allowPrivate);
  }
  // What belongs together is only looked at once each part is right.
  if (reading.problems.length > before) return found;
  for (const { option, expected, got } of kind.faults?.(found, reading.allowPrivate) ?? []) {
    problemAdder(index, option, reading)(expected, got);
  }
  return found;
}

function checkForm(
  form: TextForm,
  value: unknown,
  add: (expected: string, got: string) => void,
  allowPrivate: boolean,
): void {
  for (const text of Array.isArray(value) ? (value as unknown[]) : [value]) {
    const fault = typeof text === "string" ? form.faultIn(text, allowPrivate) : undefined;
    if (fault !== undefined) add(form.expected, fault);
  }
}

function problemAdder(index: number, option: string, { file, problems }: Reading) {
  const path = ["channels", index, option];
  return (expected: string, got: string) => {
    problems.push({ key: keyText(path), expected, got, where: file?.whereIs(path) ?? "default" });
  };
}

function secretOf(declared: DeclaredChannel, index: number, option: string, reading: Reading) {
  const found = secretText(option, declared, reading.file, reading.sources);
  if (found === undefined) {
    if (isRequired(channelKind(declared.kind).options[option] ?? {})) {
      const [plain, variable, path] = secretFields(option);
      const expected = `a value, as ${plain}, ${variable} or ${path}`;
      problemAdder(index, option, reading)(expected, "nothing");
    }
    return { field: option, value: undefined };
  }
  if ("text" in found) return { field: found.field, value: found.text };
  problemAdder(index, found.field, reading)(found.expected, found.fault);
  return { field: found.field, value: undefined };
}

function defaultOf(schema: object): unknown {
  return "default" in schema ? schema.default : undefined;
}
