/** The bench, or the process that it starts for DuckDB. */
if (process.argv[2] === "--duckdb") await import("./duckdb-process.ts");
else await import("./run.ts");
