import { existsSync } from "node:fs";
import { run } from "./program.mjs";
import { say, step } from "./terminal.mjs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of a Chromium for the browser tests, installed first where that is possible; undefined where there is none. */
export async function chromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    say(
      "  No Chromium found: the browser tests cannot run. Install Chromium or Chrome, or name one in SMOKEWATCH_CHROMIUM.",
    );
    return undefined;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await step("installing Chromium for the browser tests", async () => {
    await run("apt-get", ["update"], { env });
    await run("apt-get", ["install", "-y", "chromium", "fonts-dejavu-core"], { env });
  });
  return findChromium();
}

function findChromium() {
  return [process.env.SMOKEWATCH_CHROMIUM, ...PLACES].find((place) => place !== undefined && existsSync(place));
}
