import { setTimeout } from "node:timers/promises";
import { Command } from "commander";
import type { ChannelReport } from "../core/model/channel-report.ts";
import type { Delivery } from "../core/model/delivery.ts";
import { alignedTable } from "./aligned-table.ts";
import {
  actOn,
  type AnswerFlags,
  pathPart,
  type PersonFlags,
  readFrom,
  registerAnswerFlags,
  registerPersonFlags,
  tell,
} from "./ask-server.ts";
import { CommandError } from "./command-error.ts";
import { localTimeOf, type LocalTime } from "./local-time.ts";

/** A receiver that is well answers within this; one that is not is tried again for longer than anybody waits. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 250;

export function channelsCommand(): Command {
  const command = new Command("channels")
    .description("ways to tell people, and what became of their messages")
    .enablePositionalOptions()
    .addCommand(testCommand())
    .action(async (flags: AnswerFlags) => {
      const answer = await readFrom<{ channels: ChannelReport[] }>(flags, "/v1/channels");
      const time = await localTimeOf(flags);
      tell(flags, answer, ({ channels }) => tableOf(channels, time));
    });
  return registerAnswerFlags(command);
}

export function retryCommand(): Command {
  const command = new Command("retry")
    .description("try a message again that was given up")
    .argument("<id>", "of the message, as GET /v1/deliveries and the dashboard show it")
    .action(async (id: string, flags: PersonFlags) => {
      await tellOutcome(flags, await actOn<Delivery>(flags, `/v1/deliveries/${pathPart(id)}/retry`));
    });
  return registerPersonFlags(command);
}

function testCommand(): Command {
  const command = new Command("test")
    .description("send a test message on a channel and wait for the answer")
    .argument("<name>", "of the channel")
    .action(async (name: string, flags: PersonFlags) => {
      await tellOutcome(flags, await actOn<Delivery>(flags, `/v1/channels/${pathPart(name)}/test`));
    });
  return registerPersonFlags(command);
}

/** @throws CommandError when it did not arrive, so that a script notices */
async function tellOutcome(flags: PersonFlags, planned: Delivery): Promise<void> {
  const delivery = await afterAttempt(flags, planned);
  const { id, channel, state, detail } = delivery;
  const text = `message ${id} to ${channel}: ${WORDS[state]}${detail === null ? "" : `: ${detail}`}`;
  if (state !== "delivered" && state !== "kept") throw new CommandError(text);
  tell(flags, delivery, () => text);
}

const WORDS: Record<Delivery["state"], string> = {
  planned: "not delivered so far, it is tried again",
  delivered: "delivered",
  failed: "failed",
  kept: "kept in the inbox, because the channel sends nothing",
};

async function afterAttempt(flags: PersonFlags, planned: Delivery): Promise<Delivery> {
  const until = Date.now() + PATIENCE_MS;
  let delivery = planned;
  while (delivery.state === "planned" && delivery.attempts === planned.attempts && Date.now() < until) {
    await setTimeout(LOOK_EVERY_MS);
    delivery = await readFrom<Delivery>(flags, `/v1/deliveries/${pathPart(planned.id)}`);
  }
  return delivery;
}

function tableOf(channels: readonly ChannelReport[], time: LocalTime): string {
  const head = ["channel", "kind", "delivered", "waiting", "failed", "kept", "last delivered", "last answer"];
  const rows = channels.map(({ name, kind, messages, lastDeliveredAt, lastAnswer }) => [
    name,
    kind,
    String(messages.delivered),
    String(messages.planned),
    String(messages.failed),
    String(messages.kept),
    lastDeliveredAt === null ? "" : time(lastDeliveredAt),
    lastAnswer?.text ?? "",
  ]);
  return alignedTable(head, rows, [false, false, true, true, true, true]);
}
