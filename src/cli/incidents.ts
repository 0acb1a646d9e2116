import { Command } from "commander";
import { isOpen } from "../core/incident/incident-state.ts";
import type { Incident } from "../core/model/incident.ts";
import { alignedTable } from "./aligned-table.ts";
import { type AnswerFlags, readFrom, registerAnswerFlags, tell } from "./ask-server.ts";
import { type LocalTime, localTimeOf } from "./local-time.ts";

interface Flags extends AnswerFlags {
  limit: number;
}

export function incidentsCommand(): Command {
  const command = new Command("incidents")
    .description("list the incidents of a running server")
    .option("--limit <number>", "how many", Number, 20)
    .action(async (flags: Flags) => {
      const answer = await readFrom<{ incidents: Incident[] }>(flags, `/v1/incidents?limit=${flags.limit}`);
      const time = flags.json === true ? null : await localTimeOf(flags);
      tell(flags, answer, ({ incidents }) => (time === null ? "" : tableOf(incidents, time)));
    });
  return registerAnswerFlags(command);
}

function tableOf(incidents: readonly Incident[], time: LocalTime): string {
  if (incidents.length === 0) return "no incident is kept";
  const rows = incidents.map((incident) => [
    incident.id,
    incident.state,
    incident.severity,
    time(incident.openedAt),
    incident.resolvedAt === null ? "" : time(incident.resolvedAt),
    whoHas(incident),
    notesOn(incident),
    incident.title,
  ]);
  return alignedTable(["id", "state", "severity", "since", "until", "who", "", "what"], rows, []);
}

function whoHas({ assignee, acknowledgedBy }: Incident): string {
  return assignee ?? acknowledgedBy ?? "";
}

function notesOn(incident: Incident): string {
  const isMuted = isOpen(incident) && incident.mutedBy.length > 0;
  return [incident.mark ?? "", isMuted ? "silenced" : ""].filter((text) => text !== "").join(", ");
}
