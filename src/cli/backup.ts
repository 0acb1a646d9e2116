import { resolve } from "node:path";
import { Command } from "commander";
import { loadConfiguration } from "../server/config/configuration.ts";
import { registerSettingFlags } from "../server/config/setting-flags.ts";
import { backUpJournal } from "../server/start.ts";
import { CommandError } from "./command-error.ts";
import { say } from "./say.ts";

const BYTES_PER_MB = 1_048_576;

export function backupCommand(): Command {
  const command = new Command("backup")
    .description("copy the journal of this machine's data directory, also while the server runs, and check the copy")
    .argument("<folder>", "an empty folder, or one that is made")
    .action(async (folder: string, flags: Record<string, unknown>) => {
      const { dataDir } = loadConfiguration(flags, process.env);
      const { snapshots, parts, entries, bytes, damaged } = await backUpJournal(dataDir, folder);
      const what = `${entries} entries in ${several(parts, "file")}, ${several(snapshots, "snapshot")}`;
      say(`copied ${what}, ${(bytes / BYTES_PER_MB).toFixed(1)} MB, to ${folder}`);
      say(`to restore it: stop the server, move ${dataDir} away, copy the folder to ${dataDir}, and start again`);
      if (damaged.length === 0) return;
      throw new CommandError(
        `damaged, and copied as they are: ${damaged.map((name) => resolve(dataDir, name)).join(", ")}`,
      );
    });
  registerSettingFlags(command);
  return command;
}

function several(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
