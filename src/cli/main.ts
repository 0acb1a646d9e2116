#!/usr/bin/env node
import { Command } from "commander";
import { ConfigurationError } from "../server/config/configuration-error.ts";
import {
  DirectoryInUse,
  DirectoryUnusable,
  FolderInUse,
  ForeignJournal,
  NothingToBackUp,
  PipelineFault,
  version,
} from "../server/start.ts";
import { incidentActionCommands } from "./act-on-incident.ts";
import { analyzeCommand } from "./analyze.ts";
import { backupCommand } from "./backup.ts";
import { backtestCommand } from "./backtest.ts";
import { channelsCommand, retryCommand } from "./channels.ts";
import { checkConfigCommand } from "./check-config.ts";
import { CommandError } from "./command-error.ts";
import { demoCommand } from "./demo.ts";
import { incidentsCommand } from "./incidents.ts";
import { markDeployCommand } from "./mark-deploy.ts";
import { replayCommand } from "./replay.ts";
import { routeCommand } from "./route.ts";
import { serveCommand } from "./serve.ts";
import { silenceCommand } from "./silence.ts";
import { sqlCommand } from "./sql.ts";
import { exportCommand, importCommand } from "./transfer.ts";

const program = new Command("smokewatch")
  .description("Watches payment transactions as they happen, learns what is normal, and says when something burns.")
  .version(version)
  // `channels` has options and commands, which have the same options.
  .enablePositionalOptions()
  .showHelpAfterError("(smokewatch --help lists the commands)");

const commands = [
  serveCommand(),
  demoCommand(),
  replayCommand(),
  backtestCommand(),
  incidentsCommand(),
  ...incidentActionCommands(),
  silenceCommand(),
  markDeployCommand(),
  channelsCommand(),
  retryCommand(),
  analyzeCommand(),
  sqlCommand(),
  backupCommand(),
  exportCommand(),
  importCommand(),
  checkConfigCommand(),
  routeCommand(),
];
for (const command of commands) {
  program.addCommand(command);
}

// Whoever reads the output may stop early (`| head`).
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

/** What people can mend themselves is told in a line; anything else is a defect and shows where. */
const told = [
  ConfigurationError,
  CommandError,
  DirectoryInUse,
  DirectoryUnusable,
  ForeignJournal,
  FolderInUse,
  NothingToBackUp,
  PipelineFault,
];

try {
  await program.parseAsync();
} catch (error) {
  if (!told.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`smokewatch: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
