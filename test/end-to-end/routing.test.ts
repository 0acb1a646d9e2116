import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { excessWidth, hasBrowser, launchBrowser, openPage, PHONE } from "../support/browser.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

const HISTORY_TICKS = 30;
const PATIENCE_MS = 15_000;

describe.skipIf(!hasBrowser)("where an incident would go, in a browser", () => {
  let browser: Browser;
  let product: ServedProduct;

  beforeAll(async () => {
    const channels = [
      { name: "team", kind: "inbox" },
      { name: "pager", kind: "inbox" },
    ];
    const routes = [
      { name: "critical", severity: "critical", channels: ["pager"], remind: "1h" },
      { name: "denials", match: ["status=denied"], channels: ["team"] },
    ];
    [browser, product] = await Promise.all([launchBrowser(), serveProduct(HISTORY_TICKS, { channels, routes })]);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
  });

  test("the page says which route a sample takes and why, and what is wrong with one", async () => {
    const { page } = await openPage(browser, product.url, { viewport: PHONE });
    await page.getByRole("link", { name: "Where would an incident go?" }).click();
    const said = page.getByTestId("route-explanation");
    await said.getByText("it is major, less than critical").waitFor({ timeout: PATIENCE_MS });
    expect(await said.getByRole("row", { name: /^denials yes/ }).count()).toBe(1);
    await page.getByLabel("Severity").selectOption("critical");
    await said.getByText("every 1h", { exact: false }).waitFor({ timeout: PATIENCE_MS });
    expect(await said.getByRole("row", { name: /^critical yes it is critical/ }).count()).toBe(1);
    await page.getByLabel("Status").selectOption("failed");
    await page.getByLabel("Severity").selectOption("minor");
    await said.getByText("no configured route fits").waitFor({ timeout: PATIENCE_MS });
    expect(await said.locator("dd").first().innerText()).toBe("team, pager");
    expect(await excessWidth(page)).toBe(0);
    await page.getByRole("combobox", { name: "Where" }).fill("isuer=aurora");
    await page
      .getByRole("alert")
      .getByText('got "scope=isuer=aurora"', { exact: false })
      .waitFor({ timeout: PATIENCE_MS });
    await page.context().close();
  });
});
