import { Command } from "commander";
import { channelRemark } from "../server/config/channel/channel-configuration.ts";
import { type Configuration, defaultPublicUrl, loadConfiguration } from "../server/config/configuration.ts";
import { registerSettingFlags } from "../server/config/setting-flags.ts";
import { freePort, type Running, startProduct } from "../server/start.ts";
import { CommandError } from "./command-error.ts";
import { say } from "./say.ts";
import { stopSignal, untilAskedToStop } from "./until-asked-to-stop.ts";

export function serveCommand(): Command {
  const command = new Command("serve")
    .description("receive transactions, judge them, show the dashboard, tell people")
    .action(async (flags: Record<string, unknown>) => {
      const signal = stopSignal();
      const configuration = await withFreePort(loadConfiguration(flags, process.env));
      const running = await startProduct({ configuration, onGiveUp: () => process.exit(1) });
      if (running.replayed > 0) say(`went through ${running.replayed} journal entries`);
      for (const { text, isHarmless } of running.pipeline.journal.damages) {
        if (isHarmless !== true) say(`DAMAGE             ${text}`);
      }
      for (const note of running.pipeline.recoveryNotes) say(`journal            ${note}`);
      await announce(running, configuration);
      await untilAskedToStop(running, signal);
    });
  registerSettingFlags(command);
  return command;
}

/** Starts to answer and says where. */
export async function announce(running: Running, configuration: Configuration): Promise<void> {
  const url = await listening(running, configuration);
  say(`dashboard          ${url}`);
  say(`post transactions  ${url}/v1/transactions`);
  for (const channel of configuration.channels) {
    const remark = channelRemark(channel);
    if (remark !== undefined) say(`channel ${channel.name.padEnd(11)}${remark}`);
  }
  const { channels } = running.pipeline;
  if (!channels.some(({ sends }) => sends))
    say("messages           kept in the inbox only; --teams-url sends them to Microsoft Teams");
  else if (configuration.sources.publicUrl === "default") {
    say(`links in messages  ${configuration.publicUrl}; --public-url sets an address that others can open`);
  }
  say("Ctrl-C stops it");
}

/** A default port that is taken makes way for the next free one; a port that was asked for does not. */
export async function withFreePort(configuration: Configuration): Promise<Configuration> {
  if (configuration.sources.port !== "default") return configuration;
  const port = await freePort(configuration.host, configuration.port);
  if (port === configuration.port) return configuration;
  say(`port ${configuration.port} is taken, using ${port}`);
  const isOwnUrl = configuration.sources.publicUrl === "default";
  return { ...configuration, port, ...(isOwnUrl ? { publicUrl: defaultPublicUrl(configuration.host, port) } : {}) };
}

async function listening(running: Running, { host, port }: Configuration): Promise<string> {
  try {
    return await running.listen();
  } catch (error) {
    await running.stop();
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new CommandError(`port ${port} is taken; choose another with --port, or 0 for any`);
    if (code === "EACCES") throw new CommandError(`port ${port} may not be used by this user; choose one above 1023`);
    if (code === "EADDRNOTAVAIL")
      throw new CommandError(`this machine has no address ${host}; choose another with --host`);
    throw error;
  }
}
