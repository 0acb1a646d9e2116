import type { Browser } from "playwright-core";

/** Processor seconds that all processes of the browser used in a second, over `seconds`. */
export async function processorTime(browser: Browser, seconds: number, live: () => Promise<void>): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const used = async (): Promise<number> => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const before = await used();
  const began = performance.now();
  for (let second = 1; second <= seconds; second++) {
    await live();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + second * 1000 - performance.now())));
  }
  const spent = (await used()) - before;
  const passed = (performance.now() - began) / 1000;
  await session.detach();
  return spent / passed;
}
