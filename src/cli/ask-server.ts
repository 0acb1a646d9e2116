import type { Command } from "commander";
import { CommandError } from "./command-error.ts";

export interface ServerFlags {
  url: string;
  token?: string;
}

/** Which running server, and its token. */
export function registerServerFlags(command: Command): Command {
  return command
    .option("--url <url>", "address of the server", "http://127.0.0.1:4800")
    .option("--token <secret>", "token of the server (SMOKEWATCH_TOKEN)");
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

function messageIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string } };
    return error?.message;
  } catch {
    return undefined;
  }
}
