import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds serious or critical on a page as it is now: the rule, and the elements concerned. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE);
  const { violations, passes } = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } };
    return axe.run({});
  });
  // A page on which nothing could be checked is no page without faults.
  if (passes.length === 0) throw new Error(`axe found nothing to check at ${page.url()}`);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 4).map(({ target, any }) => `${target.join(" ")} ${any[0]?.message ?? ""}`);
      return `${id}: ${help} (${places.join("; ")})`;
    });
}
