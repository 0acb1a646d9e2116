import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ROOT } from "../support/run-program.ts";

const DASHBOARD = path.join(ROOT, "dist", "dashboard");
const ASSETS = path.join(DASHBOARD, "assets");
const BUDGET_KB = 150;
const FIRST_VISIT_KB = 110;
/** Large parts that are fetched only by those who write SQL or open a Teams message. */
const ON_DEMAND = /^(?:sql-editor|card-renderer)-/;
/** Of the languages one is fetched. */
const DICTIONARY = /^(?:pt|es)-/;

const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;
const ANY_IMPORT = /(?:\bfrom|\bimport\(?)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

const textOf = (file: string): string => readFileSync(path.join(ASSETS, file), "utf8");
const namesIn = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, name]) => name ?? "");

/** The scripts that are reached from the page by imports of a kind. */
function reached(pattern: RegExp): string[] {
  const files = new Set(readdirSync(ASSETS));
  const found = new Set<string>();
  const queue = namesIn(readFileSync(path.join(DASHBOARD, "index.html"), "utf8"), /assets\/([\w.-]+\.js)/g);
  for (const name of queue) {
    if (found.has(name) || !files.has(name) || ON_DEMAND.test(name)) continue;
    found.add(name);
    queue.push(...namesIn(textOf(name), pattern));
  }
  return [...found];
}

const sizeKb = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(textOf(file), { level: 9 }).length / 1024, 0);

test(`the dashboard's script stays within ${BUDGET_KB} KB, all pages and a language together`, () => {
  const all = reached(ANY_IMPORT);
  const dictionaries = all.filter((name) => DICTIONARY.test(name));
  const largest = Math.max(...dictionaries.map((name) => sizeKb([name])));
  const total = sizeKb(all.filter((name) => !DICTIONARY.test(name))) + largest;
  expect(dictionaries).toHaveLength(2);
  expect(all.length).toBeGreaterThan(8);
  expect(total).toBeLessThan(BUDGET_KB);
});

test(`the first page needs less than ${FIRST_VISIT_KB} KB of it`, () => {
  const first = reached(STATIC_IMPORT);
  expect(first.length).toBeGreaterThan(0);
  expect(sizeKb(first)).toBeLessThan(FIRST_VISIT_KB);
});
