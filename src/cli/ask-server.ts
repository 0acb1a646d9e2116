import { userInfo } from "node:os";
import type { Command } from "commander";
import { CommandError } from "./command-error.ts";
import { say } from "./say.ts";

export interface ServerFlags {
  url: string;
  token?: string;
}

export interface AnswerFlags extends ServerFlags {
  json?: boolean;
}

export interface PersonFlags extends AnswerFlags {
  by?: string;
}

/** Which running server, and its token. */
export function registerServerFlags(command: Command): Command {
  return command
    .option("--url <url>", "address of the server", "http://127.0.0.1:4800")
    .option("--token <secret>", "token of the server (SMOKEWATCH_TOKEN)");
}

/** The same, for a command whose answer can be had as JSON. */
export function registerAnswerFlags(command: Command): Command {
  return registerServerFlags(command).option("--json", "print what the server answered");
}

/** The same, for a command that does something in somebody's name. */
export function registerPersonFlags(command: Command): Command {
  return registerAnswerFlags(command).option("--by <name>", "who does it (default: your user name)");
}

/** Whoever acts; null where they give no name and the system knows none, as in some containers. */
export function personIn({ by }: PersonFlags): string | null {
  if (by !== undefined) return by;
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}

/**
 * The answer of a running server.
 *
 * @throws CommandError when there is none, or it is a refusal
 */
export async function askServer({ url, token }: ServerFlags, path: string, init: RequestInit): Promise<Response> {
  const secret = token ?? process.env["SMOKEWATCH_TOKEN"];
  const headers = new Headers(init.headers);
  if (secret !== undefined) headers.set("authorization", `Bearer ${secret}`);
  let answer: Response;
  try {
    answer = await fetch(new URL(path, url), { ...init, headers });
  } catch (error) {
    const { cause, message } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    throw new CommandError(`no server answers at ${url} (${why}); start one, or name another with --url`);
  }
  if (answer.ok) return answer;
  const text = await answer.text();
  throw new CommandError(messageIn(text) ?? `the server answered ${answer.status}: ${text.slice(0, 300)}`);
}

/** @throws CommandError as `askServer` */
export async function readFrom<Answer>(flags: ServerFlags, path: string): Promise<Answer> {
  return (await (await askServer(flags, path, { method: "GET" })).json()) as Answer;
}

/** Posts a body in the name of a person. @throws CommandError as `askServer` */
export async function actOn<Answer>(
  flags: PersonFlags,
  path: string,
  fields: Readonly<Record<string, unknown>> = {},
  method = "POST",
): Promise<Answer> {
  const by = personIn(flags);
  const who = by === null ? {} : { by };
  const body = JSON.stringify({ ...fields, ...who, via: "cli" });
  return (await (await askServer(flags, path, { method, body })).json()) as Answer;
}

/** Prints an answer: as JSON when that was asked for, else in words. */
export function tell<Answer>({ json = false }: AnswerFlags, answer: Answer, inWords: (answer: Answer) => string): void {
  say(json ? JSON.stringify(answer, null, 2) : inWords(answer));
}

/** A part of a path that somebody typed. */
export function pathPart(text: string): string {
  return encodeURIComponent(text);
}

function messageIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string } };
    return error?.message;
  } catch {
    return undefined;
  }
}
