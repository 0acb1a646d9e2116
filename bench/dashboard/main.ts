import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { openBareCharts } from "./bare-page.ts";
import { processorTime } from "./browser-time.ts";
import { firstPaint } from "./first-paint.ts";
import { scriptKb } from "./script-size.ts";
import { CHARTS, serve } from "./served.ts";
import { DAY_TICKS, soak } from "./soak.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "20" },
    rounds: { type: "string", default: "3" },
    ticks: { type: "string", default: String(DAY_TICKS) },
    /** Only one part: live, paint, size or soak. */
    only: { type: "string", default: "" },
  },
});

const POINTS = 1440;
const TICK_MS = 1000;
const HOUR_TICKS = 3600;
const WINDOW = { width: 1600, height: 1400 };
/** The page needs its time to open, and the browser to compile what it draws with. */
const WARM_UP_SECONDS = 4;

const GOALS = { live: 1.2, paintMs: 2500, scriptKb: 150, growth: 1.1 };

let missed = 0;

if (!existsSync("dist/server/start.js")) throw new Error("there is no build; run npm run build first");
const executablePath = [process.env["SMOKEWATCH_CHROMIUM"], "/usr/bin/chromium"].find(
  (place) => place !== undefined && existsSync(place),
);
if (executablePath === undefined) throw new Error("no Chromium was found; name one in SMOKEWATCH_CHROMIUM");
const chromiumRun = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
console.log(`Chromium ${chromiumRun.version()}, Node ${process.versions.node}`);
const parts: Record<string, (browser: Browser) => Promise<void>> = { live, paint, size, soak: soaked };
for (const [name, part] of Object.entries(parts))
  if (values.only === "" || values.only === name) await part(chromiumRun);
await chromiumRun.close();
console.log(missed === 0 ? "\nall goals are held" : `\n${missed} goals are missed`);
process.exitCode = missed === 0 ? 0 : 1;

/** Processor time of the whole browser with the page open and live, beside bare charts, by turns in one browser. */
async function live(browser: Browser): Promise<void> {
  const served = await serve(TICK_MS, HOUR_TICKS);
  const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
  const times = { smokewatch: [] as number[], bare: [] as number[], fewer: [] as number[] };
  let shape = { width: 480, height: 160, columns: 3, points: 360 };
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage({ viewport: WINDOW });
    await page.goto(`${served.url}/#/live?range=1h`);
    await page
      .locator(".chart canvas")
      .nth(CHARTS - 1)
      .waitFor();
    shape = await page.evaluate(() => {
      const charts = [...document.querySelectorAll(".chart")].map((chart) => chart.getBoundingClientRect());
      const [first] = charts;
      const { width = 0, height = 0, top = 0 } = first ?? {};
      return {
        width: Math.round(width),
        height: Math.round(height),
        columns: charts.filter((one) => one.top === top).length,
        points: 360,
      };
    });
    times.smokewatch.push(await warmedUp(browser, seconds, () => served.play(1)));
    await page.close();
    for (const [name, points] of [
      ["bare", POINTS],
      ["fewer", shape.points],
    ] as const) {
      const bare = await browser.newPage({ viewport: WINDOW });
      await openBareCharts(bare, { charts: CHARTS, ...shape, points });
      times[name].push(await warmedUp(browser, seconds, () => Promise.resolve()));
      await bare.close();
    }
  }
  await served.stop();
  console.log(
    `\nlive: ${CHARTS} charts of ${shape.width} x ${shape.height}, CPU seconds of the whole browser in a second, ${rounds} rounds of ${seconds} s`,
  );
  const bare = median(times.bare);
  console.log(`  uPlot alone, ${POINTS} points      ${inWords(times.bare)}`);
  console.log(
    `  uPlot alone, ${shape.points} points       ${inWords(times.fewer)}  ${(median(times.fewer) / bare).toFixed(2)} times`,
  );
  console.log(
    `  smokewatch, an hour of seconds ${inWords(times.smokewatch)}  ${(median(times.smokewatch) / bare).toFixed(2)} times`,
  );
  goal("times uPlot alone", median(times.smokewatch) / bare, GOALS.live);
}

async function warmedUp(browser: Browser, seconds: number, step: () => Promise<void>): Promise<number> {
  await processorTime(browser, WARM_UP_SECONDS, step);
  return processorTime(browser, seconds, step);
}

async function paint(browser: Browser): Promise<void> {
  const served = await serve(10_000, 400);
  const rounds = [];
  for (let round = 0; round < Number(values.rounds); round++) rounds.push(await firstPaint(browser, served.url));
  await served.stop();
  console.log(
    "\npaint: a phone of the middle (processor four times slower) on slow 4G (1.6 Mbit/s, 150 ms), nothing cached",
  );
  console.log(
    `  first paint     ${inWords(
      rounds.map(({ paintMs }) => paintMs),
      0,
    )} ms`,
  );
  console.log(
    `  first chart     ${inWords(
      rounds.map(({ chartMs }) => chartMs),
      0,
    )} ms`,
  );
  console.log(
    `  transferred     ${inWords(
      rounds.map(({ transferredKb }) => transferredKb),
      0,
    )} KB`,
  );
  goal("ms to the first paint", median(rounds.map(({ paintMs }) => paintMs)), GOALS.paintMs);
}

async function size(): Promise<void> {
  const kb = scriptKb();
  console.log(
    `\nsize: ${kb.toFixed(1)} KB of script, gzipped, all pages and languages, without what is large and fetched on demand`,
  );
  goal("KB of script", kb, GOALS.scriptKb);
}

async function soaked(browser: Browser): Promise<void> {
  const ticks = Number(values.ticks);
  const { heapMb, nodes, listeners } = await soak(browser, ticks);
  console.log(
    `\nsoak: ${ticks} ticks of 10 s (${((ticks * 10) / 3600).toFixed(1)} h) as fast as the page follows; after a tenth more, and each quarter`,
  );
  console.log(`  heap            ${heapMb.map((mb) => mb.toFixed(1)).join("  ")} MB`);
  console.log(`  nodes           ${nodes.join("  ")}`);
  console.log(`  listeners       ${listeners.join("  ")}`);
  goal("times the heap of the beginning", (heapMb.at(-1) ?? 0) / (heapMb[0] ?? 1), GOALS.growth);
  goal("times the nodes of the beginning", (nodes.at(-1) ?? 0) / (nodes[0] ?? 1), GOALS.growth);
}

function goal(what: string, figure: number, most: number): void {
  const isHeld = figure <= most;
  if (!isHeld) missed += 1;
  console.log(`  ${isHeld ? "held  " : "MISSED"}  ${figure.toFixed(2)} ${what}, goal at most ${most}`);
}

function median(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

function inWords(figures: readonly number[], digits = 3): string {
  const [least, most] = [Math.min(...figures), Math.max(...figures)].map((figure) => figure.toFixed(digits));
  return `${median(figures).toFixed(digits)} [${least}..${most}]`;
}
