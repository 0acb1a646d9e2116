import { channelLike } from "../../../test/support/examples.ts";
import { defaultIncidentSettings } from "../../core/model/engine-settings.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultMonitors } from "../../core/model/monitor.ts";
import { defaultStatuses } from "../../core/model/status.ts";
import { defaultDimensions } from "../../core/model/transaction.ts";
import { ConfigurationError, problemText } from "./configuration-error.ts";
import { parseConfigurationFile } from "./configuration-file.ts";
import { configurationTable } from "./configuration-table.ts";
import {
  defaultPublicUrl,
  engineSettings,
  isLoopback,
  resolveConfiguration,
  type ConfigurationInput,
} from "./configuration.ts";
import { environmentNameOf, settingNames } from "./settings.ts";

const SECRET = "s3cret-s3cret-s3cret";
const HOOK = "https://example.com/hook?sig=very-secret";

function fileOf(...lines: string[]): { file: NonNullable<ConfigurationInput["file"]> } {
  return { file: parseConfigurationFile(lines.join("\n"), "smokewatch.yaml") };
}

function problemsOf(input: ConfigurationInput): string[] {
  try {
    resolveConfiguration(input);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map(problemText);
    throw error;
  }
}

describe("resolveConfiguration", () => {
  test("gives the documented defaults when nothing is said", () => {
    const configuration = resolveConfiguration({ systemTimeZone: "America/Sao_Paulo" });
    expect(configuration).toMatchObject({
      host: "127.0.0.1",
      port: 4800,
      dataDir: "data",
      journal: "files",
      token: undefined,
      timeZone: "America/Sao_Paulo",
      tickMs: "auto",
      publicUrl: "http://127.0.0.1:4800",
      allowPrivateWebhooks: false,
      maxBodyBytes: 16 * 1024 * 1024,
      logLevel: "info",
      channels: [{ name: "teams", kind: "teams" }],
    });
    expect(configuration.statuses).toEqual(defaultStatuses);
    expect(configuration.dimensions).toEqual(defaultDimensions);
    expect(configuration.monitors).toEqual(defaultMonitors);
    expect(new Set(Object.values(configuration.sources))).toEqual(new Set(["default"]));
  });

  test("lets a flag win over the environment, the environment over the file, and the file over the default", () => {
    const file = fileOf("port: 3", "logLevel: warn", "tick: 5m", "journal: memory");
    const environment = { SMOKEWATCH_PORT: "2", SMOKEWATCH_LOG_LEVEL: "error" };
    const configuration = resolveConfiguration({ flags: { port: "1" }, environment, ...file });
    expect(configuration).toMatchObject({ port: 1, logLevel: "error", tickMs: 300_000, journal: "memory" });
    expect(configuration.sources).toMatchObject({
      port: "flag",
      logLevel: "environment",
      tick: "file",
      host: "default",
    });
  });

  test("takes an empty environment variable as not set", () => {
    expect(resolveConfiguration({ environment: { SMOKEWATCH_PORT: "" } }).port).toBe(4800);
  });

  test("falls back to UTC when the system's time zone has no name", () => {
    expect(resolveConfiguration({ systemTimeZone: "Etc/Unknown" }).timeZone).toBe("UTC");
  });

  test("takes a folder in the file from where the file is", () => {
    const file = parseConfigurationFile("dataDir: state", "/etc/smokewatch/smokewatch.yaml");
    expect(resolveConfiguration({ file }).dataDir).toBe("/etc/smokewatch/state");
    expect(resolveConfiguration({ file, flags: { dataDir: "state" } }).dataDir).toBe("state");
  });

  test("tells every problem at once, with the line or the place it came from", () => {
    const file = fileOf("prot: 80", "port: 70000", "", "timeZone: America/Sao_Paolo", "logLevel:");
    const environment = { SMOKEWATCH_TICK: "7s" };
    expect(problemsOf({ flags: { journal: "paper" }, environment, ...file })).toMatchInlineSnapshot(`
      [
        "smokewatch.yaml:1: prot: expected the name of a setting, got an unknown name (did you mean port?)",
        "smokewatch.yaml:2: port: expected a whole number from 0 to 65535, got 70000",
        "flag --journal: journal: expected one of files, memory, got "paper"",
        "smokewatch.yaml:4: timeZone: expected a time zone such as America/Sao_Paulo or UTC, got "America/Sao_Paolo" (did you mean America/Sao_Paulo?)",
        "environment SMOKEWATCH_TICK: tick: expected auto, or a duration from 1s to 1h of which a whole number makes an hour, such as 10s, 60s or 5m, got "7s"",
        "smokewatch.yaml:5: logLevel: expected one of trace, debug, info, warn, error, fatal, silent, got nothing",
      ]
    `);
  });

  test("says how many settings are wrong", () => {
    expect(() => resolveConfiguration({ flags: { port: "x" } })).toThrow(
      'One setting is wrong:\n  flag --port: port: expected a whole number from 0 to 65535, got "x"',
    );
    expect(() => resolveConfiguration({ flags: { port: "x", tick: "1d" } })).toThrow("2 settings are wrong:");
  });

  test("refuses an environment variable that is a slip of the pen, and leaves others alone", () => {
    expect(problemsOf({ environment: { SMOKEWATCH_TOKN: SECRET } })).toEqual([
      "environment SMOKEWATCH_TOKN: SMOKEWATCH_TOKN: expected the name of a setting, got an unknown name (did you mean SMOKEWATCH_TOKEN?)",
    ]);
    expect(problemsOf({ environment: { SMOKEWATCH_CASE: "case", SMOKEWATCH_SERVICE_HOST: "10.0.0.1" } })).toEqual([]);
  });

  test.each(["0.0.0.0", "::", "192.168.1.5", "monitor.example.com"])(
    "refuses to listen on %s without a token",
    (host) => {
      expect(problemsOf({ flags: { host } })).toEqual([
        `flag --host: token: expected a token, because other machines can reach ${host}, got nothing`,
      ]);
      expect(problemsOf({ flags: { host, token: SECRET } })).toEqual([]);
    },
  );

  test.each(["127.0.0.1", "127.1.2.3", "localhost", "::1"])("listens on %s without a token", (host) => {
    expect(isLoopback(host)).toBe(true);
    expect(problemsOf({ flags: { host } })).toEqual([]);
  });

  test("does not take a name that begins like a loopback address for one", () => {
    expect(isLoopback("127.0.0.1.example.com")).toBe(false);
  });

  test.each([
    ["0.0.0.0", "http://localhost:80"],
    ["::1", "http://[::1]:80"],
    ["monitor.example.com", "http://monitor.example.com:80"],
  ])("makes links for %s that a browser can follow", (host, url) => {
    expect(defaultPublicUrl(host, 80)).toBe(url);
  });
});

describe("channels", () => {
  test("teamsUrl is short for a channel named teams", () => {
    const { channels } = resolveConfiguration({ environment: { SMOKEWATCH_TEAMS_URL: HOOK } });
    expect(channels).toMatchObject([{ name: "teams", kind: "teams", url: HOOK }]);
  });

  test("finds a secret address in the environment or in a file", () => {
    const file = fileOf(
      "channels:",
      "  - { name: teams, kind: teams, urlEnv: HOOK }",
      "  - { name: night, kind: teams, urlFile: hook.txt }",
    );
    const read: string[] = [];
    const readSecret = (path: string) => {
      read.push(path);
      return `${HOOK}\n`;
    };
    const { channels } = resolveConfiguration({ ...file, environment: { HOOK }, readSecret });
    expect(channels).toMatchObject([{ url: HOOK }, { url: HOOK }]);
    expect(read).toEqual(["hook.txt"]);
  });

  test("tells where an address is missing", () => {
    const file = fileOf(
      "channels:",
      "  - name: a",
      "    kind: teams",
      "    urlEnv: HOOK",
      "  - name: b",
      "    kind: teams",
      "    urlFile: hook.txt",
      "  - name: c",
      "    kind: teams",
      "    url: ftp://example.com/secret-path",
      "  - name: d",
      "    kind: teams",
      "    url: http://example.com/secret-path",
      "    urlEnv: HOOK",
    );
    const readSecret = () => {
      throw Object.assign(new Error("no such file"), { code: "ENOENT" });
    };
    expect(problemsOf({ ...file, readSecret })).toMatchInlineSnapshot(`
      [
        "smokewatch.yaml:4: channels[0].urlEnv: expected the name of an environment variable that is set, got "HOOK", which is not",
        "smokewatch.yaml:7: channels[1].urlFile: expected a file that can be read, got "hook.txt" (ENOENT)",
        "smokewatch.yaml:10: channels[2].url: expected the address of a webhook, beginning with https://, got something that is not a web address (not shown)",
        "smokewatch.yaml:14: channels[3].urlEnv: expected only one of url, urlEnv and urlFile, got url and urlEnv",
      ]
    `);
  });

  test("refuses plain http, unless private webhooks are allowed", () => {
    const flags = { teamsUrl: "http://127.0.0.1:9/hook" };
    expect(problemsOf({ flags })).toHaveLength(1);
    expect(resolveConfiguration({ flags: { ...flags, allowPrivateWebhooks: true } }).channels).toMatchObject([
      { url: flags.teamsUrl },
    ]);
  });

  test("refuses two addresses for teams in one file, but lets a flag replace the one in the file", () => {
    const channels = ["channels:", `  - { name: teams, kind: teams, url: "${HOOK}" }`];
    expect(problemsOf(fileOf(...channels, `teamsUrl: ${HOOK}`))).toHaveLength(1);
    const other = "https://example.com/other";
    expect(resolveConfiguration({ ...fileOf(...channels), flags: { teamsUrl: other } }).channels).toMatchObject([
      { name: "teams", kind: "teams", url: other },
    ]);
  });

  test("an empty list means that nobody is told", () => {
    expect(resolveConfiguration(fileOf("channels: []")).channels).toEqual([]);
  });
});

describe("lists", () => {
  test("are taken from the file, with aliases", () => {
    const configuration = resolveConfiguration(
      fileOf(
        "monitors:",
        "  - name: all traffic",
        "  - &issuer { name: by issuer, by: issuer, statuses: [denied], budget: 2/month, limit: 50 }",
        "  - { name: by brand, by: brand }",
      ),
    );
    expect(configuration.monitors[1]).toEqual({
      name: "by issuer",
      by: "issuer",
      statuses: ["denied"],
      budget: "2/month",
      limit: 50,
    });
    expect(configuration.sources.monitors).toBe("file");
  });

  test("refuse what does not fit, with its line", () => {
    const file = fileOf(
      "statuses:",
      "  - { name: Approved, direction: up }",
      "dimensions: issuer",
      "monitors:",
      "  - nam: x",
      "    budget: often",
      "    limit: 0",
      "  - name: 5",
    );
    expect(problemsOf(file)).toMatchInlineSnapshot(`
      [
        "smokewatch.yaml:2: statuses[0].name: expected a name of lower-case letters, digits and _ that begins with a letter, at most 40 of them, got "Approved"",
        "smokewatch.yaml:2: statuses[0].direction: expected one of above, below, both, got "up"",
        "smokewatch.yaml:3: dimensions: expected a list, got "issuer"",
        "smokewatch.yaml:5: monitors[0].name: expected a value, got nothing",
        "smokewatch.yaml:5: monitors[0].nam: expected one of name, by, statuses, budget, limit, rules, alertBy, got an unknown name (did you mean name?)",
        "smokewatch.yaml:6: monitors[0].budget: expected a number of false alarms per day, week or month, such as 1/week, 2/month or 0.5/day, got "often"",
        "smokewatch.yaml:7: monitors[0].limit: expected at least 1, got 0",
        "smokewatch.yaml:8: monitors[1].name: expected text, got 5",
      ]
    `);
  });

  test("refuse names that point at nothing, names given twice and a budget of none", () => {
    const file = fileOf(
      "dimensions: [issuer, issuer]",
      "monitors:",
      "  - { name: a, by: isuer, statuses: [denyed] }",
      "  - { name: a, budget: 0/week }",
    );
    expect(problemsOf(file)).toMatchInlineSnapshot(`
      [
        "smokewatch.yaml:1: dimensions[1]: expected a name of its own, got "issuer", as in dimensions[0]",
        "smokewatch.yaml:4: monitors[1].name: expected a name of its own, got "a", as in monitors[0]",
        "smokewatch.yaml:3: monitors[0].by: expected a configured dimension (issuer, issuer), got "isuer" (did you mean issuer?)",
        "smokewatch.yaml:3: monitors[0].statuses[0]: expected a configured status (approved, denied, failed, reversed, backend_reversed, refunded, processing), got "denyed" (did you mean denied?)",
        "smokewatch.yaml:4: monitors[1].budget: expected more than none: a judge that may never be wrong can never alert, got "0/week"",
      ]
    `);
  });
});

describe("secrets", () => {
  test.each([
    ["a short token", { flags: { token: "hunter2" } }],
    ["a token with spaces", { environment: { SMOKEWATCH_TOKEN: "hunter2 hunter2 hunter2" } }],
    ["a token that is a number", fileOf("token: 40770407704077")],
    ["an address that is none", { flags: { teamsUrl: "hunter2" } }],
    ["an address with http", { flags: { teamsUrl: "http://example.com/hunter2" } }],
    ["a channel's address that is a list", fileOf("channels:", "  - { name: a, kind: teams, url: [hunter2] }")],
  ])("never appear in a message: %s", (_, input: ConfigurationInput) => {
    const problems = problemsOf(input);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join("\n")).not.toMatch(/hunter2|4077/);
  });

  test("never appear in the table", () => {
    const rows = configurationTable(resolveConfiguration({ flags: { token: SECRET, teamsUrl: HOOK } }));
    expect(rows).toContainEqual(expect.objectContaining({ name: "token", value: "(set)", source: "flag" }));
    expect(rows).toContainEqual(expect.objectContaining({ name: "teamsUrl", value: "(set)", source: "flag" }));
    expect(rows).toContainEqual(
      expect.objectContaining({ name: "channels", value: "teams (teams; url set)", source: "default" }),
    );
    expect(JSON.stringify(rows)).not.toMatch(/s3cret|very-secret/);
  });
});

describe("engineSettings", () => {
  test("names the channels without their addresses", () => {
    const configuration = resolveConfiguration({ flags: { teamsUrl: HOOK, tick: "10s", timeZone: "UTC" } });
    expect(engineSettings(configuration)).toEqual({
      tickMs: 10_000,
      timeZone: "UTC",
      statuses: defaultStatuses,
      monitors: defaultMonitors,
      channels: [channelLike("teams")],
      routes: [],
      maintenance: [],
      incidents: defaultIncidentSettings,
    });
  });
});

test("property: whatever is given, the outcome is a configuration or a ConfigurationError", () => {
  const anything = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.jsonValue()));
  const text = fc.oneof(fc.string(), fc.constantFrom("auto", "10s", "0", "true", "UTC", "127.0.0.1", "https://a.b/c"));
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...settingNames), text),
      fc.dictionary(fc.constantFrom(...settingNames.map(environmentNameOf)), text),
      fc.dictionary(
        fc.oneof(fc.constantFrom(...settingNames, "monitors", "channels", "statuses"), fc.string()),
        anything,
      ),
      (flags, environment, content) => {
        const file = parseConfigurationFile(JSON.stringify(content), "x.yaml");
        for (const problem of problemsOf({ flags, environment, file })) expect(problem).toContain(": expected ");
      },
    ),
  );
});
