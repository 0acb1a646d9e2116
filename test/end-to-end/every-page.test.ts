import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriousFaults } from "../support/axe.ts";
import { DESKTOP, excessWidth, hasBrowser, launchBrowser, openPage, PHONE } from "../support/browser.ts";
import { ROOT } from "../support/run-program.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

const HISTORY_TICKS = 300;
const TOKEN = "a-token-for-this-test-only";
/** Pictures of every page, to look at; not kept in the repository. */
const ARTEFACTS = path.join(ROOT, "artefacts", "pages");
/** As wide as a laptop's window is at 200 %. */
const ZOOMED = { width: 640, height: 450 };

/** What no link of a page's own leads to. */
const OTHERS = ["#/channels/routes", "#/nowhere"];

/** Every page of the navigation, so that a new one is looked at too. */
async function pagesOf(page: Page): Promise<string[]> {
  const links = page.locator("nav li:not(.more-pages) a");
  await links.first().waitFor();
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  return [...new Set(hrefs)];
}

/** The first link of a page to one of its things: an incident, a message, a monitor. */
async function detailOf(page: Page, address: string): Promise<string[]> {
  const links = page.locator(`main a[href^="${address}/"]`);
  const href = (await links.count()) === 0 ? null : await links.first().getAttribute("href");
  return href === null ? [] : [href];
}

/** Content, and nothing more on its way. */
async function settled(page: Page): Promise<void> {
  await page.locator("main, dialog[open]").first().waitFor();
  await page.getByText("Loading", { exact: true }).waitFor({ state: "detached" });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
}

describe.skipIf(!hasBrowser)("every page", () => {
  let browser: Browser;
  let product: ServedProduct;

  beforeAll(async () => {
    mkdirSync(ARTEFACTS, { recursive: true });
    const channels = [{ name: "team", kind: "inbox" }];
    [browser, product] = await Promise.all([launchBrowser(), serveProduct(HISTORY_TICKS, { channels })]);
    await product.post([{ status: "denied", count: 150 }]);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
  });

  const looks = [
    { name: "desktop-light", viewport: DESKTOP, colorScheme: "light" },
    { name: "desktop-dark", viewport: DESKTOP, colorScheme: "dark" },
    { name: "phone-light", viewport: PHONE, colorScheme: "light" },
    { name: "phone-dark", viewport: PHONE, colorScheme: "dark" },
    { name: "zoomed", viewport: ZOOMED, colorScheme: "light" },
  ] as const;

  test.each(looks)("can be read and used by everybody: $name", async ({ name, viewport, colorScheme }) => {
    const { page, complaints } = await openPage(browser, product.url, {
      viewport,
      colorScheme,
      reducedMotion: "reduce",
    });
    const faults: Record<string, string[]> = {};
    const look = async (address: string): Promise<void> => {
      // From a blank page, so that each is opened as a link opens it.
      await page.goto("about:blank");
      await page.goto(`${product.url}/${address}`);
      await settled(page);
      const wider = await excessWidth(page);
      const found = [...(await seriousFaults(page)), ...(wider > 0 ? [`${wider} pixels wider than the window`] : [])];
      if (found.length > 0) faults[address] = found;
      const file = address.replaceAll(/[^a-z0-9]+/gi, "-").replace(/^-/, "");
      await page.screenshot({ path: path.join(ARTEFACTS, `${file}-${name}.png`) });
    };
    const details: string[] = [];
    for (const address of await pagesOf(page)) {
      await look(address);
      details.push(...(await detailOf(page, address)));
    }
    expect(details.length).toBeGreaterThanOrEqual(3);
    for (const address of [...details, ...OTHERS]) await look(address);
    for (const keys of ["Control+k", "?"]) {
      await page.goto("about:blank");
      await page.goto(`${product.url}/#/live`);
      await settled(page);
      await page.keyboard.press(keys);
      await page.locator("dialog[open]").waitFor();
      const found = await seriousFaults(page);
      if (found.length > 0) faults[keys] = found;
      await page.screenshot({ path: path.join(ARTEFACTS, `${keys === "?" ? "shortcuts" : "palette"}-${name}.png`) });
    }
    expect(faults).toEqual({});
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.each(["light", "dark"] as const)(
    "signing in, and a server that nothing came to yet, in %s",
    async (colorScheme) => {
      const empty = await serveProduct(0, { token: TOKEN });
      const { page } = await openPage(browser, empty.url, { viewport: PHONE, colorScheme });
      const field = page.getByLabel("Access token");
      await field.waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      await page.screenshot({ path: path.join(ARTEFACTS, `sign-in-${colorScheme}.png`) });
      await field.fill(TOKEN);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Send the first transaction" }).waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      expect(await excessWidth(page)).toBe(0);
      await page.screenshot({ path: path.join(ARTEFACTS, `nothing-yet-${colorScheme}.png`) });
      await page.context().close();
      await empty.stop();
    },
  );
});
