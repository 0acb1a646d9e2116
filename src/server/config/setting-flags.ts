import type { Command } from "commander";
import { defaultTextOf, environmentNameOf, flagOf, settingNames, settings, type Setting } from "./settings.ts";

/**
 * Gives a command a flag for every setting that is one value, and `--config` for the file. No default is handed to commander:
 * an option that is absent from `opts()` was not given, and file and environment have their say.
 */
export function registerSettingFlags(command: Command): Command {
  command.option("-c, --config <file>", "configuration file (smokewatch.yaml, where there is one; SMOKEWATCH_CONFIG)");
  for (const name of settingNames) {
    const { kind, help }: Setting<unknown> = settings[name];
    const notes = `default: ${defaultTextOf(name)}; ${environmentNameOf(name)}`;
    if (kind.placeholder === undefined) {
      command.option(flagOf(name), `${help} (${notes})`);
      command.option(flagOf(name).replace("--", "--no-"), `The opposite of ${flagOf(name)}.`);
    } else {
      command.option(`${flagOf(name)} <${kind.placeholder}>`, `${help} (${notes})`);
    }
  }
  return command;
}
