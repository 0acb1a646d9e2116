import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { askServer, registerServerFlags, type ServerFlags } from "./ask-server.ts";
import { CommandError } from "./command-error.ts";
import { say } from "./say.ts";

interface ExportFlags extends ServerFlags {
  from?: number;
  to?: number;
  format: "parquet" | "csv";
}

const DAY_MS = 24 * 3_600_000;
const LAST = Date.UTC(9999, 0);

export function exportCommand(): Command {
  const command = new Command("export")
    .description("write what the store of a running server keeps to files, one for each table and day or month (UTC)")
    .argument("<folder>", "where to; it is made where there is none")
    .option("--from <day>", "first day, such as 2025-07-12 (default: the first there is)", dayFrom)
    .option("--to <day>", "last day (default: the last there is)", dayFrom)
    .addOption(new Option("--format <format>", "of the files").choices(["parquet", "csv"]).default("parquet"))
    .action(async (folder: string, flags: ExportFlags) => {
      const { from = 0, to = LAST, format } = flags;
      const asked = await askServer(flags, `/v1/export?from=${from}&to=${Math.min(LAST, to + DAY_MS - 1)}`, {});
      const { pieces } = (await asked.json()) as { pieces: { table: string; period: string }[] };
      mkdirSync(folder, { recursive: true });
      for (const { table, period } of pieces) {
        const query = new URLSearchParams({ table, period, format });
        const { body } = await askServer(flags, `/v1/export/rows?${query.toString()}`, {});
        const file = path.join(folder, `${table}-${period}.${format}`);
        if (body !== null) await pipeline(Readable.fromWeb(body), createWriteStream(file));
      }
      say(`${pieces.length} files in ${folder}`);
    });
  return registerServerFlags(command);
}

export function importCommand(): Command {
  const command = new Command("import")
    .description("take files of an export into the store of a running server; again is as good as once")
    .argument("<file...>", "files named as export names them: minutes-20250712.parquet")
    .action(async (files: string[], flags: ServerFlags) => {
      for (const file of files) {
        const [, table = "", format = ""] = /^([a-z]+)-\d+\.(parquet|csv)$/.exec(path.basename(file)) ?? [];
        if (table === "") throw new CommandError(`${file}: expected a name such as minutes-20250712.parquet`);
        const query = new URLSearchParams({ table, format });
        const headers = { "content-type": "application/octet-stream" };
        // A stream as body is known to Node and not to the types of fetch.
        const init: RequestInit & { duplex: "half" } = { method: "POST", headers, duplex: "half" };
        Object.assign(init, { body: Readable.toWeb(createReadStream(file)) });
        const answer = await askServer(flags, `/v1/import?${query.toString()}`, init);
        const { rows } = (await answer.json()) as { rows: number };
        say(`${file}: ${rows} rows`);
      }
    });
  return registerServerFlags(command);
}

function dayFrom(text: string): number {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at)) return at;
  throw new InvalidArgumentError("expected a day such as 2025-07-12");
}
