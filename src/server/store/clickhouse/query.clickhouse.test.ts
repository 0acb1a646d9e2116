import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minuteRow, NOON, startStore, storeRows, type StartedStore } from "../../../../test/support/started-store.ts";
import { type Question, QueryRefused } from "../store.ts";

let started: StartedStore;
/** A folder with a file that no query may read. */
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "smokewatch-secret-"));
  writeFileSync(path.join(folder, "secret.csv"), "hidden\n");
  started = await startStore({ limits: { seconds: 2, memoryBytes: 300_000_000, rows: 50_000 } });
  const minutes = ["approved", "denied"].flatMap((status) =>
    ["aurora", "borealis"].map((issuer) => minuteRow({ status, count: 3, dimensions: { issuer } })),
  );
  await started.store.write(storeRows({ minutes }), 1);
});

afterAll(async () => {
  await started.close();
  rmSync(folder, { recursive: true });
});

async function textOf(question: Partial<Question> & { sql: string }, signal = new AbortController().signal) {
  const whole: Question = { parameters: {}, format: "json", maxRows: undefined, ...question };
  const pieces: Buffer[] = [];
  for await (const piece of await started.store.query(whole, signal)) pieces.push(Buffer.from(piece as Buffer));
  return Buffer.concat(pieces);
}

async function answer(sql: string, question: Partial<Question> = {}): Promise<Record<string, unknown>> {
  return JSON.parse((await textOf({ sql, ...question })).toString()) as Record<string, unknown>;
}

async function refusal(sql: string, parameters: Record<string, string> = {}): Promise<QueryRefused> {
  const error: unknown = await textOf({ sql, parameters }).then(
    (text) => new Error(`answered: ${text.toString().slice(0, 200)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof QueryRefused) return error;
  throw error;
}

describe("an answer", () => {
  test("has columns with their types, rows, and how many", async () => {
    const sql = "SELECT status, sum(count) AS n FROM minute_counts GROUP BY status ORDER BY status";
    expect(await answer(sql)).toEqual({
      columns: [
        { name: "status", type: "LowCardinality(String)" },
        { name: "n", type: "Int64" },
      ],
      rows: [
        ["approved", 6],
        ["denied", 6],
      ],
      rowCount: 2,
      truncated: false,
      elapsedMs: expect.any(Number) as number,
      rowsRead: 4,
      bytesRead: expect.any(Number) as number,
    });
  });

  test("is cut off at 10,000 rows in JSON, and says so", async () => {
    expect(await answer("SELECT number FROM numbers(10_000)")).toMatchObject({ rowCount: 10_000, truncated: false });
    expect(await answer("SELECT number FROM numbers(10_001)")).toMatchObject({ rowCount: 10_000, truncated: true });
    expect(await answer("SELECT number FROM numbers(9)", { maxRows: 2 })).toMatchObject({
      rows: [[0], [1]],
      truncated: true,
    });
    const union = "SELECT number FROM numbers(3) UNION ALL SELECT number FROM numbers(3)";
    expect(await answer(union, { maxRows: 4 })).toMatchObject({ rowCount: 4, truncated: true });
  });

  test("without a row is an answer too", async () => {
    expect(await answer("SELECT 1 AS one WHERE 0")).toMatchObject({
      columns: [{ name: "one" }],
      rows: [],
      rowCount: 0,
    });
  });

  test("comes as NDJSON, CSV, Arrow and Parquet", async () => {
    const sql = "SELECT number AS n, 'a,\"b' AS t FROM numbers(2)";
    expect((await textOf({ sql, format: "ndjson" })).toString()).toBe('{"n":0,"t":"a,\\"b"}\n{"n":1,"t":"a,\\"b"}\n');
    expect((await textOf({ sql, format: "csv" })).toString()).toBe('"n","t"\n0,"a,""b"\n1,"a,""b"\n');
    const arrow = await textOf({ sql, format: "arrow" });
    // An Arrow stream begins with a continuation mark and ends with an empty message.
    expect([...arrow.subarray(0, 4), ...arrow.subarray(-8)]).toEqual([
      255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0,
    ]);
    const parquet = await textOf({ sql, format: "parquet" });
    expect([parquet.subarray(0, 4).toString(), parquet.subarray(-4).toString()]).toEqual(["PAR1", "PAR1"]);
  });

  test("has the values of parameters, whatever is in them", async () => {
    const parameters = { text: "it's \\ a\n\ttext'; DROP TABLE minutes", number: "41" };
    const { rows } = await answer("SELECT {text:String}, {number:UInt8} + 1", { parameters });
    expect(rows).toEqual([[parameters.text, 42]]);
  });

  test.each([
    "SELECT countIf(count > 1), quantile(0.9)(count), sumOrNull(count), argMaxIf(status, count, 1) FROM minute_counts WHERE status IN ('approved', 'denied') AND NOT count = 0",
    "WITH x AS (SELECT status, sum(count) AS c FROM minute_counts GROUP BY 1 HAVING c > 0) SELECT * FROM x WHERE status IN (SELECT status FROM x) ORDER BY ALL LIMIT 1 BY status LIMIT 5",
    "SELECT CASE WHEN 1 = 1 THEN 'a' ELSE 'b' END, CAST(1 AS Float64), 1::String, [1, 2][1], (1, 2).1, toDate('2025-01-01') + INTERVAL 1 DAY, 1 BETWEEN 0 AND 2, EXISTS(SELECT 1), 'a' || 'b', 5 % 2, date_trunc('hour', now()), arrayMap(x -> x * 2, [1, 2])",
    "SELECT hour, count, lagInFrame(count) OVER (PARTITION BY status ORDER BY hour) AS before FROM status_per_hour ORDER BY hour WITH FILL STEP 3600 LIMIT 3",
    "SELECT * EXCEPT(amount_minor) REPLACE(count * 2 AS count) FROM smokewatch.status_per_minute WHERE minute > now() - INTERVAL 1 YEAR",
    "SELECT m.status, v.value FROM minute_counts AS m LEFT JOIN verdict_history AS v USING (status)",
    "SELECT 1 AS a UNION ALL SELECT 2 INTERSECT SELECT 2",
    "SELECT * FROM minutes FINAL",
    "SELECT table, column FROM catalog",
  ])("is given to %s", async (sql) => {
    expect((await answer(sql))["columns"]).not.toEqual([]);
  });
});

describe("what a query may name", () => {
  test("is listed: tables with their columns, functions that are allowed, and the limits", async () => {
    const { tables, functions, limits } = await started.store.vocabulary();
    const columns = tables.find(({ name }) => name === "status_per_minute")?.columns;
    expect(columns?.map(({ name }) => name)).toEqual(["minute", "status", "count", "amount_minor"]);
    expect(functions).toEqual(expect.arrayContaining(["sum", "toStartOfHour", "numbers"]));
    expect(functions).not.toContain("file");
    expect(limits).toEqual({ seconds: 2, memoryBytes: 300_000_000, rows: 50_000, jsonRows: 10_000 });
  });
});

describe("a query that cannot be answered", () => {
  test("is told the place of a fault", async () => {
    const { fault, message } = await refusal("SELECT status\nFORM minutes x");
    expect(fault).toBe("invalid");
    expect(message).toMatch(/^syntax error at line 2, column 6, at minutes: expected /);
    expect((await refusal("SELECT nothing FROM minutes")).message).toBe("Unknown expression identifier `nothing`");
    expect((await refusal("SELECT * FROM absent")).message).toMatch(/Unknown table expression identifier 'absent'/);
    expect((await refusal("SELECT {x:String}")).message).toMatch(/`x` is not set: give it in parameters/);
    expect((await refusal("  ")).message).toBe("there is no query");
  });

  test.each([
    ["SELECT status\nFORM minutes x", { line: 2, column: 6, length: 7 }],
    ["SELECT status,\n  nothing FROM minutes", { line: 2, column: 3, length: 7 }],
    ["SELECT *\nFROM absent", { line: 2, column: 6, length: 6 }],
    ["SELECT *\nFROM system.users", { line: 2, column: 6, length: 12 }],
    ["SELECT\n nosuch(1)", { line: 2, column: 2, length: 6 }],
    ["SELECT\n {x:String}", { line: 2, column: 3, length: 1 }],
    ["SELECT 1 +\n", { line: 2, column: 1, length: 0 }],
  ])("is told where the fault lies, for programs: %s", async (sql, place) => {
    expect((await refusal(sql)).place).toEqual(place);
  });

  test.each([
    ["time", "SELECT count() FROM numbers(1e12) WHERE sipHash64(number) = 1", "queryMaxSeconds"],
    ["time", "SELECT count() FROM numbers(1e6) AS a, numbers(1e6) AS b", "queryMaxSeconds"],
    ["memory", "SELECT length(groupArray(number)) FROM numbers(1e9)", "queryMaxMemoryMb"],
    ["memory", "SELECT arrayMap(x -> arrayMap(y -> x * y, range(10000)), range(10000))", "queryMaxMemoryMb"],
    ["memory", "SELECT repeat('x', 1000000) FROM numbers(5000)", "queryMaxMemoryMb"],
  ])("because of %s is told which limit it reached: %s", async (_, sql, setting) => {
    const { fault, message } = await refusal(sql);
    expect(fault).toBe("too-costly");
    expect(message).toContain(setting);
  });

  test("because of rows is told so, and nothing of it comes", async () => {
    await expect(textOf({ sql: "SELECT number FROM numbers(50_001)", format: "csv" })).rejects.toThrow(
      "the answer has more than 50,000 rows, or too many bytes; add LIMIT, give maxRows, or raise queryMaxRows",
    );
    const cut = await textOf({ sql: "SELECT number FROM numbers(50_001)", format: "csv", maxRows: 2 });
    expect(cut.toString()).toBe('"number"\n0\n1\n');
  });

  test("is ended when whoever asked goes away", async () => {
    const gone = new AbortController();
    const asked = textOf({ sql: "SELECT count() FROM numbers(1e12) WHERE sipHash64(number) = 3" }, gone.signal);
    setTimeout(() => gone.abort(), 100);
    const began = performance.now();
    await expect(asked).rejects.toThrow(/abort/i);
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test("does not keep others from an answer", async () => {
    const slow = Array.from({ length: 6 }, () => refusal("SELECT count() FROM numbers(1e12)"));
    expect(await answer("SELECT 1")).toMatchObject({ rows: [[1]] });
    await expect(
      started.store.write(storeRows({ minutes: [minuteRow({ minute: NOON + 60_000 })] }), 2),
    ).resolves.toBeUndefined();
    expect((await Promise.all(slow)).map(({ fault }) => fault)).toEqual(Array.from({ length: 6 }, () => "too-costly"));
  });
});

describe("a query that wants more than to read", () => {
  const attacks = (): string[] => {
    const file = path.join(folder, "secret.csv");
    return [
      `SELECT * FROM file('${file}', 'LineAsString')`,
      `SELECT file('${file}')`,
      `SELECT * FROM \`${file}\``,
      `SELECT * FROM '${file}'`,
      `SELECT 1 WHERE 'hidden' IN file('${file}', 'LineAsString', 'a String')`,
      `SELECT * APPLY(file) FROM (SELECT '${file}')`,
      `SELECT * REPLACE(file(f) AS f) FROM (SELECT '${file}' AS f)`,
      `SELECT arrayMap(f -> file(f), ['${file}'])`,
      `WITH (f -> file(f)) AS read SELECT read('${file}')`,
      `SELECT FILE('${file}')`,
      `DESCRIBE file('${file}', 'LineAsString')`,
      `SELECT 1 INTO OUTFILE '${folder}/written.csv'`,
      `SELECT * FROM (SELECT 1) INTO OUTFILE '${folder}/written.csv' TRUNCATE FORMAT CSV`,
      `INSERT INTO FUNCTION file('${folder}/written.csv') SELECT 1`,
      `SELECT * FROM filesystem('/')`,
      `SELECT * FROM sqlite('${file}', 'x')`,
      `SELECT catboostEvaluate('${file}', 1)`,
      "SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'a String')",
      "SELECT * FROM s3('https://bucket.s3.amazonaws.com/a', 'CSV', 'a String')",
      "SELECT * FROM remote('127.0.0.1:9000', system.one)",
      "SELECT * FROM cluster('default', system.one)",
      "SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
      "SELECT * FROM postgresql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
      "SELECT * FROM mongodb('127.0.0.1:1', 'a', 'b', 'c', 'd', 'e String')",
      "SELECT * FROM redis('127.0.0.1:1', 'a', 'a String')",
      "SELECT * FROM executable('cat', 'TSV', 'a String')",
      "SELECT * FROM jdbc('a', 'b')",
      "SELECT * FROM input('a Int8')",
      "SELECT dictGet('a', 'b', 1)",
      "SELECT * FROM dictionary('a')",
      "SELECT * FROM merge('system', '.*')",
      "SELECT * FROM loop(system.one)",
      "SELECT * FROM view(SELECT * FROM system.settings)",
      "SELECT * FROM eval('SELECT * FROM system.settings')",
      "INSERT INTO minutes (status) VALUES ('x')",
      "DROP TABLE minutes",
      "TRUNCATE TABLE minutes",
      "ALTER TABLE minutes DELETE WHERE 1",
      "DELETE FROM minutes WHERE 1",
      "CREATE TABLE other (a Int8) ENGINE = Memory",
      "CREATE TEMPORARY TABLE other (a Int8)",
      "CREATE FUNCTION f AS x -> x",
      "RENAME TABLE minutes TO others",
      "OPTIMIZE TABLE minutes",
      "SET readonly = 0",
      "SET max_execution_time = 0",
      "SELECT 1 SETTINGS max_execution_time = 0",
      "SELECT * FROM (SELECT 1 SETTINGS readonly = 0)",
      "SELECT 1 FORMAT Null",
      "USE system",
      "KILL QUERY WHERE 1",
      "SYSTEM SHUTDOWN",
      "SYSTEM FLUSH LOGS",
      "BACKUP TABLE minutes TO File('x')",
      "GRANT ALL ON *.* TO default",
      "EXECUTE AS default SELECT 1",
      "ATTACH TABLE minutes",
      "SHOW GRANTS",
      "SHOW CREATE TABLE minutes",
      "SHOW PROCESSLIST",
      "EXPLAIN SELECT 1",
      "SELECT * FROM system.settings",
      "SELECT * FROM system.processes",
      "SELECT * FROM `system`.`users`",
      "SELECT * FROM `system.users`",
      "SELECT * FROM information_schema.tables",
      "SELECT 1 WHERE 'readonly' IN system.settings",
      "SELECT 1 WHERE 'x' NOT IN (system.settings)",
      "SELECT 1 WHERE globalIn('x', system.one)",
      "SELECT m.status FROM minutes AS m JOIN system.one AS o ON 1",
      "WITH x AS (SELECT * FROM system.users) SELECT * FROM x",
      "SELECT (SELECT count() FROM system.users)",
      "SELECT 1 UNION ALL SELECT count() FROM system.users",
      "SELECT hasColumnInTable('system', 'users', 'name')",
      "SELECT joinGet('a', 'b', 1)",
      "SELECT getSetting('readonly'), getServerPort('tcp_port'), getMacro('a')",
      "SELECT getServerSetting('max_connections')",
      "SELECT hostName(), FQDN(), version(), buildId(), currentUser()",
      "SELECT showCertificate()",
      "SELECT filesystemAvailable()",
      "SELECT addressToLine(1)",
      "SELECT sleep(3)",
      "SELECT sleepEachRow(1) FROM numbers(100)",
      "SELECT aiGenerate('x', 'y')",
      "SELECT 1; DROP TABLE minutes",
      "SELECT 1; SELECT 2",
      "SELECT * FROM `minutes\n  Function plus`",
      "SELECT `a (children 1)\n     Identifier b` IN system.one",
    ];
  };

  test("is refused, every one", async () => {
    const answers: string[] = [];
    for (const sql of attacks()) {
      try {
        answers.push(`${sql}: ${(await textOf({ sql })).toString().slice(0, 100)}`);
      } catch (error) {
        if (!(error instanceof QueryRefused) || error.fault !== "invalid") answers.push(`${sql}: ${String(error)}`);
        if (String(error).includes("hidden")) answers.push(`${sql}: tells what is in the file`);
      }
    }
    expect(answers).toEqual([]);
    expect(existsSync(path.join(folder, "written.csv"))).toBe(false);
  });

  test("cannot bring a table or a function in by a parameter", async () => {
    const { message } = await refusal("SELECT * FROM {t:Identifier}", { t: "system.users" });
    expect(message).toMatch(/^table system\.users cannot be read/);
    expect((await refusal("SELECT 1 IN {t:Identifier}", { t: "system.one" })).fault).toBe("invalid");
    const sql = "SELECT count() > 0 FROM {t:Identifier}";
    expect(await answer(sql, { parameters: { t: "minute_counts" } })).toMatchObject({ rows: [[1]] });
    expect((await refusal(sql, { t: "system.users" })).fault).toBe("invalid");
  });

  test("cannot raise its own limits", async () => {
    const { message } = await refusal("SELECT 1 SETTINGS max_memory_usage = 0");
    expect(message).toBe(
      "nothing can be written, changed or set here: Cannot modify 'max_memory_usage' setting in readonly mode",
    );
  });

  test("leaves everything as it was", async () => {
    const { rows } = await answer(
      "SELECT sum(count) FROM minute_counts WHERE minute = toDateTime('2026-03-02 09:00:00')",
    );
    expect(rows).toEqual([[12]]);
    expect(started.store.state).toBe("ready");
  });
});
