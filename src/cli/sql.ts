import { once } from "node:events";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { Command, InvalidArgumentError } from "commander";
import { askServer, registerServerFlags, type ServerFlags } from "./ask-server.ts";
import { say } from "./say.ts";
import { type Answer, tableText } from "./sql-answer.ts";

const FORMATS = ["table", "json", "ndjson", "csv", "arrow", "parquet"];

interface SqlFlags extends ServerFlags {
  param: Record<string, string>;
  format?: string;
  maxRows?: number;
}

export function sqlCommand(): Command {
  const command = new Command("sql")
    .description("ask a running server in SQL; docs/sql.md has the views and examples")
    .argument("<query>", "one SELECT, or - to read it from standard input")
    .option("--param <name=value>", "value for {name:Type} in the query; may be repeated", parameterFrom, {})
    .option("--format <format>", `${FORMATS.join(", ")} (default: table on a terminal, else csv)`, formatFrom)
    .option("--max-rows <number>", "rows after which the answer is cut off", Number)
    .action(async (query: string, flags: SqlFlags) => {
      const sql = query === "-" ? await text(process.stdin) : query;
      const format = flags.format ?? (process.stdout.isTTY ? "table" : "csv");
      const body = {
        sql,
        parameters: flags.param,
        format: format === "table" ? "json" : format,
        ...(flags.maxRows === undefined ? {} : { maxRows: flags.maxRows }),
      };
      const answer = await askServer(flags, "/v1/query", { method: "POST", body: JSON.stringify(body) });
      if (format === "table") say(tableText((await answer.json()) as Answer));
      else if (answer.body !== null) await print(Readable.fromWeb(answer.body));
    });
  return registerServerFlags(command);
}

async function print(answer: Readable): Promise<void> {
  for await (const piece of answer) {
    if (!process.stdout.write(piece as Buffer)) await once(process.stdout, "drain");
  }
}

function parameterFrom(given: string, before: Record<string, string>): Record<string, string> {
  const split = given.indexOf("=");
  if (split < 1) throw new InvalidArgumentError("expected name=value");
  return { ...before, [given.slice(0, split)]: given.slice(split + 1) };
}

function formatFrom(given: string): string {
  if (FORMATS.includes(given)) return given;
  throw new InvalidArgumentError(`expected one of ${FORMATS.join(", ")}`);
}
