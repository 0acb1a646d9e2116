import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const ASSETS = path.resolve("dist/dashboard/assets");
/** Fetched only by those who write SQL or open a Teams message. */
const ON_DEMAND = /^(?:sql-editor|card-renderer)-/;

/** Kilobytes of all scripts, compressed, without what is large and fetched on demand. */
export function scriptKb(): number {
  const scripts = readdirSync(ASSETS).filter((name) => name.endsWith(".js") && !ON_DEMAND.test(name));
  return (
    scripts.reduce((sum, name) => sum + gzipSync(readFileSync(path.join(ASSETS, name)), { level: 9 }).length, 0) / 1024
  );
}
