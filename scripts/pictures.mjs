import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium as playwright } from "playwright-core";
import { SMTPServer } from "smtp-server";
import { chromium } from "./chromium.mjs";
import { ROOT } from "./program.mjs";
import { build, install, orExit, requireNode } from "./steps.mjs";
import { say, step } from "./terminal.mjs";

const FOLDER = path.join(ROOT, "docs", "pictures");
const WIDE = { width: 1440, height: 960 };
/** Of the time ranges the one in which the incident is widest. */
const CLOSE_UP = "/#/live?range=15m";
const PHONE = { width: 390, height: 844 };
/** The first fault begins after 40 seconds; some ticks later its shape can be seen. */
const FIRST_INCIDENT_MS = 120_000;
const SHAPE_MS = 70_000;
/** The page measures transactions a second over some pulses. */
const RATE_MS = 6000;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"];

/** Takes every mail and keeps none. */
async function startMailServer() {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on("end", () => done());
    },
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Takes every message, as Slack does. */
async function startSlackReceiver() {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.end("ok"));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** A card that is only kept, a mail, and a message for Slack. */
function channelsFor(mailServer, slackReceiver) {
  const { port } = mailServer.server.address();
  const mail = { host: "127.0.0.1", port, tls: "none", allowPrivate: true };
  const people = { from: "Smokewatch <smokewatch@example.com>", to: ["Payments on call <payments@example.com>"] };
  return [
    { name: "teams", kind: "teams" },
    { name: "mail", kind: "email", ...mail, ...people },
    { name: "slack", kind: "slack", url: `http://127.0.0.1:${slackReceiver.address().port}`, allowPrivate: true },
  ];
}

/** The demonstration as a process of its own; resolves once it has learned. */
function startDemonstration(config) {
  const program = path.join(ROOT, "dist", "cli", "main.js");
  const args = [program, "demo", "--port", "0", "--time-zone", "UTC", "--config", config];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`the demonstration ended with code ${code}:\n${text}`)));
    child.stdout.setEncoding("utf8").on("data", (part) => {
      text += part;
      const url = /dashboard +(http:\S+)/.exec(text)?.[1];
      if (url !== undefined && text.includes("first fault begins")) resolve({ child, url });
    });
  });
}

/** Waits for an incident that fires, then for its shape in the charts. */
async function burning(browser, url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.locator("[data-testid=incident][data-state=firing]").first().waitFor({ timeout: FIRST_INCIDENT_MS });
  await page.waitForTimeout(SHAPE_MS);
  await page.close();
}

/** Takes one picture; `prepare` brings the page to what it shows and may return the part of it to take. */
async function take(browser, url, { name, viewport, colorScheme = "light", scale = 1, prepare }) {
  const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: scale });
  const page = await context.newPage();
  await page.goto(`${url}${CLOSE_UP}`);
  await page.locator("[data-testid=overall-state][data-state=alert]").waitFor();
  const part = await prepare?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(RATE_MS);
  const file = path.join(FOLDER, `${name}.png`);
  await (part ?? page).screenshot({ path: file, animations: "disabled" });
  await context.close();
  say(`  docs/pictures/${name}.png: ${Math.ceil(statSync(file).size / 1024)} KB`);
}

async function openNewestCard(page) {
  await page.locator("[data-testid=inbox-message][data-channel=teams]").first().click();
  await page.locator("[data-testid=teams-card] .ac-adaptiveCard").waitFor();
  return page.locator(".teams");
}

async function openNewestMail(page) {
  await page.locator("[data-testid=inbox-message][data-channel=mail]").first().click();
  await page.frameLocator("[data-testid=mail] iframe").locator("img").waitFor();
  return page.locator("[data-testid=mail]");
}

async function openNewestSlack(page) {
  await page.locator("[data-testid=inbox-message][data-channel=slack]").first().click();
  await page.locator("[data-testid=slack-message] h3").waitFor();
  return page.locator("[data-testid=slack-message]");
}

requireNode();
await orExit(install);
await orExit(build);
const executablePath = await orExit(chromium);
if (executablePath === undefined) process.exit(1);
mkdirSync(FOLDER, { recursive: true });
const folder = mkdtempSync(path.join(tmpdir(), "smokewatch-pictures-"));
const config = path.join(folder, "smokewatch.yaml");
const mailServer = await startMailServer();
const slackReceiver = await startSlackReceiver();
writeFileSync(config, JSON.stringify({ channels: channelsFor(mailServer, slackReceiver) }));
const { child, url } = await startDemonstration(config);
const browser = await playwright.launch({ executablePath, args: FLAGS });
try {
  await step("waiting for the first incident of the demonstration", () => burning(browser, url));
  await take(browser, url, { name: "dashboard-light", viewport: WIDE });
  await take(browser, url, { name: "dashboard-dark", viewport: WIDE, colorScheme: "dark" });
  await take(browser, url, { name: "phone", viewport: PHONE, scale: 1.5 });
  await take(browser, url, { name: "inbox", viewport: WIDE, scale: 1.5, prepare: openNewestCard });
  await take(browser, url, { name: "mail", viewport: WIDE, scale: 1.5, prepare: openNewestMail });
  await take(browser, url, { name: "slack", viewport: WIDE, scale: 1.5, prepare: openNewestSlack });
} finally {
  await browser.close();
  child.removeAllListeners("close");
  child.kill("SIGTERM");
  mailServer.close();
  slackReceiver.close();
  rmSync(folder, { recursive: true });
}
