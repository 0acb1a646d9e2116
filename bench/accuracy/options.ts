import { parseArgs } from "node:util";

export const USAGE = `npm run bench:accuracy                    a table in less than a minute
npm run bench:accuracy -- --long          the record: more series, a better oracle, one false alarm a month too
npm run bench:accuracy -- --seed 2        other traffic
npm run bench:accuracy -- --cells         minutes to an alert for every kind of incident besides
npm run bench:accuracy -- --readme        writes the table into README.md too`;

export interface Options {
  seed: number;
  isLong: boolean;
  hasCells: boolean;
  writesReadme: boolean;
}

/** Undefined for words that are not understood, and for a call for help. */
export function optionsFrom(words: readonly string[]): Options | undefined {
  const options = {
    seed: { type: "string", default: "1" },
    long: { type: "boolean", default: false },
    cells: { type: "boolean", default: false },
    readme: { type: "boolean", default: false },
  } as const;
  try {
    const { values } = parseArgs({ args: [...words], options });
    const seed = Number(values.seed);
    if (!Number.isSafeInteger(seed) || seed < 0) return undefined;
    return { seed, isLong: values.long, hasCells: values.cells, writesReadme: values.readme };
  } catch {
    return undefined;
  }
}
