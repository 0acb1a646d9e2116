import { parseArgs } from "node:util";

/** What the command line asks for; prints `usage` and ends when that is not understood. */
export function seedOptions(usage: string): { seed: number; isLong: boolean } {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      long: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const seed = Number(values.seed);
  if (values.help || !Number.isSafeInteger(seed)) {
    process.stderr.write(`${usage}\n`);
    process.exit(2);
  }
  return { seed, isLong: values.long };
}
