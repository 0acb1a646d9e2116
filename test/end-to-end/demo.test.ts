import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launchBrowser, openPage } from "../support/browser.ts";
import { isGroupAlive, PROGRAM, signalGroup, startProgram, type Started } from "../support/run-program.ts";

const FIRST_INCIDENT_MS = 120_000;

describe.skipIf(!hasBrowser)("smokewatch demo", () => {
  let browser: Browser;
  let demo: Started | null = null;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterEach(() => {
    if (demo !== null && isGroupAlive(demo)) signalGroup(demo, "SIGKILL");
  });

  afterAll(() => browser.close());

  test("shows live traffic at once, and inside two minutes an incident with its reason and its message", async () => {
    const startedAt = Date.now();
    demo = startProgram(process.execPath, [PROGRAM, "demo", "--port", "0"]);
    const [, url = ""] = await demo.printed(/dashboard +(http:\S+)/, 20_000);
    const { page, complaints } = await openPage(browser, url);
    const left = (): number => FIRST_INCIDENT_MS - (Date.now() - startedAt);

    await demo.printed(/the first fault begins/, 40_000);
    await page.waitForSelector("[data-testid=overall-state][data-state=calm]", { timeout: 30_000 });
    const before = await page.getByTestId("status-approved").innerText();
    await page.waitForFunction(
      (text) => document.querySelector<HTMLElement>("[data-testid=status-approved]")?.innerText !== text,
      before,
      { timeout: 25_000 },
    );

    const incident = page.locator("[data-testid=incident][data-state=firing]").first();
    await incident.waitFor({ timeout: left() });
    expect(await incident.innerText()).toMatch(/denied/i);
    await incident.click();
    await page.getByText("What is affected").waitFor();
    await page.goto(`${url}/#/`);
    await page.locator("[data-testid=inbox-message]").first().click();
    await page.locator("[data-testid=teams-card] .ac-adaptiveCard").waitFor({ timeout: 15_000 });
    expect(left()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);

    signalGroup(demo, "SIGINT");
    const { code, stdout, stderr } = await demo.ended;
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("stopped");
    expect(stderr).toBe("");
  });
});
