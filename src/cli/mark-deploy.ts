import { Command } from "commander";
import type { ChartMark } from "../core/model/chart-mark.ts";
import { actOn, type PersonFlags, registerPersonFlags, tell } from "./ask-server.ts";
import { instantIn } from "./instant-in.ts";

export function markDeployCommand(): Command {
  const command = new Command("mark-deploy")
    .description("note that something was brought into production; charts show it")
    .argument("<text>", "what it was, such as a name and a version")
    .option("--at <time>", "when, such as 2026-11-25T22:00Z (default: now)", instantIn)
    .action(async (text: string, flags: PersonFlags & { at?: number }) => {
      const when = flags.at === undefined ? {} : { at: flags.at };
      const mark = await actOn<ChartMark>(flags, "/v1/marks", { kind: "deploy", text, ...when });
      tell(flags, mark, ({ id }) => `deploy ${id}: noted`);
    });
  return registerPersonFlags(command);
}
