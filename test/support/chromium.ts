import { existsSync } from "node:fs";

/** Path of the browser that `npm test` found, or Debian's; undefined where there is none. */
export function chromiumPath(): string | undefined {
  const places = [process.env["SMOKEWATCH_CHROMIUM"], "/usr/bin/chromium"];
  return places.find((place) => place !== undefined && existsSync(place));
}

/** Where a sandbox needs rights that a test run does not have, and where nothing may be fetched. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
