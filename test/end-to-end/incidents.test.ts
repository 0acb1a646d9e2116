import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DESKTOP, excessWidth, hasBrowser, launchBrowser, openPage, PHONE } from "../support/browser.ts";
import { ROOT } from "../support/run-program.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

/** Pictures of every page, to look at; not kept in the repository. */
const ARTEFACTS = path.join(ROOT, "artefacts", "incidents");
const HISTORY_TICKS = 120;
const PATIENCE_MS = 15_000;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const state = (page: Page, name: string) =>
  page.waitForSelector(`[data-testid=incident-state][data-state=${name}]`, { timeout: PATIENCE_MS });
const rows = (page: Page, name: string) => page.locator(`[data-testid=incident][data-state=${name}]`);

/** As a viewer who has given a name already. */
async function openAs(browser: Browser, url: string, name: string): Promise<{ page: Page; complaints: string[] }> {
  const opened = await openPage(browser, url, {
    viewport: DESKTOP,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await opened.page.evaluate((given) => localStorage.setItem("smokewatch.name", given), name);
  await opened.page.reload();
  return opened;
}

describe.skipIf(!hasBrowser)("incidents in a browser", () => {
  let browser: Browser;
  let product: ServedProduct;

  beforeAll(async () => {
    mkdirSync(ARTEFACTS, { recursive: true });
    const channels = [{ name: "team", kind: "inbox" }];
    const routes = [{ name: "denials", match: ["status=denied"], channels: ["team"] }];
    const issuers = ["aurora", "borealis", "cirrus"];
    [browser, product] = await Promise.all([
      launchBrowser(),
      serveProduct(HISTORY_TICKS, { channels, routes, issuers }),
    ]);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
  });

  test("the list is found empty, an incident comes into it, and the keyboard opens its page", async () => {
    const { page, complaints } = await openAs(browser, `${product.url}/#/incidents`, "Ana");
    await page.getByText("No incident yet.", { exact: false }).waitFor();
    await product.post([{ status: "denied", count: 150, issuer: "aurora" }]);
    await rows(page, "firing").waitFor({ timeout: PATIENCE_MS });
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await state(page, "firing");
    expect(page.url()).toContain("#/incidents/1");
    expect(await page.getByRole("main").getByRole("heading", { level: 2 }).innerText()).toMatch(
      /^Denied above normal, issuer aurora/,
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("its page says what moved and what did not, with charts, and who was told by which route", async () => {
    const { page, complaints } = await openAs(browser, `${product.url}/#/incidents/1`, "Ana");
    await product.play(2, { denied: 1 });
    const byIssuer = page.getByTestId("moved-issuer");
    // What is fetched while it lasts is fetched again by and by; a page that is opened anew asks at once.
    await page.reload();
    await byIssuer.waitFor({ timeout: PATIENCE_MS });
    expect(await byIssuer.locator("tbody tr").allInnerTexts()).toEqual([expect.stringMatching(/^aurora/)]);
    expect(await page.getByTestId("steady-issuer").innerText()).toMatch(
      /as usual: (borealis, cirrus|cirrus, borealis)/,
    );
    expect(await page.getByTestId("moved").innerText()).toMatch(/denied\s+\d+[\s\S]*above[\s\S]*as usual: approved/);
    expect(await page.getByTestId("span-chart").locator("canvas").count()).toBeGreaterThanOrEqual(2);
    const chart = page.getByRole("img", { name: /^Denied, issuer aurora: what came in/ });
    await chart.focus();
    await page.keyboard.press("ArrowLeft");
    await page.locator(".reading time").first().waitFor();
    expect(await page.getByTestId("incident-messages").innerText()).toMatch(
      /team: opened\s+kept\s+by the route denials/,
    );
    await page.screenshot({ path: path.join(ARTEFACTS, "incident.png"), fullPage: true });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("it is sent to others as a link and as a text", async () => {
    const { page } = await openAs(browser, `${product.url}/#/incidents/1`, "Ana");
    await button(page, "Copy as text").click();
    await button(page, "Text copied").waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toMatch(/^▲ Denied above normal, issuer aurora\n/);
    expect(text.split("\n").at(-1)).toBe(`${product.url}/#/incidents/1`);
    await button(page, "Copy link").click();
    await button(page, "Link copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${product.url}/#/incidents/1`);
    await page.context().close();
  });

  test("what was done can be undone, but that it is over, which is asked first", async () => {
    const { page, complaints } = await openAs(browser, `${product.url}/#/incidents/1`, "Ana");
    await button(page, "Assign").click();
    await page.getByLabel("Who shall take care of it").fill("Cai");
    await page.keyboard.press("Enter");
    await page.getByText("It is given to Cai.", { exact: false }).waitFor({ timeout: PATIENCE_MS });
    await button(page, "Undo").click();
    await page.getByText("It is given to Cai.", { exact: false }).waitFor({ state: "detached", timeout: PATIENCE_MS });
    await button(page, "Resolve").click();
    await button(page, "Not yet").click();
    await state(page, "firing");
    await button(page, "Resolve").click();
    await button(page, "Yes, it is over").click();
    await state(page, "resolved");
    expect(await page.getByTestId("timeline").innerText()).toMatch(/assigned to Cai[\s\S]*Ana: /);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("several are acknowledged at once, and that is taken back", async () => {
    const { page, complaints } = await openAs(browser, `${product.url}/#/incidents`, "Ana");
    await product.play(60);
    await product.post([{ status: "failed", count: 60, issuer: "borealis" }]);
    await rows(page, "firing").first().waitFor({ timeout: PATIENCE_MS });
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await button(page, "Acknowledge 1 incident").waitFor();
    await page.keyboard.press("a");
    await rows(page, "acknowledged").waitFor({ timeout: PATIENCE_MS });
    await button(page, "Undo").click();
    await rows(page, "firing").waitFor({ timeout: PATIENCE_MS });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("filters stand in the address, tell how many each leaves, and can all be taken away", async () => {
    const { page, complaints } = await openAs(browser, `${product.url}/#/incidents`, "Ana");
    await rows(page, "resolved").waitFor({ timeout: PATIENCE_MS });
    await page.getByRole("checkbox", { name: /^Resolved/ }).check({ force: true });
    await rows(page, "firing").waitFor({ state: "detached" });
    expect(page.url()).toContain("state=resolved");
    expect(await page.getByRole("checkbox", { name: /^Open/ }).evaluate((box) => box.parentElement?.innerText)).toBe(
      "Open 1",
    );
    await page.reload();
    await rows(page, "resolved").waitFor({ timeout: PATIENCE_MS });
    expect(await rows(page, "firing").count()).toBe(0);
    await page.getByRole("searchbox").fill("nothing is called so");
    await page.getByText("No incident is as the filters want it.", { exact: false }).waitFor();
    await page.screenshot({ path: path.join(ARTEFACTS, "filters.png") });
    await button(page, "Show all").click();
    await rows(page, "firing").waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("an incident that is not kept says so", async () => {
    const { page } = await openPage(browser, `${product.url}/#/incidents/77`);
    const alert = page.getByRole("alert");
    await alert.waitFor({ timeout: PATIENCE_MS });
    expect(await alert.innerText()).toContain("No such incident is kept; the last 500 are");
    await page.context().close();
  });

  test.each([
    ["en-GB", "light"],
    ["pt-BR", "dark"],
    ["es-ES", "light"],
  ] as const)("a phone shows every page whole, in %s and %s", async (locale, colorScheme) => {
    const { page, complaints } = await openPage(browser, product.url, { viewport: PHONE, colorScheme, locale });
    for (const [name, address, drawn] of [
      ["list", "#/incidents", "[data-testid=incident]"],
      ["one", "#/incidents/1", "[data-testid=span-chart] canvas"],
      ["inbox", "#/inbox", "[data-testid=inbox-message]"],
      ["message", "#/inbox/incident-1-1-team", "[data-testid=message] pre"],
      ["channels", "#/channels", "[data-testid=route-explanation]"],
    ] as const) {
      await page.goto(`${product.url}/${address}`);
      await page.locator(drawn).first().waitFor({ timeout: PATIENCE_MS });
      expect(await excessWidth(page), address).toBe(0);
      await page.screenshot({ path: path.join(ARTEFACTS, `${name}-phone-${locale}.png`), fullPage: true });
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
