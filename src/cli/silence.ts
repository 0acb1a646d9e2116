import { Command } from "commander";
import type { Hours } from "../core/model/hours.ts";
import type { Incident } from "../core/model/incident.ts";
import type { Silence } from "../core/model/silence.ts";
import { hoursText } from "../core/notify/hours.ts";
import { alignedTable } from "./aligned-table.ts";
import {
  actOn,
  type AnswerFlags,
  askServer,
  pathPart,
  personIn,
  type PersonFlags,
  readFrom,
  registerAnswerFlags,
  registerPersonFlags,
  tell,
} from "./ask-server.ts";
import { CommandError } from "./command-error.ts";
import { hoursIn } from "./hours-in.ts";
import { instantIn } from "./instant-in.ts";
import { localTimeOf, type LocalTime } from "./local-time.ts";

interface When {
  for: string;
  from?: number;
  until?: number;
  weekly?: Hours;
  timeZone?: string;
}

interface Preview {
  fault: string | null;
  incidents: Incident[];
  messages: number;
}

const CONDITIONS = "such as status=denied issuer=aurora; all must hold, * stands for any text";

export function silenceCommand(): Command {
  return new Command("silence")
    .description("keep incidents quiet for a while: seen and counted, but told to nobody")
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(endCommand())
    .addCommand(previewCommand());
}

function addCommand(): Command {
  const command = withTimes(new Command("add").description("begin a silence"))
    .argument("<conditions...>", CONDITIONS)
    .requiredOption("--reason <text>", "why, for the others")
    .action(async (match: string[], flags: PersonFlags & When & { reason: string }) => {
      const owner = personIn(flags);
      if (owner === null) throw new CommandError("a silence needs an owner; give one with --by");
      const fields = { match, ...timesIn(flags), owner, reason: flags.reason };
      const silence = await actOn<Silence>(flags, "/v1/silences", fields);
      const time = await localTimeOf(flags);
      tell(flags, silence, ({ id, endsAt }) => `silence ${id}: until ${time(endsAt)}`);
    });
  return registerPersonFlags(command);
}

function listCommand(): Command {
  const command = new Command("list").description("silences in force or to come").action(async (flags: AnswerFlags) => {
    const answer = await readFrom<{ silences: Silence[] }>(flags, "/v1/silences");
    const time = await localTimeOf(flags);
    tell(flags, answer, ({ silences }) => (silences.length === 0 ? "nothing is silenced" : tableOf(silences, time)));
  });
  return registerAnswerFlags(command);
}

function endCommand(): Command {
  const command = new Command("end")
    .description("end a silence now")
    .argument("<id>", "as silence list shows it")
    .action(async (id: string, flags: PersonFlags) => {
      const silence = await actOn<Silence>(flags, `/v1/silences/${pathPart(id)}`, {}, "DELETE");
      tell(flags, silence, () => `silence ${id}: ended`);
    });
  return registerPersonFlags(command);
}

function previewCommand(): Command {
  const command = new Command("preview")
    .description("what a silence would have kept quiet in the last seven days")
    .argument("<conditions...>", CONDITIONS)
    .action(async (match: string[], flags: AnswerFlags) => {
      const body = JSON.stringify({ match, duration: "1h" });
      const answer = await askServer(flags, "/v1/silences/preview", { method: "POST", body });
      const time = await localTimeOf(flags);
      tell(flags, (await answer.json()) as Preview, (preview) => previewText(preview, time));
    });
  return registerAnswerFlags(command);
}

function withTimes(command: Command): Command {
  return command
    .option("--for <duration>", "how long: 90m, 2h", "1h")
    .option("--from <time>", "when it begins, such as 2026-11-25T22:00Z (default: now)", instantIn)
    .option("--until <time>", "when it ends, in place of --for", instantIn)
    .option("--weekly <hours>", 'holds in these hours only, such as "sat,sun 02:00-04:00"', hoursIn)
    .option("--time-zone <name>", "of these hours (default: the operation's)");
}

function timesIn({ for: duration, from, until, weekly, timeZone }: When): Record<string, unknown> {
  const zone = timeZone === undefined ? {} : { timeZone };
  const hours = weekly === undefined ? {} : { weekly: { ...weekly, ...zone } };
  const startsAt = from === undefined ? {} : { startsAt: from };
  return until === undefined ? { ...startsAt, ...hours, duration } : { ...startsAt, ...hours, endsAt: until };
}

function tableOf(silences: readonly Silence[], time: LocalTime): string {
  const rows = silences.map(({ id, match, startsAt, endsAt, weekly, owner, reason }) => [
    id,
    time(startsAt),
    time(endsAt),
    weekly === undefined ? "" : hoursText(weekly),
    owner,
    match.join(" "),
    reason,
  ]);
  return alignedTable(["id", "from", "until", "weekly", "owner", "what", "why"], rows, []);
}

function previewText({ fault, incidents, messages }: Preview, time: LocalTime): string {
  const counts = `In the last seven days: ${incidents.length} incidents and ${messages} messages would have been quiet.`;
  const rows = incidents.map(({ id, openedAt, severity, title }) => [id, time(openedAt), severity, title]);
  const table = rows.length === 0 ? [] : ["", alignedTable(["id", "since", "severity", "what"], rows, [])];
  const refusal = fault === null ? [] : ["", `It would be refused: ${fault}`];
  return [counts, ...table, ...refusal].join("\n");
}
