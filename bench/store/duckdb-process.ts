import { createRequire } from "node:module";
import path from "node:path";
import type { DuckDbAnswer, DuckDbRequest } from "./duckdb.ts";

/** As much of @duckdb/node-api as is used. */
interface DuckDbPackage {
  DuckDBInstance: { create(file: string, options: Record<string, string>): Promise<Instance> };
}

interface Instance {
  connect(): Promise<Connection>;
}

interface Connection {
  runAndReadAll(sql: string): Promise<{ getColumnsJson(): unknown[][] }>;
}

const [, , , directory = ""] = process.argv;
const OPTIONS = { threads: "2", memory_limit: "2GB" };
const NOTHING: DuckDbAnswer = { columns: [], wallMs: 0, processorMs: 0 };

try {
  const load = createRequire(path.join(directory, "package.json"));
  const { DuckDBInstance } = load("@duckdb/node-api") as DuckDbPackage;
  const instance = await DuckDBInstance.create(path.join(directory, "rows.duckdb"), OPTIONS);
  const connection = await instance.connect();
  process.on("message", (request: DuckDbRequest) => {
    void answerTo(connection, request).then((answer) => process.send?.(answer));
  });
  // Also in the middle of an answer: the rows go with the bench's folder.
  process.once("disconnect", () => process.exit());
  process.send?.(NOTHING);
} catch (error) {
  process.send?.({ ...NOTHING, error: String(error) });
  process.disconnect();
}

async function answerTo(connection: Connection, { sql, wantsColumns }: DuckDbRequest): Promise<DuckDbAnswer> {
  const before = process.cpuUsage();
  const began = performance.now();
  try {
    const columns = (await connection.runAndReadAll(sql)).getColumnsJson();
    const wallMs = performance.now() - began;
    const { user, system } = process.cpuUsage(before);
    return { columns: wantsColumns ? columns : [], wallMs, processorMs: (user + system) / 1000 };
  } catch (error) {
    return { ...NOTHING, error: String(error) };
  }
}
