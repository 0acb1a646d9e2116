import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { excessWidth, hasBrowser, launchBrowser, openPage, PHONE } from "../support/browser.ts";
import { type MoodyReceiver, startMoodyReceiver } from "../support/moody-receiver.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

const HISTORY_TICKS = 120;
const PATIENCE_MS = 15_000;
const GONE = 404;

const openIncident = async (page: Page): Promise<void> => {
  await page.locator("[data-testid=incident]").first().click();
  await page.getByText("What is affected").waitFor();
};
const state = (page: Page, name: string) =>
  page.waitForSelector(`[data-testid=incident-state][data-state=${name}]`, { timeout: PATIENCE_MS });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
/** Answers the question for the name with the keyboard alone. */
const giveName = async (page: Page, name: string): Promise<void> => {
  await page.locator("[data-testid=ask-name]").waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
};

describe.skipIf(!hasBrowser)("what people do, in a browser", () => {
  let browser: Browser;
  let receiver: MoodyReceiver;
  let product: ServedProduct;

  beforeAll(async () => {
    receiver = await startMoodyReceiver();
    [browser, product] = await Promise.all([launchBrowser(), serveProduct(HISTORY_TICKS, { teamsUrl: receiver.url })]);
    await product.post([
      { status: "denied", count: 150 },
      { status: "failed", count: 40 },
    ]);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
    await receiver.close();
  });

  test("who acknowledges gives a name once; others see it at once, and can take over", async () => {
    const { page: anas, complaints } = await openPage(browser, product.url);
    const { page: bens } = await openPage(browser, product.url);
    await openIncident(anas);
    await openIncident(bens);
    await button(anas, "Acknowledge").focus();
    await anas.keyboard.press("Enter");
    await giveName(anas, "Ana");
    await state(anas, "acknowledged");
    await state(bens, "acknowledged");
    expect(await bens.getByTestId("incident-state").innerText()).toContain("acknowledged by Ana");

    await button(anas, "Noise").click();
    await bens.getByText("Ana: marked as noise", { exact: false }).waitFor({ timeout: PATIENCE_MS });
    await button(anas, "Take back").click();
    await bens.getByText("mark taken back", { exact: false }).waitFor({ timeout: PATIENCE_MS });

    await button(bens, "Take over").click();
    await giveName(bens, "Ben");
    await anas.getByText("acknowledged by Ben", { exact: false }).waitFor({ timeout: PATIENCE_MS });
    await button(anas, "Assign").click();
    await anas.keyboard.press("Enter");
    await bens.getByText("assigned to Ana", { exact: false }).waitFor({ timeout: PATIENCE_MS });
    await anas.getByLabel("Note").fill("the acquirer knows");
    await button(anas, "Add note").click();
    await bens.getByText("the acquirer knows").waitFor({ timeout: PATIENCE_MS });
    await button(bens, "Take acknowledgement back").click();
    await state(anas, "firing");
    expect(complaints).toEqual([]);
    await anas.context().close();
    await bens.context().close();
  });

  test("a silence shows beforehand what it hides, and why it is refused; it is listed and ended", async () => {
    const { page, complaints } = await openPage(browser, product.url);
    await openIncident(page);
    await button(page, "Silence").click();
    const form = page.getByTestId("silence-form");
    await form.getByText("1 incident and", { exact: false }).waitFor({ timeout: PATIENCE_MS });
    const conditions = form.getByLabel("Conditions", { exact: false });
    expect(await conditions.inputValue()).toBe("scope=all");
    await conditions.fill("scope=*");
    await form.getByRole("alert").waitFor({ timeout: PATIENCE_MS });
    expect(await form.getByRole("alert").innerText()).toContain("Expected at least one condition that names something");
    expect(await form.locator("button[type=submit]").isDisabled()).toBe(true);

    await conditions.fill("status=denied\nscope=all");
    await form.getByText("This incident itself would not be quiet", { exact: false }).waitFor({ timeout: PATIENCE_MS });
    await form.getByLabel("Why").fill("the issuer is at work");
    await form.locator("button[type=submit]").click();
    await giveName(page, "Ana");
    await form.waitFor({ state: "detached" });
    await page.goto(`${product.url}/#/incidents`);
    const silence = page.getByTestId("silence");
    await silence.waitFor();
    expect(await silence.innerText()).toMatch(/status=denied scope=all\s+until \d\d:\d\d, Ana\s+the issuer is at work/);
    await silence.getByRole("button").click();
    await silence.waitFor({ state: "detached", timeout: PATIENCE_MS });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a channel that refuses is seen to be ill, and its message is tried again", async () => {
    const { page } = await openPage(browser, product.url);
    receiver.answer(GONE);
    await button(page, "Send a test message to teams").click();
    await giveName(page, "Ana");
    await page.getByTestId("test-outcome").getByText("Failed", { exact: false }).waitFor({ timeout: PATIENCE_MS });
    await page.waitForSelector("[data-testid=channel][data-health=ill]", { timeout: PATIENCE_MS });
    expect(await page.getByTestId("channel").innerText()).toContain("answered 404");

    receiver.answer(202);
    await page.getByRole("button", { name: /^Try again/ }).click();
    await page.waitForSelector("[data-testid=channel][data-health=well]", { timeout: PATIENCE_MS });
    expect(await page.getByRole("button", { name: /^Try again/ }).count()).toBe(0);
    expect(receiver.taken.at(-1)).toContain("Test message");
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("nothing is wider than a phone, in %s", async (colorScheme) => {
    const { page } = await openPage(browser, product.url, { viewport: PHONE, colorScheme });
    await openIncident(page);
    await button(page, "Assign").click();
    expect(await excessWidth(page)).toBe(0);
    await button(page, "Silence").click();
    await page.getByTestId("silence-preview").waitFor();
    expect(await excessWidth(page)).toBe(0);
    await page.context().close();
  });

  test("the link of a message works in a browser that is not signed in to anything", async () => {
    const [, token = ""] = /\/act\/([\w.-]+)/.exec(receiver.taken[0] ?? "") ?? [];
    const { page, complaints } = await openPage(browser, `${product.url}/act/${token}`, { viewport: PHONE });
    expect(await page.title()).toContain("Denied");
    expect(await excessWidth(page)).toBe(0);
    await page.getByLabel("Your name").fill("Cai");
    await page.keyboard.press("Enter");
    await page.getByText("Cai takes care of it", { exact: false }).waitFor();
    await page.reload();
    expect(await page.locator("form").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
