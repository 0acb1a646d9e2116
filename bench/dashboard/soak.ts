import type { Browser } from "playwright-core";
import { serve } from "./served.ts";

const TICK_MS = 10_000;
/** A day, and a tenth of it first, in which caches fill. */
export const DAY_TICKS = 8640;
const HISTORY_TICKS = 400;
const TICKS_AT_ONCE = 20;

export interface Soaked {
  heapMb: number[];
  nodes: number[];
  listeners: number[];
}

/** A day of ticks as fast as the page follows; what it holds is read after a collection, at its beginning and each quarter. */
export async function soak(browser: Browser, ticks: number): Promise<Soaked> {
  const served = await serve(TICK_MS, HISTORY_TICKS);
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  await page.goto(served.url);
  await page.locator(".chart canvas").first().waitFor();
  const read: Soaked = { heapMb: [], nodes: [], listeners: [] };
  const note = async (): Promise<void> => {
    const link = await page.evaluate(() => document.documentElement.dataset["link"]);
    if (link !== "live") throw new Error(`the page is not live but ${link}: what it holds says nothing`);
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    read.heapMb.push(of("JSHeapUsedSize") / 1_048_576);
    read.nodes.push(of("Nodes"));
    read.listeners.push(of("JSEventListeners"));
  };
  const play = async (some: number): Promise<void> => {
    for (let done = 0; done < some; done += TICKS_AT_ONCE) {
      await served.play(TICKS_AT_ONCE);
      // The page draws what came before more comes.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  };
  await play(ticks / 10);
  await note();
  for (let quarter = 0; quarter < 4; quarter++) {
    await play(ticks / 4);
    await note();
  }
  await context.close();
  await served.stop();
  return read;
}
