import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launchBrowser, openPage, PHONE } from "../support/browser.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

const HISTORY_TICKS = 120;
const PATIENCE_MS = 15_000;

const atPage = (page: Page, key: string) => page.waitForURL(new RegExp(`#/${key}`), { timeout: PATIENCE_MS });
const navigation = (page: Page) => page.getByRole("navigation");
const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName.toLowerCase());

describe.skipIf(!hasBrowser)("the frame around the pages, in a browser", () => {
  let browser: Browser;
  let product: ServedProduct;

  beforeAll(async () => {
    const channels = [{ name: "team", kind: "inbox" }];
    [browser, product] = await Promise.all([launchBrowser(), serveProduct(HISTORY_TICKS, { channels })]);
    await product.post([{ status: "denied", count: 150 }]);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
  });

  test("the keyboard alone reaches every page, and each says where one is", async () => {
    const { page, complaints } = await openPage(browser, product.url);
    await page.getByTestId("overall-state").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe("main");

    await page.keyboard.type("gi");
    await atPage(page, "incidents");
    await page.getByTestId("incident").first().waitFor();
    expect(await focused(page)).toBe("main");
    expect(await page.title()).toBe("(1) Incidents \u00B7 Smokewatch");
    expect(await navigation(page).locator("[aria-current=page]").innerText()).toMatch(/Incidents\s*1\s*open incident/);

    await page.keyboard.type("?");
    const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await help.getByText("Go to Monitors").waitFor();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });

    await page.keyboard.press("Control+k");
    await page.keyboard.type("settin");
    await page.getByRole("option", { name: /Go to Settings/ }).waitFor();
    await page.keyboard.press("Enter");
    await atPage(page, "settings");
    await page.goBack();
    await atPage(page, "incidents");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("the palette finds an incident by its words, and says when nothing fits", async () => {
    const { page, complaints } = await openPage(browser, product.url);
    await page.getByTestId("incident").first().waitFor();
    await page.getByRole("button", { name: "Find" }).click();
    await page.keyboard.type("zzz");
    await page.getByText("Nothing has these words", { exact: false }).waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("denied incident");
    await page.getByRole("option").first().click();
    await atPage(page, "incidents/1");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("shortcuts are left alone while somebody writes, and can be switched off", async () => {
    const { page } = await openPage(browser, `${product.url}/#/settings`);
    const find = page.getByLabel("Find a setting");
    await find.fill("");
    await find.pressSequentially("gi?");
    expect(await find.inputValue()).toBe("gi?");
    expect(page.url()).toContain("#/settings?find=gi%3F");

    await page.getByLabel("Shortcuts of single keys", { exact: false }).uncheck();
    await page.keyboard.type("gl?");
    expect(page.url()).toContain("#/settings");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Commands" }).waitFor();
    await page.context().close();
  });

  test("speaks the browser's language, and another one that was chosen", async () => {
    const { page, complaints } = await openPage(browser, `${product.url}/#/settings`, { locale: "pt-BR" });
    await navigation(page).getByText("Incidentes").waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("pt-BR");
    const received = page.locator(".vitals dd").nth(1);
    expect(await received.innerText()).toMatch(/^\d{1,3}(\.\d{3})+$/);

    await page.getByLabel("Idioma").selectOption("es");
    await navigation(page).getByText("Bandeja de entrada").waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Ajustes", exact: true }).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("es-ES");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("shows the operation's clock, or the viewer's when they want it", async () => {
    const { page } = await openPage(browser, product.url, { timezoneId: "America/Sao_Paulo" });
    const clock = page.locator(".vitals .time dd");
    await page.getByTestId("incident").first().waitFor();
    const hour = async (): Promise<number> => Number((await clock.innerText()).slice(0, 2));
    const operations = await hour();
    await page.getByLabel("Time zone of all times shown").selectOption("viewer");
    await expect.poll(hour).toBe((operations + 24 - 3) % 24);
    await page.reload();
    await page.getByTestId("incident").first().waitFor();
    expect(await hour()).toBe((operations + 24 - 3) % 24);
    await page.context().close();
  });

  test("the settings tell what runs, how its parts are, and where each value comes from", async () => {
    const { page, complaints } = await openPage(browser, `${product.url}/#/settings`);
    const setting = (name: string) =>
      page.getByTestId("setting").filter({ has: page.getByText(name, { exact: true }) });
    await setting("timeZone").waitFor();
    expect(await setting("timeZone").innerText()).toMatch(/UTC\s+command line/);
    expect(await setting("channels").getAttribute("data-source")).toBe("file");
    expect(await setting("token").innerText()).toContain("(not set)");
    const parts = page.getByTestId("part");
    expect(await parts.filter({ hasText: "Journal" }).innerText()).toMatch(
      /takes entries, [\d,]+ entries in [\d.]+ [KM]B of at most 10.0 GB/,
    );
    expect(await parts.filter({ hasText: "Store (none)" }).getAttribute("data-health")).toBe("absent");
    expect(await page.getByRole("row", { name: /^All traffic/ }).innerText()).toContain("first days");

    await page.getByLabel("Only those that are not the default").check();
    await setting("tick").waitFor();
    expect(await setting("quietAfter").count()).toBe(0);
    await page.reload();
    await setting("tick").waitFor();
    expect(await setting("quietAfter").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("an address that names no page says so, and leads back", async () => {
    const { page } = await openPage(browser, `${product.url}/#/incidens/12`);
    await page.getByText("There is no such page").waitFor();
    expect(await page.getByTestId("page-not-found").innerText()).toContain("#/incidens/12");
    await page.getByRole("link", { name: "To the live view" }).click();
    await page.getByTestId("overall-state").waitFor();
    await page.context().close();
  });

  test("range and scope stand in the address, and stay on the way to another page and back", async () => {
    const { page } = await openPage(browser, `${product.url}/#/live?range=6h`);
    await page.getByTestId("overall-state").waitFor();
    expect(await page.getByRole("radio", { name: "6 h" }).isChecked()).toBe(true);
    await page.getByRole("radio", { name: "15 min" }).check({ force: true });
    await page.waitForURL(/#\/live\?range=15m$/);
    await navigation(page).getByRole("link", { name: "Monitors" }).click();
    await navigation(page).getByRole("link", { name: "Live" }).click();
    await page.waitForURL(/#\/live\?range=15m$/);
    await page.context().close();
  });

  test("on a phone, the pages that are not at hand are behind a menu", async () => {
    const { page } = await openPage(browser, product.url, { viewport: PHONE });
    await page.getByTestId("overall-state").waitFor();
    const settings = navigation(page).getByRole("link", { name: "Settings" });
    expect(await settings.filter({ visible: true }).count()).toBe(0);
    await page.getByRole("button", { name: "More" }).click();
    await settings.filter({ visible: true }).click();
    await page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
    expect(await settings.filter({ visible: true }).count()).toBe(0);
    await page.context().close();
  });
});
