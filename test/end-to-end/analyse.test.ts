import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleFile } from "../../src/core/analysis/example-file.ts";
import { htmlReport } from "../../src/core/analysis/report/html.ts";
import { sampleReport } from "../support/analysis-sample.ts";
import { excessWidth, hasBrowser, launchBrowser, openPage, PHONE } from "../support/browser.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

const PATIENCE_MS = 30_000;
/** What a page would do that believes a file. */
const HOSTILE = `<img src=x onerror="document.title='harmed'"><script>document.title='harmed'</script>`;

const finding = (page: Page, number: number) => page.locator("[data-testid=finding]").nth(number - 1);

describe.skipIf(!hasBrowser)("files on the dashboard", () => {
  let browser: Browser;
  let product: ServedProduct;
  let folder: string;

  const fileOf = (name: string, content: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "smokewatch-analyse-"));
    [browser, product] = await Promise.all([launchBrowser(), serveProduct(3)]);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
    rmSync(folder, { recursive: true });
  });

  test("the example: what was found, its picture, its SQL asked, changed and drawn, its report saved", async () => {
    const { page, complaints } = await openPage(browser, product.url);
    await page.getByRole("link", { name: "Analyse" }).click();
    await page.getByRole("button", { name: "Try an example" }).click();
    await finding(page, 1).waitFor({ timeout: PATIENCE_MS });
    expect(await finding(page, 1).innerText()).toMatch(/Outage[\s\S]*13h to 15h in shop[\s\S]*Lost/i);
    expect(await page.locator("section[aria-label=shop] svg.picture .lost").count()).toBeGreaterThan(3);

    await finding(page, 1).getByText("The numbers, in SQL").click();
    await finding(page, 1).getByRole("button", { name: "Run" }).click();
    await finding(page, 1).getByRole("row", { name: /^14h/ }).waitFor({ timeout: PATIENCE_MS });
    expect(await finding(page, 1).locator("form svg.picture path.observed").count()).toBe(2);

    const question = page.getByLabel("Question in SQL");
    await question.fill("SELECT max(avg_last_month) AS most FROM hourly_comparison WHERE today = 0 AND time > '09h'");
    await question.press("Control+Enter");
    await page.getByRole("region", { name: "Ask in SQL" }).getByRole("cell", { name: "39.8" }).waitFor();
    await question.fill("SELECT * FROM nothing");
    await question.press("Control+Enter");
    await page.getByText(/nothing.* does not exist|Unknown table/).waitFor();

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "HTML" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toContain("13h to 15h");

    await page.reload();
    await finding(page, 1).waitFor({ timeout: PATIENCE_MS });
    expect(complaints.filter((text) => !text.includes("400"))).toEqual([]);
    await page.context().close();
  });

  test("a file of one's own by keyboard and on a phone, read otherwise when it is corrected", async () => {
    const { page, complaints } = await openPage(browser, `${product.url}/#/analyse`, { viewport: PHONE });
    await page.locator("input[type=file]").setInputFiles([fileOf("sales.csv", exampleFile())]);
    await finding(page, 1).waitFor({ timeout: PATIENCE_MS });
    expect(await excessWidth(page)).toBe(0);

    const yesterday = page.getByLabel("column yesterday of sales.csv");
    await yesterday.focus();
    await yesterday.selectOption("yesterday=ignored");
    await page.getByText("columns: yesterday=ignored").waitFor({ timeout: PATIENCE_MS });
    const legend = page.locator("section[aria-label=sales] .picture-legend");
    await expect.poll(() => legend.innerText(), { timeout: PATIENCE_MS }).not.toContain("yesterday");
    await page.getByLabel("column avg_last_week of sales.csv").selectOption("avg_last_week=count of WHEN");
    expect(await page.locator("input[name=value]").inputValue()).toBe("avg_last_week=count of WHEN");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a file that is not understood is told, and a hostile one harms nobody", async () => {
    const { page } = await openPage(browser, `${product.url}/#/analyse`);
    await page
      .locator("input[type=file]")
      .setInputFiles([fileOf("novel.txt", "It was a dark night.\nNobody counted.\n")]);
    await page.getByRole("alert").getByText("what would help").waitFor({ timeout: PATIENCE_MS });

    const rows = Array.from({ length: 1440 }, (_, minute) => {
      const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
      return `${clock};${HOSTILE.replaceAll('"', '""').replace(/^/, '"').replace(/$/, '"')};${minute > 700 && minute < 730 ? 90 : 4 + (minute % 3)}`;
    });
    await page
      .locator("input[type=file]")
      .setInputFiles([fileOf("hostile.csv", ["time;status;count", ...rows].join("\n"))]);
    await page.getByText("How hostile.csv was read").waitFor({ timeout: PATIENCE_MS });
    await page.getByRole("button", { name: "Run" }).last().click();
    await page.locator(".sql-table").last().waitFor({ timeout: PATIENCE_MS });
    expect(await page.locator("main").innerHTML()).toContain("onerror=");
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(await page.title()).not.toContain("harmed");
    await page.context().close();
  });
});

describe.skipIf(!hasBrowser)("the report in a browser", () => {
  let browser: Browser;
  let file: string;

  beforeAll(async () => {
    file = path.join(mkdtempSync(path.join(tmpdir(), "smokewatch-report-")), "report.html");
    const report = sampleReport();
    writeFileSync(
      file,
      htmlReport({ ...report, analysis: { ...report.analysis, summary: `${report.analysis.summary} ${HOSTILE}` } }),
    );
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(path.dirname(file), { recursive: true });
  });

  test("opens without a network, neither runs nor asks for anything, and fits a phone", async () => {
    for (const viewport of [{ width: 1280, height: 900 }, PHONE]) {
      const context = await browser.newContext({ viewport, offline: true });
      const page = await context.newPage();
      const asked: string[] = [];
      const complaints: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("console", (message) => complaints.push(message.text()));
      await page.goto(pathToFileURL(file).href);
      expect(asked).toEqual([pathToFileURL(file).href]);
      expect(complaints).toEqual([]);
      expect(await page.title()).toBe("Analysis of shop, monday, tuesday");
      expect(await excessWidth(page)).toBe(0);
      expect(await page.locator("svg[role=img]").count()).toBe(6);
      await context.close();
    }
  });

  test("is dark where people want it dark, and light on paper all the same, with no finding cut in two", async () => {
    const page = await browser.newPage({ colorScheme: "dark" });
    await page.goto(pathToFileURL(file).href);
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await background()).toBe("rgb(19, 21, 25)");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await background()).toBe("rgb(255, 255, 255)");
    expect(
      await page
        .locator(".finding")
        .first()
        .evaluate((each) => getComputedStyle(each).breakInside),
    ).toBe("avoid");
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await page.close();
  });
});
