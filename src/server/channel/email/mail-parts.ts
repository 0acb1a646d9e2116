import { clippedText } from "../clipped-text.ts";

export const FOOTER = "Sent by Smokewatch. Who gets which messages is set by its routes.";
export const LONGEST_ADDRESS = 2000;

/** `Ana Silva` of `Ana Silva <ana@corp.com>`. */
export function personName(mention: string): string {
  return clippedText(mention.replace(/\s*<[^<>]*>\s*$/, ""), 60);
}
