import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Path of one of the two real days or the checkout tables, such as `transactions_1.csv`; undefined where they are not at hand. */
export function caseFile(name: string): string | undefined {
  const named = process.env["SMOKEWATCH_CASE"] ?? "";
  const folders = [...(named === "" ? [] : [named]), path.join(ROOT, "case"), path.join(ROOT, "../shared/case")];
  return folders.map((folder) => path.resolve(folder, name)).find((file) => existsSync(file));
}

/**
 * Paths of all the named files, or undefined when one is missing:
 *
 *   const days = caseFiles("transactions_1.csv", "transactions_2.csv");
 *   test.skipIf(days === undefined)("the storm of day 1 is found", …)
 */
export function caseFiles(...names: string[]): string[] | undefined {
  const files = names.map(caseFile).filter((file) => file !== undefined);
  return files.length === names.length ? files : undefined;
}
