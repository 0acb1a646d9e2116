import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { brokenCitations, type Page, type Project } from "./support/citations.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const NOT_OURS = new Set(["node_modules", "dist", "data", "case", "artefacts", ".git"]);

function walk(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (!entry.isDirectory()) return [name];
    return NOT_OURS.has(name) ? [] : walk(name);
  });
}

/** The names that commands of the program are declared with. */
function commandNames(files: readonly string[]): string[] {
  const inCli = files.filter(
    (file) => file.startsWith("src/cli/") && file.endsWith(".ts") && !file.endsWith(".test.ts"),
  );
  const texts = inCli.map((file) => readFileSync(path.join(ROOT, file), "utf8"));
  return texts.flatMap((text) => Array.from(text.matchAll(/new Command\("([a-z-]+)"\)/g), ([, name]) => name ?? ""));
}

const files = walk("");
const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as { scripts: object };
const project: Project = {
  files: new Set(files),
  npmScripts: new Set(Object.keys(manifest.scripts)),
  commands: new Set(commandNames(files)),
};
const pages: Page[] = files
  .filter((file) => file.endsWith(".md"))
  .map((file) => ({
    path: file,
    text: readFileSync(path.join(ROOT, file), "utf8"),
    isHistory: file === "CHANGELOG.md" || file.startsWith("docs/decisions/"),
  }));

describe("the documentation", () => {
  test("is read at all", () => {
    expect(pages.map((page) => page.path)).toContain("docs/settings.md");
    expect(pages.map((page) => page.path)).toContain("CONTRIBUTING.md");
    expect(project.npmScripts).toContain("start");
    expect(project.commands).toContain("serve");
  });

  test("cites only files, scripts and commands that exist, and no path of one machine", () => {
    expect(pages.flatMap((page) => brokenCitations(page, project))).toEqual([]);
  });
});

describe("brokenCitations", () => {
  const small: Project = {
    files: new Set(["README.md", "docs/a.md", "docs/picture.png", "src/core/judge/judge.ts", ".ci/run"]),
    npmScripts: new Set(["start", "test", "check"]),
    commands: new Set(["serve", "replay"]),
  };
  const faults = (text: string, isHistory = false) => brokenCitations({ path: "docs/b.md", text, isHistory }, small);

  test.each([
    "See [the page](a.md), [the top](../README.md#start), ![a picture](picture.png) and [elsewhere](https://example.com/x).",
    "`docs/a.md`, `src/core`, `src/core/judge/`, `judge/judge.ts`, `.ci/run`, `README.md`",
    "`npm start`, `npm run check`, `npm test -- unit`, `npm ci`, `npm start -- serve --port 5000`",
    "`smokewatch serve`, `smokewatch replay FILE`, `smokewatch --help`, `smokewatch.yaml`",
    "```sh\nnpm start\nsmokewatch replay transactions.csv > out/of/here.csv\n```",
    "`/v1/transactions`, `application/json`, `1/week`, `src/**/*.ts`, `<name>/x.ts`, `data/`",
    "smokewatch watches, and npm knows nothing of it",
  ])("finds nothing in %j", (text) => {
    expect(faults(text)).toEqual([]);
  });

  test.each([
    ["[gone](gone.md)", "docs/b.md:1: the link to gone.md leads nowhere"],
    ["\n[from the wrong folder](docs/a.md)", "docs/b.md:2: the link to docs/a.md leads nowhere"],
    ["`docs/gone.md`", "docs/b.md:1: docs/gone.md does not exist"],
    ["`src/gone`", "docs/b.md:1: src/gone does not exist"],
    ["`judge/gone.ts`", "docs/b.md:1: judge/gone.ts does not exist"],
    ["`GONE.md`", "docs/b.md:1: GONE.md does not exist"],
    ["`npm run gone`", "docs/b.md:1: there is no npm script gone"],
    ["```\nnpm gone\n```", "docs/b.md:2: there is no npm script gone"],
    ["`smokewatch gone`", "docs/b.md:1: there is no command gone"],
    ["```sh\nnpm start -- gone --port 1\n```", "docs/b.md:2: there is no command gone"],
    ["see /home/me/x", "docs/b.md:1: /home/me/x is a path of one machine"],
    ["`/tmp/x.csv`", "docs/b.md:1: /tmp/x.csv is a path of one machine"],
  ])("finds the fault in %j", (text, fault) => {
    expect(faults(text)).toEqual([fault]);
  });

  test("lets a page of history name what is gone, but not link to it", () => {
    expect(faults("`docs/gone.md`, `npm run gone`", true)).toEqual([]);
    expect(faults("[gone](gone.md)", true)).toHaveLength(1);
  });
});
