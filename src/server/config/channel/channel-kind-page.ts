import { IsOptional, type TSchema } from "typebox";
import { channelKind, type ChannelKindName } from "./channel-kinds.ts";
import { secretFields } from "./secret-text.ts";

/** What the documentation says of a kind of channel and its options. */
export function channelKindPage(name: ChannelKindName): string {
  const { help, options, secrets, burst, perMinute, digests, heartbeats } = channelKind(name);
  const own = Object.entries(options).map(([option, schema]) => optionLine(option, schema, secrets.includes(option)));
  const beat = heartbeats ? ["- `heartbeat` (optional): a message every day at this time, whatever happens"] : [];
  const storms = digests ? "one message for a storm" : "each incident is told, never a summary";
  const lines = [...own, ...beat, `- Left out: \`burst\` ${burst}, \`perMinute\` ${perMinute}; ${storms}`];
  return `### \`${name}\`\n\n${help}\n\n${lines.join("\n")}\n`;
}

function optionLine(option: string, schema: TSchema, isSecret: boolean): string {
  const { description = "", default: value } = schema as { description?: string; default?: string };
  const [, ...elsewhere] = secretFields(option);
  const notes = [
    ...(isSecret ? [`a secret: also ${elsewhere.map((field) => `\`${field}\``).join(" or ")}`] : []),
    ...(IsOptional(schema) ? ["optional"] : []),
    ...(value === undefined ? [] : [`${value} if left out`]),
  ];
  return `- \`${option}\`${notes.length === 0 ? "" : ` (${notes.join("; ")})`}: ${description}`;
}
