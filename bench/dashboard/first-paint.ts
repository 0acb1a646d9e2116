import type { Browser } from "playwright-core";

/** What Lighthouse calls a slow 4G connection and a phone of the middle. */
const KB_PER_SECOND = (1.6 * 1024) / 8;
const LATENCY_MS = 150;
const PROCESSOR_SLOWER = 4;
const PHONE = { width: 390, height: 844 };

export interface FirstPaint {
  /** Something is seen. */
  paintMs: number;
  /** The first chart has its line. */
  chartMs: number;
  transferredKb: number;
}

export async function firstPaint(browser: Browser, url: string): Promise<FirstPaint> {
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 3, isMobile: true });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: KB_PER_SECOND * 1024,
    uploadThroughput: (KB_PER_SECOND * 1024) / 2,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: PROCESSOR_SLOWER });
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(url);
  await page.locator(".chart canvas").first().waitFor({ timeout: 60_000 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const times = await page.evaluate(() => ({
    paintMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    chartMs: performance.now(),
  }));
  await context.close();
  return { ...times, transferredKb: bytes / 1024 };
}
