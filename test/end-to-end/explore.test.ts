import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriousFaults } from "../support/axe.ts";
import { DESKTOP, excessWidth, hasBrowser, launchBrowser, openPage, PHONE } from "../support/browser.ts";
import { ROOT } from "../support/run-program.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

const PATIENCE_MS = 20_000;
/** Pictures to look at; not kept in the repository. */
const ARTEFACTS = path.join(ROOT, "artefacts", "pages");
const SERIES = `SELECT toDateTime('2026-03-02 09:00:00') + 60 * number AS minute, number % 7 AS denied
FROM numbers({minutes:UInt32})`;
/** Would run for hours. */
const ENDLESS = "SELECT count() FROM numbers(1e12) WHERE sipHash64(number) = 3";

describe.skipIf(!hasBrowser)("asking in SQL, in a browser", () => {
  let browser: Browser;
  let product: ServedProduct;

  beforeAll(async () => {
    mkdirSync(ARTEFACTS, { recursive: true });
    [browser, product] = await Promise.all([launchBrowser(), serveProduct(10, { store: "chdb" })]);
  });

  afterAll(async () => {
    await browser.close();
    await product.stop();
  });

  const open = async (hash = "#/explore", options = {}): Promise<Page> => {
    const { page } = await openPage(browser, `${product.url}/${hash}`, options);
    await page.getByRole("textbox", { name: "Query in SQL" }).waitFor({ timeout: PATIENCE_MS });
    return page;
  };
  const write = async (page: Page, sql: string): Promise<void> => {
    await page.getByRole("textbox", { name: "Query in SQL" }).fill(sql);
  };
  const answered = async (page: Page, text: string): Promise<void> => {
    await page.getByTestId("answer").getByText(text, { exact: true }).first().waitFor({ timeout: PATIENCE_MS });
  };

  test("the editor knows the tables, runs by the keyboard, and marks a fault where it is", async () => {
    const page = await open();
    await page.getByText("A query may take").waitFor({ timeout: PATIENCE_MS });
    const editor = page.getByRole("textbox", { name: "Query in SQL" });
    await editor.pressSequentially("SELECT * FROM status_per_m");
    await page.getByRole("option", { name: "status_per_minute" }).waitFor({ timeout: PATIENCE_MS });
    await page.keyboard.press("Escape");
    await write(page, "SELECT 1,\n  nothing");
    await editor.press("Control+Enter");
    const fault = page.getByTestId("fault");
    await fault.getByText("Unknown expression identifier `nothing`").waitFor({ timeout: PATIENCE_MS });
    expect(await page.locator(".cm-lintRange-error").innerText()).toBe("nothing");
    await fault.getByRole("button", { name: "Go to line 2" }).click();
    await page.keyboard.press("Shift+End");
    await page.keyboard.type("2 AS two");
    await editor.press("Control+Enter");
    await answered(page, "1 row");
    expect(await page.getByRole("columnheader", { name: "two" }).count()).toBe(1);
    expect(await page.locator(".cm-lintRange-error").count()).toBe(0);
    await page.context().close();
  });

  test("what is selected is run alone", async () => {
    const page = await open();
    await write(page, "SELECT 41 AS a\nSELECT 42 AS b");
    const editor = page.getByRole("textbox", { name: "Query in SQL" });
    await editor.press("Control+End");
    await editor.press("Shift+Home");
    await page.getByRole("button", { name: "Run the selection" }).click({ timeout: PATIENCE_MS });
    await answered(page, "42");
    expect(await page.getByTestId("answer").getByText("b", { exact: true }).count()).toBe(1);
    await page.context().close();
  });

  test("ten thousand rows are sorted, walked through and copied", async () => {
    const page = await open("#/explore", { permissions: ["clipboard-read", "clipboard-write"] });
    await write(page, "SELECT number AS n, concat('row ', toString(number)) AS name FROM numbers(10001)");
    await page.getByRole("button", { name: "Run", exact: true }).click({ timeout: PATIENCE_MS });
    await answered(page, "10,000 rows");
    await page.getByText("There are more rows; the first 10,000 are shown.", { exact: false }).waitFor();
    // Far fewer are in the page than in the answer.
    expect(await page.getByRole("row").count()).toBeLessThan(100);
    const grid = page.getByRole("grid");
    await page.getByRole("button", { name: "n", exact: true }).click();
    await grid.getByText("row 9999").click({ timeout: PATIENCE_MS });
    await grid.press("End");
    await grid.getByText("row 0", { exact: true }).waitFor({ timeout: PATIENCE_MS });
    await page.getByRole("button", { name: "Copy row" }).click();
    await page.getByText("Copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("0\trow 0");
    await page.context().close();
  });

  test("a query with a parameter becomes lines, is saved by name, and its link shows the same to others", async () => {
    const page = await open();
    await write(page, SERIES);
    await page.getByRole("textbox", { name: /^minutes/ }).fill("30");
    await page.getByRole("button", { name: "Run", exact: true }).click({ timeout: PATIENCE_MS });
    await page.getByRole("img", { name: "Lines over time: denied" }).waitFor({ timeout: PATIENCE_MS });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByLabel("Name", { exact: true }).fill("denials by minute");
    await page.getByTestId("save-query").getByRole("button", { name: "Save" }).click();
    await page.getByLabel("Your name").fill("Ana");
    await page.getByRole("button", { name: "Continue" }).click();
    const saved = page.getByTestId("saved-queries");
    await saved.getByRole("link", { name: "denials by minute" }).waitFor({ timeout: PATIENCE_MS });
    await page.waitForURL(/#\/explore\?q=q-[0-9a-f]+$/, { timeout: PATIENCE_MS });
    const link = new URL(page.url()).hash;

    const other = await open(link, { viewport: PHONE });
    await other.getByRole("img", { name: "Lines over time: denied" }).waitFor({ timeout: PATIENCE_MS });
    expect(await other.getByRole("textbox", { name: /^minutes/ }).inputValue()).toBe("30");
    expect(await excessWidth(other)).toBe(0);
    await other.context().close();

    await page.getByRole("button", { name: "Table", exact: true }).click();
    await page.waitForURL(/view=table/, { timeout: PATIENCE_MS });
    await saved.getByRole("button", { name: "Delete denials by minute" }).click();
    await saved.getByRole("button", { name: "Undo" }).click({ timeout: PATIENCE_MS });
    await saved.getByRole("link", { name: "denials by minute" }).waitFor({ timeout: PATIENCE_MS });
    await page.context().close();
  });

  test.each([
    ["light", DESKTOP],
    ["dark", PHONE],
  ] as const)(
    "every way to show an answer, and a fault, can be read by everybody: %s",
    async (colorScheme, viewport) => {
      const faults: Record<string, string[]> = {};
      const answers = {
        lines: "SELECT toDateTime('2026-03-02 09:00:00') + number AS at, number AS a, 9 - number AS b FROM numbers(9)",
        bars: "SELECT concat('issuer ', toString(number)) AS issuer, number AS a, 3 - number AS b FROM numbers(9)",
        table: "SELECT number, [number] AS list, NULL AS nothing FROM numbers(500)",
        number: "SELECT 1234567 AS total",
        fault: "SELECT nothing",
      };
      for (const [name, sql] of Object.entries(answers)) {
        const page = await open(`#/explore?sql=${encodeURIComponent(sql)}`, { colorScheme, viewport });
        await page.getByTestId(name === "fault" ? "fault" : "answer").waitFor({ timeout: PATIENCE_MS });
        const wider = await excessWidth(page);
        const found = [...(await seriousFaults(page)), ...(wider > 0 ? [`${wider} pixels too wide`] : [])];
        if (found.length > 0) faults[name] = found;
        await page.screenshot({ path: path.join(ARTEFACTS, `explore-${name}-${colorScheme}.png`), fullPage: true });
        await page.context().close();
      }
      expect(faults).toEqual({});
    },
  );

  test("an answer is taken along as a file, and the query is in the history after the page is loaded anew", async () => {
    const page = await open(`#/explore?sql=${encodeURIComponent("SELECT 7 AS seven")}`);
    await answered(page, "7");
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: PATIENCE_MS }),
      page.getByRole("button", { name: "CSV", exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("answer.csv");
    expect(await readFile(await download.path(), "utf8")).toBe('"seven"\n7\n');
    await page.goto(`${product.url}/#/explore`);
    await page.reload();
    await page.getByText("Asked in this browser").click({ timeout: PATIENCE_MS });
    await page.getByTestId("query-history").getByRole("link", { name: "SELECT 7 AS seven" }).click();
    await answered(page, "7");
    expect(await page.getByRole("textbox", { name: "Query in SQL" }).innerText()).toBe("SELECT 7 AS seven");
    await page.context().close();
  });

  test("a query that is cancelled ends in the engine too: it keeps no place from others", async () => {
    const page = await open();
    await write(page, ENDLESS);
    // Four are answered at once, and each may take longer than this test waits.
    for (let round = 0; round < 5; round++) {
      await page.getByRole("button", { name: "Run", exact: true }).click({ timeout: PATIENCE_MS });
      await page.getByText("Running for 1 s").waitFor({ timeout: PATIENCE_MS });
      await page.getByRole("button", { name: "Cancel" }).click({ timeout: PATIENCE_MS });
      await page.getByText("Cancelled: there is no answer").waitFor({ timeout: PATIENCE_MS });
    }
    await write(page, "SELECT 43 AS after");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await answered(page, "43");
    expect(await page.getByTestId("fault").count()).toBe(0);
    await page.context().close();
  });
});

describe.skipIf(!hasBrowser)("asking in SQL without a store, in a browser", () => {
  test("the page says what is missing and what to do", async () => {
    const [browser, product] = await Promise.all([launchBrowser(), serveProduct(0)]);
    const { page } = await openPage(browser, `${product.url}/#/explore`);
    await page
      .getByTestId("store-notice")
      .getByText("This server keeps no store; set store to chdb or clickhouse")
      .waitFor({ timeout: PATIENCE_MS });
    expect(await page.getByRole("button", { name: "Run", exact: true }).isDisabled()).toBe(true);
    await browser.close();
    await product.stop();
  });
});
