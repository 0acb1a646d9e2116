import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createChdbEngine } from "../../src/server/store/chdb/chdb.ts";
import { createClickHouseStore } from "../../src/server/store/clickhouse/clickhouse.ts";
import { Database, DATABASE } from "../../src/server/store/clickhouse/database.ts";
import type { EngineAddress } from "../../src/server/store/engine.ts";
import { startDuckDb } from "./duckdb.ts";
import { measureFlush, measureQuestions } from "./measure.ts";
import { questionsAt } from "./questions.ts";
import { DIMENSIONS, fill } from "./rows.ts";
import { tell } from "./tell.ts";

/**
 * How long the dashboard's questions to the store take, beside the same questions to DuckDB on the rows themselves and beside
 * `SELECT 1` of the store's engine, one after the other in each round; and what a flush costs. `npm run bench:store -- [days] [rounds]`.
 */
const days = Number(process.argv[2] ?? 30);
const rounds = Number(process.argv[3] ?? 25);

const directory = mkdtempSync(path.join(tmpdir(), "smokewatch-bench-"));
const engine = createChdbEngine({ directory, program: path.resolve("dist/server/store/chdb/engine-process.js") });
let address: EngineAddress | undefined;
const store = createClickHouseStore({
  engine: {
    kind: engine.kind,
    start: (events) => {
      engine.start({
        ...events,
        onUp: (given) => {
          address = given;
          events.onUp(given);
        },
      });
    },
    close: () => engine.close(),
  },
  dimensions: DIMENSIONS,
  timeZone: "America/Sao_Paulo",
  keep: { minutes: 36_500, totals: 36_500, verdicts: 36_500, incidents: 36_500 },
  limits: { seconds: 60, memoryBytes: 2e9, rows: 1e6 },
});
const duckDb = await startDuckDb(directory).catch((error: unknown) => {
  const [line] = String(error).split("\n");
  tell(
    `DuckDB could not be installed, so nothing is compared with it; npm has to reach its registry for that. ${line}`,
  );
  return undefined;
});

try {
  const database = new Database(await opened());
  await measure(database);
  await database.close();
} finally {
  await duckDb?.close();
  await store.close();
  rmSync(directory, { recursive: true });
}

async function opened(): Promise<EngineAddress> {
  while (store.state === "opening" || store.state === "failed") await new Promise((resolve) => setTimeout(resolve, 20));
  if (address === undefined) throw new Error(store.trouble ?? "there is no engine");
  return address;
}

async function measure(database: Database): Promise<void> {
  const began = performance.now();
  await fill(database, duckDb, days);
  const [size] = await database.rows<{ counted: number; bytes: number }>(
    `SELECT sumIf(rows, table = 'minutes') AS counted, sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND database = '${DATABASE}'`,
  );
  const { counted = 0, bytes = 0 } = size ?? {};
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  tell(`${counted} rows in ${seconds} s, ${(bytes / counted).toFixed(2)} bytes a row on disk, all tables`);
  await measureQuestions({ store, database, duckDb, engineId: engine.processId, questions: questionsAt(days), rounds });
  await measureFlush(store, engine.processId, days);
}
