import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseConfigurationFile, readConfigurationFile } from "./configuration-file.ts";
import { loadConfiguration } from "./configuration.ts";

describe("parseConfigurationFile", () => {
  test("knows the line of every value", () => {
    const file = parseConfigurationFile("port: 80\n\nmonitors:\n  - name: a\n    by: issuer\n", "x.yaml");
    expect(file.values.get("port")).toBe(80);
    expect(file.whereIs(["port"])).toBe("x.yaml:1");
    expect(file.whereIs(["monitors", 0, "by"])).toBe("x.yaml:5");
    expect(file.whereIs(["monitors", 0, "absent"])).toBe("x.yaml:4");
    expect(file.whereIs(["absent"])).toBe("x.yaml:1");
  });

  test.each(["", "# only a comment\n", "---\n"])("takes %j as a file that says nothing", (content) => {
    expect(parseConfigurationFile(content, "x.yaml").values.size).toBe(0);
  });

  test.each([
    ["port: [80", "x.yaml:1: file: expected YAML"],
    ["port: 80\nport: 81", "x.yaml:2: file: expected YAML, got a fault: Map keys must be unique"],
    ["- port", "x.yaml: file: expected lines such as `port: 4800`, got a list"],
    ["port 80", "x.yaml: file: expected lines such as `port: 4800`, got one value"],
    ["a: *b", "x.yaml: file: expected YAML, got a fault: Unresolved alias"],
  ])("refuses %j and says where", (content, message) => {
    expect(() => parseConfigurationFile(content, "x.yaml")).toThrow(message);
  });

  test("refuses aliases that multiply without end", () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const aliases = Array.from({ length: 9 }, () => `*a${level}`).join(", ");
      return `a${level + 1}: &a${level + 1} [${aliases}]`;
    });
    expect(() => parseConfigurationFile(["a0: &a0 x", ...levels].join("\n"), "x.yaml")).toThrow(
      "a fault: Excessive alias count",
    );
  });

  test("does not quote the text of a broken line, which may be a secret", () => {
    const broken = [
      "token: 'hunter2",
      "token: hunter2\n hunter2: [",
      "} hunter2",
      "token: @hunter2",
      "token: *hunter2",
      "%hunter2\n---\na: 1\n}",
    ];
    for (const content of broken) {
      let message = "";
      try {
        parseConfigurationFile(content, "x.yaml");
      } catch (error) {
        message = String(error);
      }
      expect(message).not.toContain("hunter2");
    }
  });
});

describe("readConfigurationFile", () => {
  test("says that a file that was asked for is missing", () => {
    expect(() => readConfigurationFile("absent/smokewatch.yaml")).toThrow(
      "absent/smokewatch.yaml: file: expected a file that can be read, got nothing: there is no such file",
    );
  });

  test("is used by loadConfiguration with the file of the flag, or else of the environment", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "smokewatch-config-"));
    try {
      const one = path.join(folder, "one.yaml");
      const two = path.join(folder, "two.yaml");
      writeFileSync(one, "port: 1\n");
      writeFileSync(two, "port: 2\n");
      expect(loadConfiguration({ config: one }, { SMOKEWATCH_CONFIG: two }).port).toBe(1);
      expect(loadConfiguration({}, { SMOKEWATCH_CONFIG: two }).port).toBe(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
