import { Command } from "commander";
import { loadConfiguration } from "../server/config/configuration.ts";
import { registerSettingFlags } from "../server/config/setting-flags.ts";

export function checkConfigCommand(): Command {
  const command = new Command("check-config")
    .description("read the configuration, say what is wrong with it, and where each value comes from")
    .action((flags: Record<string, unknown>) => {
      const { sources, ...values } = loadConfiguration(flags, process.env);
      process.stdout.write("The configuration is good.\n\n");
      for (const [name, source] of Object.entries(sources)) {
        process.stdout.write(`  ${name.padEnd(22)} ${source.padEnd(12)} ${shown(name, values)}\n`);
      }
    });
  registerSettingFlags(command);
  return command;
}

/** Names of what is a list; "(set)" for what is secret. */
function shown(name: string, values: Readonly<Record<string, unknown>>): string {
  if (name === "token") return values["token"] === undefined ? "(none)" : "(set)";
  if (name === "teamsUrl" || name === "channels") {
    const channels = values["channels"] as readonly { name: string; url: string | undefined }[];
    return channels
      .map((channel) => `${channel.name} ${channel.url === undefined ? "(inbox only)" : "(set)"}`)
      .join(", ");
  }
  const value = values[{ tick: "tickMs", maxBodyMb: "maxBodyBytes" }[name] ?? name];
  if (!Array.isArray(value)) return String(value);
  return value.map((item) => (typeof item === "string" ? item : (item as { name: string }).name)).join(", ");
}
