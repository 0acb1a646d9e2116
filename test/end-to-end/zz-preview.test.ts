import { writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { chromiumPath, CHROMIUM_FLAGS } from "../support/chromium.ts";
import { sampleReport } from "../support/analysis-sample.ts";
import { htmlReport } from "../../src/core/analysis/report/html.ts";
import { markdownReport } from "../../src/core/analysis/report/markdown.ts";
import { textReport } from "../../src/core/analysis/report/text.ts";
import { test } from "vitest";
test("p", async () => {
const r = sampleReport();
writeFileSync("/tmp/ar.html", htmlReport(r)); writeFileSync("/tmp/ar.md", markdownReport(r)); writeFileSync("/tmp/ar.txt", textReport(r));
const b = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
const file = process.env.PREVIEW ?? "/tmp/ar.html";
for (const [n, viewport, colorScheme] of [["d", {width:1280,height:900}, "light"], ["k", {width:1280,height:900}, "dark"], ["p", {width:390,height:844}, "light"]]) {
  const p = await b.newPage({ viewport, colorScheme });
  p.on("console", (m) => console.log(m.text()));
  await p.goto("file://" + file);
  console.log(n, await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth));
  await p.screenshot({ path: `/tmp/ar-${n}.png`, fullPage: true });
  if (n === "d") await p.pdf({ path: "/tmp/ar.pdf", format: "A4", printBackground: false });
}
await b.close();

});
