import { type ReadOption, readOptions } from "../../core/analysis/infer/read-options.ts";

/** How files can be said to be read, where what is inferred is wrong. */
export function listReadOptions(): readonly Pick<ReadOption, "name" | "help" | "expected">[] {
  return readOptions;
}
