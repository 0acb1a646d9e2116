import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selfSignedCertificate } from "../support/certificate.ts";
import { excessWidth, hasBrowser, launchBrowser, openPage, PHONE } from "../support/browser.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

/** Fifty minutes in ticks of ten seconds: the chart's hour is not full yet, so that it can be seen to grow. */
const HISTORY_TICKS = 300;
const PATIENCE_MS = 15_000;

const state = (page: Page, kind: string) =>
  page.waitForSelector(`[data-testid=overall-state][data-state=${kind}]`, { timeout: PATIENCE_MS });
const pointsOf = async (page: Page, status: string): Promise<number> =>
  Number(await page.getAttribute(`[data-testid=status-${status}]`, "data-points"));
const pointsReach = (page: Page, status: string, points: number) =>
  page.waitForSelector(`[data-testid=status-${status}][data-points="${points}"]`, { timeout: PATIENCE_MS });

describe.skipIf(!hasBrowser)("the dashboard in a browser", () => {
  let browser: Browser;
  let product: ServedProduct;
  let mailServer: MailServer;
  let slack: Receiver;

  beforeAll(async () => {
    mailServer = await startMailServer({ certificate: await selfSignedCertificate("localhost"), plain: true });
    slack = await startReceiver((response) => response.end("ok"));
    const mail = { host: "127.0.0.1", port: mailServer.port, tls: "none", from: "smoke@example.com" };
    const channels = [
      { name: "teams", kind: "teams" },
      { name: "mail", kind: "email", allowPrivate: true, ...mail, to: ["ops@example.com"] },
      { name: "slack", kind: "slack", allowPrivate: true, url: slack.url },
      { name: "quiet", kind: "inbox" },
    ];
    [browser, product] = await Promise.all([launchBrowser(), serveProduct(HISTORY_TICKS, { channels })]);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
    await mailServer.close();
    await slack.close();
  });

  test("traffic moves the charts, a burst becomes an incident, and the inbox shows the card and the mail as they arrive", async () => {
    const { page, complaints } = await openPage(browser, product.url);
    await state(page, "calm");
    const points = await pointsOf(page, "denied");
    expect(points).toBeGreaterThan(200);

    await product.play(3);
    await pointsReach(page, "denied", points + 3);
    expect(await page.locator("[data-testid=incident]").allInnerTexts()).toEqual([]);

    const answer = await product.post([{ status: "denied", count: 150 }]);
    expect(answer.recommendation).toBe("alert");
    expect(answer.alerts.map(({ status }) => status)).toEqual(["denied"]);
    await state(page, "alert");
    await page.waitForSelector("[data-testid=incident][data-state=firing]");
    expect(await page.title()).toContain("(1)");

    await page.click("[data-testid=incident]");
    await page.getByText("What is affected").waitFor();
    expect(page.url()).toContain("#/incidents/1");

    await page.goto(product.url);
    await page.click("[data-testid=inbox-message][data-channel=teams]");
    const card = page.locator("[data-testid=teams-card] .ac-adaptiveCard");
    await card.waitFor({ timeout: PATIENCE_MS });
    expect(await card.innerText()).toMatch(/denied/i);
    expect(await card.locator("button").count()).toBeGreaterThanOrEqual(1);
    expect(await card.locator(".teams-chart path[stroke]").count()).toBe(2);

    await page.goto(product.url);
    await page.click("[data-testid=inbox-message][data-channel=mail][data-state=delivered]");
    const mail = page.frameLocator("[data-testid=mail] iframe");
    await mail
      .getByText(/denied/i)
      .first()
      .waitFor({ timeout: PATIENCE_MS });
    expect(await mail.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1120);
    expect(complaints).toEqual([]);
    const [received = expect.fail("no mail arrived")] = mailServer.received;
    expect(received.mail.text).toContain("denied");
    expect(received.mail.attachments).toMatchObject([{ contentType: "image/png" }]);
    await page.context().close();
  });

  test("the inbox draws what Slack got, and shows what is only kept as it is", async () => {
    const { page, complaints } = await openPage(browser, product.url);
    await page.click("[data-testid=inbox-message][data-channel=slack][data-state=delivered]");
    const drawn = page.locator("[data-testid=slack-message]");
    await drawn.waitFor({ timeout: PATIENCE_MS });
    expect(await drawn.innerText()).toMatch(/denied[\s\S]*New incident[\s\S]*Where[\s\S]*expected[\s\S]*Acknowledge/);
    expect(JSON.parse(String(slack.requests[0]?.body))).toHaveProperty("blocks");

    await page.goto(product.url);
    await page.click("[data-testid=inbox-message][data-channel=quiet][data-state=kept]");
    expect(await page.locator("pre.source").innerText()).toContain('"event": "opened"');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("the status in alarm is marked, and the incident resolves when all is normal again", async () => {
    const { page, complaints } = await openPage(browser, product.url);
    await product.play(2, { denied: 5 });
    await page.waitForSelector("[data-testid=status-denied].is-alarm", { timeout: PATIENCE_MS });
    expect(await page.locator(".status.is-alarm").count()).toBe(1);
    await product.play(60);
    await state(page, "calm");
    await page.waitForSelector("[data-testid=incident][data-state=resolved]", { timeout: PATIENCE_MS });
    await page.waitForFunction(() => document.querySelectorAll("[data-testid=inbox-message]").length >= 2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("on a phone nothing is wider than the screen, in %s", async (colorScheme) => {
    const { page, complaints } = await openPage(browser, product.url, { viewport: PHONE, colorScheme });
    await state(page, "calm");
    expect(await excessWidth(page)).toBe(0);
    await page.click("[data-testid=incident]");
    await page.getByText("What is affected").waitFor();
    expect(await excessWidth(page)).toBe(0);
    await page.goto(product.url);
    await page.click("[data-testid=inbox-message][data-channel=teams]");
    await page.locator("[data-testid=teams-card] .ac-adaptiveCard").waitFor({ timeout: PATIENCE_MS });
    expect(await excessWidth(page)).toBe(0);

    await page.goto(product.url);
    await page.click("[data-testid=inbox-message][data-channel=mail]");
    await page.locator("[data-testid=mail] iframe").waitFor();
    expect(await excessWidth(page)).toBe(0);

    for (const channel of ["slack", "quiet"]) {
      await page.goto(product.url);
      await page.click(`[data-testid=inbox-message][data-channel=${channel}]`);
      await page.locator("[data-testid=slack-message], pre.source").first().waitFor();
      expect(await excessWidth(page)).toBe(0);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a monitor tells its budget, what it raised, and what it can find while it learns", async () => {
    const { page, complaints } = await openPage(browser, product.url, { viewport: PHONE });
    const monitor = page.locator("[data-testid=monitor]");
    await monitor.waitFor({ timeout: PATIENCE_MS });
    expect(await monitor.innerText()).toMatch(
      /All traffic\s+at most 1 a week\s+1 alarm in 1 incident · .* judged · first days/,
    );
    expect(await page.locator("[data-testid=overall-state]").innerText()).toContain(
      "Still learning this time of day; a rise of",
    );
    await monitor.click();
    const text = await page.locator("[data-testid=monitor-text]").innerText();
    expect(text).toMatch(
      /^Asked for at most 1 false alarm a week; 1 alarm in 1 incident, true and false alike, in the last 7 days, of which/,
    );
    expect(await page.locator("[data-testid=findable] tbody tr").allInnerTexts()).toContainEqual(
      expect.stringMatching(/^denied rises\s+to \d/),
    );
    expect(await excessWidth(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("light is light and dark is dark", async () => {
    const brightness: number[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, complaints } = await openPage(browser, product.url, { colorScheme });
      await state(page, "calm");
      brightness.push(await backgroundBrightness(page));
      expect(complaints).toEqual([]);
      await page.context().close();
    }
    expect(brightness[0]).toBeGreaterThan(0.8);
    expect(brightness[1]).toBeLessThan(0.2);
  });

  test("says that the server is away, and goes on by itself when it is back", async () => {
    const { page } = await openPage(browser, product.url);
    await state(page, "calm");
    const incidents = await page.locator("[data-testid=incident]").count();
    await product.goAway();
    await state(page, "unknown");
    expect(await page.locator("[data-testid=overall-state]").innerText()).toContain("Not connected");
    expect(await page.title()).toContain("Not connected");

    await product.comeBack();
    await state(page, "calm");
    expect(await page.title()).toBe("Smokewatch");
    expect(await page.locator("[data-testid=incident]").count()).toBe(incidents);
    const before = await page.getByTestId("status-approved").innerText();
    await product.play(2);
    await page.waitForFunction(
      (text) => document.querySelector<HTMLElement>("[data-testid=status-approved]")?.innerText !== text,
      before,
    );
    await page.context().close();
  });
});

/** From 0, black, to 1, white: the page's own background as it is painted. */
async function backgroundBrightness(page: Page): Promise<number> {
  const color = await page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d");
    if (canvas === null) return [0, 0, 0];
    const transparent = "rgba(0, 0, 0, 0)";
    const own = getComputedStyle(document.body).backgroundColor;
    canvas.fillStyle = own === transparent ? getComputedStyle(document.documentElement).backgroundColor : own;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  });
  return color.reduce((sum, channel) => sum + channel, 0) / (3 * 255);
}
