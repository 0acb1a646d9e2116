import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { excessWidth, hasBrowser, launchBrowser, openPage, PHONE } from "../support/browser.ts";
import { ROOT } from "../support/run-program.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

/** Two hours in ticks of ten seconds. */
const HISTORY_TICKS = 720;
const PATIENCE_MS = 15_000;
const PICTURES = path.join(ROOT, "artefacts", "live");

const pointsOf = async (page: Page): Promise<number> =>
  Number(await page.getAttribute("[data-testid=status-denied]", "data-points"));
const pointsReach = (page: Page, points: number) =>
  page.waitForSelector(`[data-testid=status-denied][data-points="${points}"]`, { timeout: PATIENCE_MS });
const isShown = (page: Page) => page.waitForSelector("[data-testid=status-denied]:not([data-points='0'])");

/** Marks the middle third of a chart with the mouse. */
async function drag(page: Page, status: string): Promise<void> {
  const box = await page.locator(`[data-testid=status-${status}] .u-over`).boundingBox();
  if (box === null) throw new Error("the chart is not there");
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + (2 * box.width) / 3, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
}

describe.skipIf(!hasBrowser)("the live page in a browser", () => {
  let browser: Browser;
  let product: ServedProduct;

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    const monitors = [{ name: "all" }, { name: "issuers", by: "issuer" }];
    [browser, product] = await Promise.all([launchBrowser(), serveProduct(HISTORY_TICKS, { monitors })]);
    await product.post([
      { status: "approved", count: 1, issuer: "Itaú" },
      { status: "approved", count: 1, issuer: "aurora" },
    ]);
    await product.play(1);
  });
  afterAll(async () => {
    await browser.close();
    await product.stop();
  });

  test("dragging zooms all charts, the link shows the same to others, and Esc goes back to live", async () => {
    const { page, complaints } = await openPage(browser, `${product.url}/#/live?range=1h`);
    await isShown(page);
    const points = await pointsOf(page);
    await drag(page, "failed");
    await page.waitForSelector("[data-testid=time-note]");
    await page.waitForFunction(
      (before) => Number(document.querySelector("[data-testid=status-denied]")?.getAttribute("data-points")) < before,
      points,
    );
    expect(page.url()).toMatch(/from=\d+&to=\d+/);
    const zoomed = await pointsOf(page);
    expect(zoomed).toBeGreaterThan(points / 4);
    expect(zoomed).toBeLessThan(points / 2);

    const other = await openPage(browser, page.url());
    await pointsReach(other.page, zoomed);
    await product.play(1);
    await other.page.getByRole("button", { name: "Back to live" }).click();
    await pointsReach(other.page, points);
    expect(other.page.url()).not.toContain("from=");
    await other.page.context().close();

    await page.screenshot({ path: path.join(PICTURES, "zoomed.png") });
    await page.keyboard.press("Escape");
    await pointsReach(page, points);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("the cursor shows the values of its instant in every card", async () => {
    const { page, complaints } = await openPage(browser, product.url);
    await isShown(page);
    const box = await page.locator("[data-testid=status-denied] .u-over").boundingBox();
    await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 20);
    await page.waitForFunction(() => document.querySelectorAll(".status time").length > 1);
    const times = await page.locator(".status time").allInnerTexts();
    expect(times).toHaveLength(await page.locator(".status").count());
    expect(new Set(times).size).toBe(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a scope is found by typing a part of its name, with the keyboard alone", async () => {
    const { page, complaints } = await openPage(browser, product.url);
    await isShown(page);
    await page.focus("[data-testid=scope]");
    await page.keyboard.type("itau");
    expect(await page.getByRole("option").allInnerTexts()).toEqual(["Issuer Itaú"]);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("scope=issuer"));
    expect(decodeURIComponent(page.url())).toContain("scope=issuer=Itaú");
    expect(await page.inputValue("[data-testid=scope]")).toBe("Issuer Itaú");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a range of which less is known shows what there is", async () => {
    const { page, complaints } = await openPage(browser, `${product.url}/#/live?range=30d`);
    await isShown(page);
    expect(await page.getByRole("radio", { name: "30 d" }).isChecked()).toBe(true);
    expect(await pointsOf(page)).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a deploy, a burst and its cost appear by themselves: as marks, as heat, and in the state", async () => {
    const { page, complaints } = await openPage(browser, product.url);
    await isShown(page);
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ kind: "deploy", text: "gateway 4.2" });
    await fetch(`${product.url}/v1/marks`, { method: "POST", headers, body });
    await page.getByText("1 mark").waitFor({ timeout: PATIENCE_MS });

    await product.post([{ status: "denied", count: 200, issuer: "aurora" }]);
    await product.play(9, { denied: 6 });
    await page.getByText("2 marks").click({ timeout: PATIENCE_MS });
    expect(await page.locator("[data-testid=marks] li").allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringContaining("gateway 4.2"),
        expect.stringContaining("denied above normal"),
      ]) as unknown,
    );
    const facts = page.locator("[data-testid=state-facts]");
    await facts.getByText("more than usual so far").waitFor({ timeout: PATIENCE_MS });
    expect(await facts.innerText()).toMatch(/1 (critical|major|minor)/);
    const row = page.locator("[data-testid=heat] .heat-row.is-alarm").first();
    await row.waitFor({ timeout: PATIENCE_MS });
    await row.locator("rect.is-alarm").waitFor({ timeout: PATIENCE_MS });
    await page.screenshot({ path: path.join(PICTURES, "alert.png"), fullPage: true });

    const strip = await row.locator("> svg").boundingBox();
    await page.mouse.click((strip?.x ?? 0) + (strip?.width ?? 0) - 4, (strip?.y ?? 0) + 4);
    await page.waitForSelector("[data-testid=time-note]");
    expect(page.url()).toMatch(/from=\d+&to=\d+/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("the wallboard has nothing to operate, comes back by itself after a restart, and lacks nothing of it", async () => {
    const viewport = { width: 1920, height: 1080 };
    const { page } = await openPage(browser, `${product.url}/#/live?wall=1&range=6h`, {
      viewport,
      colorScheme: "dark",
    });
    await isShown(page);
    expect(
      await page.locator("button:visible:not(.heat-row, .skip), input:visible, nav:visible").allInnerTexts(),
    ).toEqual([]);
    const stateSize = await page
      .locator("[data-testid=overall-state] strong")
      .evaluate((element) => getComputedStyle(element).fontSize);
    expect(Number.parseFloat(stateSize)).toBeGreaterThan(50);
    const points = await pointsOf(page);

    await product.goAway();
    await page.waitForSelector("[data-testid=overall-state][data-state=unknown]", { timeout: PATIENCE_MS });
    await page.screenshot({ path: path.join(PICTURES, "wall-lost.png") });
    await product.comeBack();
    // Half of it before the page is back, half after.
    await product.play(6);
    await page.waitForSelector("[data-testid=overall-state]:not([data-state=unknown])", { timeout: PATIENCE_MS });
    await product.play(6);
    await pointsReach(page, points + 2);
    await page.screenshot({ path: path.join(PICTURES, "wall.png") });
    await page.keyboard.press("Escape");
    await page.waitForSelector("nav:visible");
    expect(page.url()).not.toContain("wall");
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("on a phone nothing is wider than the screen, in %s", async (colorScheme) => {
    const { page, complaints } = await openPage(browser, product.url, { viewport: PHONE, colorScheme });
    await isShown(page);
    await page.waitForSelector("[data-testid=heat]");
    expect(await excessWidth(page)).toBe(0);
    await page.focus("[data-testid=scope]");
    expect(await excessWidth(page)).toBe(0);
    await page.screenshot({ path: path.join(PICTURES, `phone-${colorScheme}.png`), fullPage: true });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
