import { describe, expect, test } from "vitest";
import { filesBelow } from "../../../test/support/imports.ts";
import { ROOT } from "../../../test/support/run-program.ts";
import { es } from "./es.ts";
import { pt } from "./pt.ts";

const LITERAL = String.raw`"((?:[^"\\\n]|\\.)*)"`;
/** t("..."), english("..."), and tn(n, "...", "..."), of which the first argument may itself hold calls. */
const ONE = new RegExp(String.raw`\b(?:t|english)\(\s*${LITERAL}`, "g");
const TWO = new RegExp(String.raw`\btn\([^"]*?,\s*${LITERAL},\s*${LITERAL}`, "g");

const unescaped = (literal: string): string => JSON.parse(`"${literal}"`) as string;

/** Every text that the source asks for, with the file that asks. */
function askedTexts(): Map<string, string> {
  const asked = new Map<string, string>();
  for (const { path: file, text: source } of filesBelow(ROOT, "src/dashboard")) {
    if (!/\.tsx?$/.test(file) || file.endsWith(".test.ts") || file.includes("dashboard/language/")) continue;
    const found = [...source.matchAll(ONE), ...source.matchAll(TWO)].flatMap(([, ...literals]) => literals);
    for (const literal of found) asked.set(unescaped(literal), file);
  }
  return asked;
}

const parametersOf = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe.each(Object.entries({ pt, es }))("the dictionary %s", (_name, dictionary) => {
  const asked = askedTexts();

  test("has every text that a page shows", () => {
    const missing = [...asked].filter(([text]) => dictionary[text] === undefined);
    expect(missing.map(([text, file]) => `${file}: ${text}`)).toEqual([]);
  });

  test("has nothing that no page shows", () => {
    expect(Object.keys(dictionary).filter((text) => !asked.has(text))).toEqual([]);
  });

  test("keeps the parameters of each text", () => {
    const changed = Object.entries(dictionary).filter(
      ([text, translated]) => parametersOf(text).join(" ") !== parametersOf(translated).join(" "),
    );
    expect(changed).toEqual([]);
  });
});

/** Folders of which every text is translated. */
const SPOKEN = ["frame", "header", "person", "settings"];
/** Names of keys and of the product are the same everywhere. */
const NAMES = /<kbd>[^<{]*<\/kbd>|(?<=>)Smokewatch(?=<)/g;
/** Words between tags, and in attributes that people read or hear. */
const BARE = [
  /(?<!=)>\s*([A-Za-z][a-z]+(?: [\w',.]+)*[.?!]?)\s*</g,
  /\b(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z]{2}[^"]*)"/g,
];

test("no component writes a text past the dictionaries", () => {
  const files = SPOKEN.flatMap((folder) => filesBelow(ROOT, `src/dashboard/${folder}`));
  const components = files.filter(({ path: file }) => file.endsWith(".tsx"));
  const bare = components.flatMap(({ path: file, text: source }) =>
    BARE.flatMap((pattern) =>
      Array.from(source.replaceAll(NAMES, "").matchAll(pattern), ([, words]) => `${file}: ${words}`),
    ),
  );
  expect(components.length).toBeGreaterThan(20);
  expect(bare).toEqual([]);
});
