import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmbeddedEngine, Statement } from "./embedded-engine.ts";

const NAME = /^[A-Za-z_]\w*$/;
/** Parameters of a statement stand in its address, and a query to be checked is one of them. */
const LONGEST_HEAD = 1_048_576;
/** Longer paths of sockets are cut off by the system. */
const LONGEST_SOCKET_PATH = 100;

/** As much of ClickHouse's HTTP interface as @clickhouse/client speaks. */
export function createEngineServer(engine: EmbeddedEngine): Server {
  return createServer(
    { maxHeaderSize: LONGEST_HEAD, keepAliveTimeout: 60_000, requestTimeout: 0 },
    (request, response) => {
      void answer(engine, request, response).catch((error: unknown) => refuse(response, error));
    },
  );
}

/** Only this user can open it: the folder is theirs alone, and so is the socket. */
export async function listenOnSocket(server: Server, directory: string): Promise<string> {
  const name = `engine-${process.pid}.sock`;
  const near = join(directory, name);
  const path = near.length <= LONGEST_SOCKET_PATH ? near : join(mkdtempSync(join(tmpdir(), "smokewatch-")), name);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return path;
}

async function answer(engine: EmbeddedEngine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://engine");
  if (url.pathname === "/ping") {
    response.end("Ok.\n");
    return;
  }
  const given = url.searchParams.get("query");
  const statement = statementIn(url, given ?? (await bodyOf(request)));
  response.on("close", () => {
    if (!response.writableEnded) void engine.cancel(statement.id).catch(() => undefined);
  });
  const hasData = given !== null && /^\s*INSERT\b/i.test(given);
  const bytes = hasData ? await engine.insert(statement, request) : await engine.run(statement);
  response.setHeader("x-clickhouse-query-id", statement.id);
  response.end(bytes);
}

function statementIn(url: URL, query: string): Statement {
  const settings = new Map<string, string>();
  const parameters = new Map<string, string>();
  for (const [key, value] of url.searchParams) {
    if (key === "query" || key === "query_id" || key === "database" || key === "default_format") continue;
    const isParameter = key.startsWith("param_");
    const name = isParameter ? key.slice("param_".length) : key;
    if (!NAME.test(name)) throw new Error(`Code: 36. DB::Exception: not a name: ${name}. (BAD_ARGUMENTS)`);
    (isParameter ? parameters : settings).set(name, value);
  }
  const database = url.searchParams.get("database");
  if (database !== null && !NAME.test(database))
    throw new Error("Code: 36. DB::Exception: not a name. (BAD_ARGUMENTS)");
  return {
    id: url.searchParams.get("query_id") ?? randomUUID(),
    query,
    settings,
    parameters,
    defaultFormat: url.searchParams.get("default_format") ?? "TabSeparated",
    database,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

/** A refusal of the engine, as its HTTP interface tells it. */
function refuse(response: ServerResponse, error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const code = /Code: (\d+)/.exec(text)?.[1] ?? "1001";
  if (!response.headersSent) response.writeHead(500, { "x-clickhouse-exception-code": code });
  response.end(text.startsWith("Code: ") ? text : `Code: ${code}. DB::Exception: ${text}. (STD_EXCEPTION)`);
}
