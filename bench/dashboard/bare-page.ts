import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type uPlot from "uplot";
import type { Page } from "playwright-core";

const require = createRequire(import.meta.url);

export interface BareCharts {
  charts: number;
  points: number;
  /** Of a chart of the product, so that as many pixels are drawn. */
  width: number;
  height: number;
  columns: number;
}

/** Charts of uPlot and nothing else: line, expected and band as the product has them, a point more every second. */
export async function openBareCharts(page: Page, options: BareCharts): Promise<void> {
  const script = readFileSync(require.resolve("uplot/dist/uPlot.iife.min.js"), "utf8");
  const style = readFileSync(require.resolve("uplot/dist/uPlot.min.css"), "utf8");
  await page.setContent(
    `<style>${style} #all { display: grid; grid-template-columns: repeat(${options.columns}, ${options.width}px); gap: 12px }</style><div id="all"></div>`,
  );
  await page.addScriptTag({ content: script });
  await page.evaluate(({ charts, points, width, height }) => {
    const { uPlot: Chart } = globalThis as unknown as { uPlot: typeof uPlot };
    const begin = Math.floor(Date.now() / 1000) - points;
    const all = Array.from({ length: charts }, () => {
      const at = Array.from({ length: points }, (_, i) => begin + i);
      const value = at.map(() => 30 + Math.random() * 20);
      const hidden = { points: { show: false } };
      const series: uPlot.Series[] = [
        {},
        { ...hidden },
        { ...hidden },
        { stroke: "#888", width: 1.25, dash: [4, 3], ...hidden },
        { stroke: "#2a5bb8", width: 1.25, ...hidden },
      ];
      const lists = [at, at.map(() => 55), at.map(() => 25), at.map(() => 40), value];
      const chart = new Chart(
        { width, height, legend: { show: false }, series, bands: [{ series: [1, 2], fill: "rgb(92 108 140 / 0.13)" }] },
        lists as uPlot.AlignedData,
        document.querySelector("#all") as HTMLElement,
      );
      return { chart, lists };
    });
    setInterval(() => {
      for (const { chart, lists } of all) {
        const [at = [], upper = [], lower = [], expected = [], value = []] = lists;
        for (const list of lists) list.shift();
        at.push((at.at(-1) ?? 0) + 1);
        upper.push(55);
        lower.push(25);
        expected.push(40);
        value.push(30 + Math.random() * 20);
        chart.setData(lists as uPlot.AlignedData);
      }
    }, 1000);
  }, options);
}
