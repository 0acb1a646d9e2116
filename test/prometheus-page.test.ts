import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startWithoutPort } from "./support/product-without-port.ts";

const read = (path: string): string => readFileSync(new URL(`../docs/${path}`, import.meta.url), "utf8");
/** Samples of a histogram have endings of their own. */
const NAME = /\b(?:smokewatch|process|nodejs)_[a-z_]+/g;
const namesIn = (text: string) => new Set(Array.from(text.matchAll(NAME), ([name]) => name.replace(/_bucket$/, "")));

async function exposedNames(): Promise<Set<string>> {
  const served = await startWithoutPort();
  const { payload } = await served.app.inject({ url: "/metrics", headers: { host: "localhost" } });
  await served.close();
  return new Set(Array.from(payload.matchAll(/^# TYPE (\S+)/gm), ([, name = ""]) => name));
}

test("docs/prometheus.md tells of every metric, and of none that is not there", async () => {
  expect([...namesIn(read("prometheus.md"))].toSorted()).toEqual([...(await exposedNames())].toSorted());
});

test("the rules ask for metrics that exist", async () => {
  const exposed = await exposedNames();
  for (const file of ["prometheus/recording-rules.yml", "prometheus/alerting-rules.yml"]) {
    const unknown = [...namesIn(read(file))].filter((name) => !exposed.has(name));
    expect(unknown, file).toEqual([]);
  }
});
