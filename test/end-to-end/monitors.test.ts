import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriousFaults } from "../support/axe.ts";
import { DESKTOP, excessWidth, hasBrowser, launchBrowser, openPage, PHONE } from "../support/browser.ts";
import { ROOT } from "../support/run-program.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

const HISTORY_TICKS = 1500;
const PATIENCE_MS = 20_000;
const PICTURES = path.join(ROOT, "artefacts", "pages");

describe.skipIf(!hasBrowser)("monitors, in a browser", () => {
  let browser: Browser;
  let product: ServedProduct;

  beforeAll(async () => {
    [browser, product] = await Promise.all([launchBrowser(), serveProduct(HISTORY_TICKS)]);
    await product.play(30, { denied: 4 });
    await product.play(60);
    mkdirSync(PICTURES, { recursive: true });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await product.stop();
  });

  const settled = (page: Page) =>
    page.getByLabel("Working it out").waitFor({ state: "detached", timeout: PATIENCE_MS });

  test("one is tried on the past as it is changed, saved, seen as changed, and undone", async () => {
    const { page, complaints } = await openPage(browser, `${product.url}/#/monitors`);
    await page.getByRole("main").getByTestId("monitor").click();
    await page.getByRole("link", { name: "Change it, and see what it would have told" }).click();
    const outcome = page.getByTestId("outcome");
    await outcome.getByText("At most 1 a week: 1 incident", { exact: false }).waitFor({ timeout: PATIENCE_MS });
    expect(await page.getByTestId("cardinality").innerText()).toBe("It watches 1 scope, 7 series.");
    await settled(page);

    const slider = page.getByRole("slider");
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByTestId("budget").innerText()).toBe("at most 2 a week");
    expect(await outcome.innerText()).toContain("At most 2 a week");
    expect(await seriousFaults(page)).toEqual([]);
    await page.screenshot({ path: path.join(PICTURES, "monitor-editor.png"), fullPage: true });

    await page.getByRole("button", { name: "Save" }).click();
    await page.getByLabel("Your name").fill("Ana");
    await page.getByRole("button", { name: "Continue" }).click();
    const main = page.getByRole("main");
    await main.getByTestId("monitor").getByText("at most 2 a week").waitFor({ timeout: PATIENCE_MS });
    const change = main.getByTestId("monitor-change");
    await change.getByText("was changed from at most 1 a week to at most 2 a week").waitFor({ timeout: PATIENCE_MS });
    expect(await change.innerText()).toContain("Ana");
    await change.getByRole("button").click();
    await main.getByTestId("monitor").getByText("at most 1 a week").waitFor({ timeout: PATIENCE_MS });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a rule that is mistyped is told beside it, and nothing can be saved until it is mended", async () => {
    const { page } = await openPage(browser, `${product.url}/#/monitors?edit=new`, { viewport: PHONE });
    await page.getByLabel("Name", { exact: true }).fill("denials");
    const save = page.getByRole("button", { name: "Save" });
    await page.getByRole("button", { name: "Add a rule" }).click();
    await page.getByLabel("Condition").fill("deneid > 20");
    await page.getByTestId("rule").getByText('got "deneid"', { exact: false }).waitFor({ timeout: PATIENCE_MS });
    expect(await save.isDisabled()).toBe(true);
    await page.getByLabel("Condition").fill("denied > 20");
    await expect.poll(() => save.isEnabled(), { timeout: PATIENCE_MS }).toBe(true);
    expect(await excessWidth(page)).toBe(0);
    await page.context().close();
  });

  test("before the last of a dimension is removed it is said what that costs, and another's change is not overwritten", async () => {
    const monitor = { name: "issuers", by: "issuer" };
    const ask = (method: string, address: string, body: object) =>
      fetch(`${product.url}/v1/monitors${address}`, { method, body: JSON.stringify(body) });
    expect((await ask("POST", "", { monitor })).status).toBe(200);
    const { page } = await openPage(browser, `${product.url}/#/monitors/issuers?edit=1`, { viewport: DESKTOP });
    await page.getByRole("button", { name: "Save" }).waitFor({ timeout: PATIENCE_MS });
    expect((await ask("PUT", "/issuers", { monitor: { ...monitor, limit: 5 } })).status).toBe(200);
    await page.getByLabel("Most values that are judged alone").fill("7");
    const save = page.getByRole("button", { name: "Save" });
    await expect.poll(() => save.isEnabled(), { timeout: PATIENCE_MS }).toBe(true);
    await save.click();
    await page.getByLabel("Your name").fill("Ana");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Somebody else changed this monitor", { exact: false }).waitFor({ timeout: PATIENCE_MS });
    await page.getByRole("button", { name: "Remove this monitor" }).click();
    await page
      .getByRole("alert")
      .getByText("all that was learnt is forgotten", { exact: false })
      .waitFor({ timeout: PATIENCE_MS });
    await page.getByRole("button", { name: "Remove it all the same" }).click();
    await expect.poll(() => page.getByRole("main").getByTestId("monitor").count(), { timeout: PATIENCE_MS }).toBe(1);
    await page.context().close();
  });
});
