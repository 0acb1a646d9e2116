import { Argument, Command } from "commander";
import type { Incident } from "../core/model/incident.ts";
import { actOn, pathPart, type PersonFlags, registerPersonFlags, tell } from "./ask-server.ts";

const MARKS = ["real", "noise", "expected", "none"];

/** `ack`, `unack`, `resolve`, `assign`, `note`, `mark`. */
export function incidentActionCommands(): Command[] {
  return [
    plain(new Command("ack"), "acknowledge", "acknowledge an incident: you take care of it", acknowledgedText),
    plain(new Command("unack"), "unacknowledge", "take an acknowledgement back", stateText),
    plain(new Command("resolve"), "resolve", "say that an incident is over", stateText),
    ofIncident(new Command("assign"), "give an incident to somebody")
      .argument("<name>", "who shall take care of it, or - for nobody")
      .action(async (id: string, name: string, flags: PersonFlags) => {
        const answer = await send(flags, id, "assign", { to: name === "-" ? null : name });
        tell(flags, answer, ({ assignee }) => `incident ${id}: assigned to ${assignee ?? "nobody"}`);
      }),
    ofIncident(new Command("note"), "add a note to the timeline of an incident")
      .argument("<text>", "what there is to say")
      .action(async (id: string, text: string, flags: PersonFlags) => {
        tell(flags, await send(flags, id, "notes", { text }), () => `incident ${id}: noted`);
      }),
    ofIncident(new Command("mark"), "say what an incident was: noise and expected events are learnt from")
      .addArgument(new Argument("<what>", "what it was; none takes it back").choices(MARKS))
      .action(async (id: string, what: string, flags: PersonFlags) => {
        const answer = await send(flags, id, "mark", { as: what === "none" ? null : what });
        tell(flags, answer, ({ mark }) => `incident ${id}: ${mark === null ? "not marked" : `marked as ${mark}`}`);
      }),
  ];
}

/** A command that needs to know nothing but the incident. */
function plain(command: Command, verb: string, description: string, inWords: (incident: Incident) => string): Command {
  return ofIncident(command, description).action(async (id: string, flags: PersonFlags) => {
    tell(flags, await send(flags, id, verb), inWords);
  });
}

function ofIncident(command: Command, description: string): Command {
  return registerPersonFlags(command.description(description).argument("<id>", "number of the incident"));
}

function send(flags: PersonFlags, id: string, verb: string, fields = {}): Promise<Incident> {
  return actOn(flags, `/v1/incidents/${pathPart(id)}/${verb}`, fields);
}

function acknowledgedText({ id, state, acknowledgedBy }: Incident): string {
  if (state === "resolved") return `incident ${id}: resolved, there is nothing to acknowledge`;
  return `incident ${id}: acknowledged${acknowledgedBy === null ? "" : ` by ${acknowledgedBy}`}`;
}

function stateText({ id, state }: Incident): string {
  return `incident ${id}: ${state}`;
}
