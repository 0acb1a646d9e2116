import type { Problem } from "./configuration-error.ts";
import { besideFile, type ConfigurationFile } from "./configuration-file.ts";
import type { DeclaredChannel } from "./lists.ts";
import { keyText, shown } from "./schema-problems.ts";
import { webhookAddress } from "./value-kind.ts";

/** A channel ready to be made. Without `url` it sends nothing: its messages are only kept in the inbox. */
export interface ChannelConfiguration {
  name: string;
  kind: "teams";
  url: string | undefined;
}

export interface SecretSources {
  environment: Readonly<Record<string, string | undefined>>;
  /** Content of a small text file; throws when it cannot be read. */
  readSecret(path: string): string;
}

/** Finds each channel's secret address where its declaration says that it is. */
export function channelAddresses(
  declared: readonly DeclaredChannel[],
  file: ConfigurationFile | undefined,
  sources: SecretSources,
  allowPrivate: boolean,
): { channels: ChannelConfiguration[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const channels = declared.map((channel, index) => {
    const add = (field: string, expected: string, got: string) => {
      const path = ["channels", index, field];
      problems.push({ key: keyText(path), expected, got, where: file?.whereIs(path) ?? "default" });
    };
    const given = (["url", "urlEnv", "urlFile"] as const).filter((field) => channel[field] !== undefined);
    const [field] = given;
    if (given.length > 1) add(given[1] ?? "url", "only one of url, urlEnv and urlFile", given.join(" and "));
    const found = field === undefined ? undefined : secretOf(channel, field, file, sources);
    if (found !== undefined && "fault" in found) add(field ?? "url", found.expected, found.fault);
    const url = found !== undefined && "text" in found ? found.text : undefined;
    const fault = url === undefined ? undefined : webhookFault(url, allowPrivate);
    if (fault !== undefined) add(field ?? "url", webhookAddress.expected, fault);
    return { name: channel.name, kind: channel.kind, url };
  });
  return { channels, problems };
}

/** What is wrong with the address of a webhook, without telling it; undefined when it is right. */
export function webhookFault(url: string, allowPrivate: boolean): string | undefined {
  const address = webhookAddress.read(url);
  if (address === undefined) return "something that is not a web address (not shown)";
  const isPlain = !address.startsWith("https:") && !allowPrivate;
  return isPlain ? "an address with http:// (not shown; allowPrivateWebhooks permits it)" : undefined;
}

type Found = { text: string } | { expected: string; fault: string };

function secretOf(
  channel: DeclaredChannel,
  field: "url" | "urlEnv" | "urlFile",
  file: ConfigurationFile | undefined,
  sources: SecretSources,
): Found {
  const place = channel[field] ?? "";
  if (field === "url") return { text: place };
  if (field === "urlEnv") {
    const text = sources.environment[place]?.trim();
    if (text !== undefined && text !== "") return { text };
    return { expected: "the name of an environment variable that is set", fault: `${shown(place)}, which is not` };
  }
  try {
    const text = sources.readSecret(file === undefined ? place : besideFile(file, place)).trim();
    return text === ""
      ? { expected: "a file with the address in it", fault: `${shown(place)}, which is empty` }
      : { text };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "an error";
    return { expected: "a file that can be read", fault: `${shown(place)} (${reason})` };
  }
}
