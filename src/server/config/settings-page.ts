import { channelKindPage } from "./channel/channel-kind-page.ts";
import { channelKindNames } from "./channel/channel-kinds.ts";
import { listSettingNames, listSettings } from "./list-settings.ts";
import { defaultTextOf, environmentNameOf, flagOf, settingNames, settings, type Setting } from "./settings.ts";

const INTRODUCTION = `# Settings

Smokewatch runs without any. What you want otherwise can be said in three places; the first that says something wins:

1. a flag of the command, such as \`--port 5000\`
2. an environment variable, such as \`SMOKEWATCH_PORT=5000\` (an empty one counts as not set)
3. the file \`smokewatch.yaml\` in the folder where the program is started, or the one named by \`--config\` or \`SMOKEWATCH_CONFIG\`

[smokewatch.example.yaml](../smokewatch.example.yaml) holds every setting with its default, to copy from.
A name that does not exist, or a value that does not fit, stops the start with the line at fault; nothing is ignored silently.
`;

/** The text of docs/settings.md. */
export function settingsPage(): string {
  const single = settingNames.map((name) => {
    const { kind, help, isSecret }: Setting<unknown> = settings[name];
    const flag = kind.placeholder === undefined ? flagOf(name) : `${flagOf(name)} <${kind.placeholder}>`;
    return [
      `### \`${name}\`\n`,
      `${help}\n`,
      `- Value: ${kind.expected}${isSecret === true ? " (a secret; it is never shown)" : ""}`,
      `- Default: ${defaultTextOf(name)}`,
      `- Flag: \`${flag}\``,
      `- Environment: \`${environmentNameOf(name)}\`\n`,
    ].join("\n");
  });
  const lists = listSettingNames.map((name) => {
    const { help, defaultText, example } = listSettings[name];
    return `### \`${name}\`\n\n${help}\n\nDefault: ${defaultText}.\n\n\`\`\`yaml\n${underKey(name, example)}\n\`\`\`\n`;
  });
  return [
    INTRODUCTION,
    "## Single values\n",
    ...single,
    "## Lists\n",
    "These stand in the file only.\n",
    ...lists,
    "## Kinds of channels\n",
    ...channelKindNames.map(channelKindPage),
  ].join("\n");
}

/** The text of smokewatch.example.yaml: everything is a comment, so that as it is it changes nothing. */
export function exampleFile(): string {
  const head = "# Copy this file to smokewatch.yaml and remove the # before the lines that you want to change.\n";
  const single = settingNames.map((name) => {
    const { help, default: value, kind }: Setting<unknown> = settings[name];
    const text = value === undefined ? `<${kind.placeholder ?? ""}>` : defaultTextOf(name);
    const note = value === undefined ? ` Default: ${defaultTextOf(name)}.` : "";
    return `${comment(help + note)}\n#${name}: ${text}\n`;
  });
  const lists = listSettingNames.map((name) => {
    const { help, defaultText, example } = listSettings[name];
    const lines = underKey(name, example).split("\n");
    return `${comment(`${help} Default: ${defaultText}.`)}\n${lines.map((line) => `#${line}`).join("\n")}\n`;
  });
  return [head, ...single, ...lists].join("\n");
}

function underKey(name: string, example: string): string {
  return `${name}:\n${example.replaceAll(/^/gm, "  ")}`;
}

/** Prose in lines of at most 100 characters, each after `# `. */
function comment(prose: string): string {
  const lines: string[] = [];
  let line = "#";
  for (const word of prose.split(" ")) {
    if (line.length + 1 + word.length > 100) {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return [...lines, line].join("\n");
}
