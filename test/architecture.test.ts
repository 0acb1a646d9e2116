import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { faultsIn, folderCycles, partOf, type Part } from "./support/architecture.ts";
import { filesBelow, importsOf } from "./support/imports.ts";

const CORE = "core/*";
const CLOCK = "server/pipeline/clock.ts";
const INTERFACES = ["server/journal", "server/store", "server/channel", "server/feed"];

/** Who may import whom. A part may always import itself. */
const table: readonly Part[] = [
  { name: "core/stats", parts: [] },
  { name: "core/model", parts: [], packages: ["typebox"] },
  { name: "core/intake", parts: ["core/model"] },
  { name: "core/rollup", parts: ["core/model", "core/stats"] },
  { name: "core/judge", parts: ["core/model", "core/stats"] },
  { name: "core/judge/rule", parts: ["core/judge", "core/model"], packages: ["@bufbuild/cel"] },
  { name: "core/explain", parts: ["core/model", "core/stats"] },
  { name: "core/incident", parts: ["core/model", "core/stats"] },
  { name: "core/notify", parts: ["core/model", "core/stats", "core/incident"] },
  {
    name: "core/engine",
    parts: ["core/model", "core/rollup", "core/judge", "core/judge/rule", "core/incident", "core/notify", "core/query"],
  },
  { name: "core/query", parts: ["core/model"] },
  { name: "core/archive", parts: ["core/model", "core/engine", "core/judge"] },
  { name: "core/analysis", parts: ["core/model", "core/stats", "core/engine"] },
  // What files and requests hold alike: rows of CSV, card numbers, what a message may repeat.
  { name: "core/analysis/infer", parts: ["core/analysis", "core/intake", "core/model"] },
  { name: "core/analysis/report", parts: ["core/analysis", "core/analysis/infer", "core/model"] },
  { name: "core/simulate", parts: ["core/model", "core/stats"] },

  { name: "server/journal", parts: ["core/model"] },
  { name: "server/journal/memory.ts", parts: ["server/journal", "core/model"] },
  { name: "server/journal/directory-lock.ts", parts: [], packages: ["node:"] },
  {
    name: "server/journal/files",
    parts: ["server/journal", "server/journal/directory-lock.ts", "core/model"],
    packages: ["msgpackr", "node:"],
  },
  { name: "server/store", parts: ["core/model"], packages: ["node:"] },
  { name: "server/store/chdb", parts: ["server/store"], packages: ["chdb", "node:"] },
  {
    name: "server/store/clickhouse",
    parts: ["server/store", "core/model"],
    packages: ["@clickhouse/client", "node:"],
  },
  { name: "server/feed", parts: ["core/model"] },
  { name: "server/feed/memory.ts", parts: ["server/feed", "core/model"] },
  { name: "server/channel", parts: ["core/model"] },
  { name: "server/channel/private-address.ts", parts: [], packages: ["node:"] },
  { name: "server/channel/http-request.ts", parts: ["server/channel/private-address.ts"], packages: ["node:"] },
  { name: "server/channel/post-json.ts", parts: ["server/channel/http-request.ts"], packages: ["node:"] },
  { name: "server/channel/call-address.ts", parts: ["server/channel/http-request.ts"] },
  { name: "server/channel/receipt-of.ts", parts: ["server/channel", "server/channel/http-request.ts"] },
  ...["teams", "slack", "webhook", "pagerduty", "alertmanager"].map((kind) => ({
    name: `server/channel/${kind}`,
    parts: [
      "core/model",
      "server/channel",
      "server/channel/http-request.ts",
      "server/channel/post-json.ts",
      "server/channel/receipt-of.ts",
    ],
    packages: ["node:"],
  })),
  {
    name: "server/channel/email",
    parts: ["server/channel", "server/channel/private-address.ts", "core/model"],
    packages: ["nodemailer", "@resvg/resvg-js", "node:"],
  },

  { name: "server/backtest", parts: ["core/engine", "core/model"], packages: ["node:"] },
  { name: "server/link", parts: ["server/channel", "core/model"], packages: ["node:"] },
  {
    name: "server/analysis-file",
    parts: ["core/analysis", "core/analysis/infer", "core/intake"],
    packages: ["hyparquet", "hyparquet-compressors", "saxes", "node:"],
  },

  { name: CLOCK, parts: [], packages: ["node:"] },
  {
    name: "server/pipeline",
    parts: [CORE, ...INTERFACES, CLOCK, "server/pipeline/snapshot-code.ts"],
    packages: ["typebox"],
  },
  {
    name: "server/pipeline/snapshot-code.ts",
    parts: ["core/archive", "core/engine"],
    packages: ["node:"],
  },
  {
    name: "server/operations",
    parts: [CORE, ...INTERFACES, CLOCK, "server/analysis-file", "server/backtest", "server/link", "server/pipeline"],
    packages: ["node:", "typebox"],
  },
  {
    name: "server/http",
    parts: ["core/model", ...INTERFACES, CLOCK, "server/operations"],
    packages: ["fastify", "@fastify/*", "pino", "typebox", "node:"],
  },
  { name: "server/free-port.ts", parts: [], packages: ["node:"] },
  {
    name: "server/config",
    parts: ["core/model", "core/judge/rule", "core/notify"],
    packages: ["commander", "typebox", "yaml", "node:"],
  },
  {
    name: "server/create-channel.ts",
    parts: ["server/channel", "server/channel/*", "server/config"],
  },
  { name: "server/start.ts", parts: [CORE, "server/*"], packages: ["fastify", "pino", "node:"] },
  { name: "cli", parts: [CORE, "server/start.ts", "server/config"], packages: ["commander", "csv-parse", "node:"] },
  {
    name: "dashboard",
    parts: [CORE],
    packages: ["preact", "@preact/signals", "uplot", "adaptivecards", "@codemirror/*", "@lezer/highlight"],
  },
];

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const sources = filesBelow(ROOT, "src").filter(({ path }) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path));

describe("the source tree", () => {
  test("is read at all", () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.flatMap(({ text }) => importsOf(text)).length).toBeGreaterThan(20);
    for (const { path, text } of sources) {
      const statements = text.match(/^(?:import|export) .*\bfrom "/gm)?.length ?? 0;
      expect(importsOf(text).length, path).toBeGreaterThanOrEqual(statements);
    }
  });

  test("imports only what the table allows, lies in known folders, and has no barrel files", () => {
    expect(faultsIn(sources, table)).toEqual([]);
  });

  test("has no folders that need each other in a circle", () => {
    expect(folderCycles(sources)).toEqual([]);
  });
});

describe("the table", () => {
  test("names only parts that it knows", () => {
    const names = new Set(table.map(({ name }) => name));
    const known = (pattern: string) => (pattern.endsWith("/*") ? true : names.has(pattern));
    expect(table.flatMap(({ parts }) => parts).filter((pattern) => !known(pattern))).toEqual([]);
  });

  test("keeps the core pure", () => {
    for (const { name, parts, packages = [] } of table.filter((part) => part.name.startsWith("core/"))) {
      expect(
        parts.filter((part) => !part.startsWith("core/")),
        name,
      ).toEqual([]);
      // CEL has neither clock nor input or output, and stays where rules are.
      const pure = name === "core/judge/rule" ? ["@bufbuild/cel"] : ["typebox"];
      expect(
        packages.filter((module) => !pure.includes(module)),
        name,
      ).toEqual([]);
    }
  });
});

describe("faultsIn", () => {
  const fault = (path: string, text: string) => faultsIn([{ path, text }], table);

  test.each([
    ["src/core/stats/a.ts", 'import { a } from "./b.ts";\n'],
    ["src/core/judge/a.ts", 'import type { A } from "../model/a.ts";\nimport { b } from "../stats/b.ts";\n'],
    [
      "src/server/journal/files/a.ts",
      'import { pack } from "msgpackr";\nimport type { Journal } from "../journal.ts";\n',
    ],
    ["src/server/http/a.ts", 'import swagger from "@fastify/swagger";\nimport fs from "node:fs/promises";\n'],
    ["src/cli/a.ts", 'import { start } from "../server/start.ts";\nconst b = await import("../core/judge/b.ts");\n'],
    [
      "src/dashboard/main.tsx",
      'import "./style.css";\nimport { render } from "preact";\nimport { h } from "preact/hooks";\n',
    ],
  ])("finds nothing in %s when it keeps to the table", (path, text) => {
    expect(fault(path, text)).toEqual([]);
  });

  test.each([
    ["src/core/stats/a.ts", 'import { a } from "../model/a.ts";'],
    ["src/core/judge/a.ts", 'import { readFileSync } from "node:fs";'],
    ["src/core/judge/a.ts", 'import fs from "fs";'],
    ["src/core/judge/a.ts", 'import type { A } from "../incident/a.ts";'],
    ["src/core/judge/a.ts", 'import {\n  a,\n  b,\n} from "../incident/a.ts";'],
    ["src/core/judge/a.ts", 'import "../incident/a.ts";'],
    ["src/core/judge/a.ts", 'const a = 1;\nexport { b } from "../incident/b.ts";'],
    ["src/core/judge/a.ts", 'const a = await import("../incident/a.ts");'],
    ["src/core/judge/a.ts", 'type A = import("../incident/a.ts").A;'],
    ["src/core/judge/a.ts", "const a = await import(name);"],
    ["src/core/judge/a.ts", 'import { parse } from "@bufbuild/cel";'],
    ["src/core/judge/a.ts", 'import { a } from "./rule/a.ts";'],
    ["src/server/journal/journal.ts", 'import { pack } from "msgpackr";'],
    ["src/server/journal/files/a.ts", 'import { a } from "../memory.ts";'],
    ["src/server/channel/teams/teams.ts", 'import { a } from "../../journal/files/files.ts";'],
    ["src/server/pipeline/a.ts", 'import { a } from "../journal/files/files.ts";'],
    ["src/server/http/a.ts", 'import { a } from "../../core/judge/a.ts";'],
    ["src/cli/a.ts", 'import { a } from "../server/journal/files/files.ts";'],
    ["src/dashboard/a.tsx", 'import { a } from "../server/config/a.ts";'],
    ["src/dashboard/a.tsx", 'import React from "react";'],
    ["src/core/judge/a.ts", 'import { a } from "../../../test/support/a.ts";'],
  ])("finds the fault in %s: %j", (path, text) => {
    expect(fault(path, `${text}\n`)).toHaveLength(1);
  });

  test("finds a file outside the known folders", () => {
    expect(fault("src/helpers/a.ts", "export const a = 1;\n")).toEqual([
      "src/helpers/a.ts: lies in no folder that the table knows",
    ]);
    expect(partOf("src/server/other.ts", table)).toBeUndefined();
  });

  test("finds a barrel file, but not a file that hands on one thing among its own", () => {
    const handOn = 'export { a } from "./a.ts";\nexport * from "./b.ts";\n';
    expect(fault("src/core/judge/index.ts", handOn)).toHaveLength(1);
    expect(fault("src/core/judge/c.ts", `${handOn}export const c = 1;\n`)).toEqual([]);
  });

  test("is not misled by words in texts", () => {
    expect(importsOf('export const from = "x";\nexport function f() {\n  return "import y from z";\n}\n')).toEqual([]);
  });
});

describe("folderCycles", () => {
  test("finds a circle of three folders once", () => {
    const files = [
      { path: "src/core/a/x.ts", text: 'import "../b/x.ts";\nimport "./y/z.ts";\n' },
      { path: "src/core/a/y/z.ts", text: 'import "../x.ts";\n' },
      { path: "src/core/b/x.ts", text: 'import "../../cli/x.ts";\n' },
      { path: "src/cli/y.ts", text: 'import "../core/a/z.ts";\n' },
    ];
    expect(folderCycles(files)).toEqual(["cli -> core/a -> core/b -> cli"]);
    expect(folderCycles(files.slice(0, 3))).toEqual([]);
  });
});
