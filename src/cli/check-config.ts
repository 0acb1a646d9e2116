import { Command } from "commander";
import { loadConfiguration } from "../server/config/configuration.ts";
import { configurationTable } from "../server/config/configuration-table.ts";
import { registerSettingFlags } from "../server/config/setting-flags.ts";
import { say } from "./say.ts";

export function checkConfigCommand(): Command {
  const command = new Command("check-config")
    .description("read the configuration, say what is wrong with it, and where each value comes from")
    .action((flags: Record<string, unknown>) => {
      const rows = configurationTable(loadConfiguration(flags, process.env));
      say("The configuration is good.\n");
      for (const { name, value, source } of rows) say(`  ${name.padEnd(22)} ${source.padEnd(12)} ${value}`);
    });
  registerSettingFlags(command);
  return command;
}
