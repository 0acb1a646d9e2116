import { describe, expect, test } from "vitest";
import { ConfigurationError, problemText } from "../configuration-error.ts";
import { parseConfigurationFile } from "../configuration-file.ts";
import { configurationTable } from "../configuration-table.ts";
import { type ConfigurationInput, engineSettings, resolveConfiguration } from "../configuration.ts";
import { channelRemark } from "./channel-configuration.ts";

const SECRET = "hunter2hunter2hunter2hunter2hunt";

function inputOf(lines: readonly string[], input: ConfigurationInput = {}): ConfigurationInput {
  return { file: parseConfigurationFile(["channels:", ...lines].join("\n"), "smokewatch.yaml"), ...input };
}

const channelsOf = (...lines: string[]) => resolveConfiguration(inputOf(lines)).channels;

function problemsOf(lines: readonly string[], input?: ConfigurationInput): string[] {
  try {
    resolveConfiguration(inputOf(lines, input));
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map(problemText);
    throw error;
  }
}

const slack = `  - { name: slack, kind: slack, url: "https://hooks.example.com/${SECRET}"`;
const hook = `  - { name: hook, kind: webhook, url: "https://example.com/${SECRET}"`;
const mail = `  - { name: mail, kind: email, host: smtp.example.com, from: a@example.com, to: [b@example.com]`;
const alerts = `  - { name: alerts, kind: alertmanager`;

describe("a channel", () => {
  test("of each kind has what its kind says where nothing else is said", () => {
    const channels = channelsOf(
      "  - { name: teams, kind: teams }",
      `${slack} }`,
      `${mail} }`,
      `${hook} }`,
      `  - { name: pager, kind: pagerduty, routingKey: ${SECRET} }`,
      `${alerts}, urls: ["https://a.example.com"] }`,
      "  - { name: quiet, kind: inbox }",
    );
    expect(channels.map(({ name, burst, perMinute, digests }) => [name, burst, perMinute, digests])).toEqual([
      ["teams", 10, 2, true],
      ["slack", 10, 10, true],
      ["mail", 10, 2, true],
      ["hook", 60, 60, false],
      ["pager", 60, 60, false],
      ["alerts", 200, 600, false],
      ["quiet", 10, 10, true],
    ]);
    expect(channels[2]).toMatchObject({ tls: "starttls" });
    expect(channels[4]).toMatchObject({ url: "https://events.pagerduty.com/v2/enqueue" });
  });

  test("hands on what decides about its messages, and none of its secrets", () => {
    const lines = [
      `${slack}, burst: 3, perMinute: 0.5, heartbeat: "09:00", backup: { channel: hook, after: 10m } }`,
      `${hook} }`,
    ];
    const { channels } = engineSettings(resolveConfiguration(inputOf(lines)));
    expect(channels).toEqual([
      {
        name: "slack",
        kind: "slack",
        burst: 3,
        perMinute: 0.5,
        digests: true,
        backup: { channel: "hook", afterMs: 600_000 },
        heartbeat: "09:00",
      },
      { name: "hook", kind: "webhook", burst: 60, perMinute: 60, digests: false },
    ]);
  });

  test("takes each secret from the environment or from a file beside the configuration", () => {
    const lines = [
      "  - { name: hook, kind: webhook, urlEnv: HOOK, secretFile: secret.txt, authorizationEnv: AUTH }",
      "  - { name: pager, kind: pagerduty, routingKeyFile: /run/secrets/key }",
    ];
    const file = parseConfigurationFile(["channels:", ...lines].join("\n"), "/etc/smokewatch/smokewatch.yaml");
    const environment = { HOOK: "https://example.com/h", AUTH: "Bearer x" };
    const read: string[] = [];
    const readSecret = (path: string) => {
      read.push(path);
      return `${SECRET}\n`;
    };
    const { channels } = resolveConfiguration({ file, environment, readSecret });
    expect(channels).toMatchObject([
      { url: "https://example.com/h", secret: SECRET, authorization: "Bearer x" },
      { routingKey: SECRET },
    ]);
    expect(read).toEqual(["/etc/smokewatch/secret.txt", "/run/secrets/key"]);
  });

  test("may be in the internal network where it says so, and only there", () => {
    const url = `url: "http://10.0.0.5/hook"`;
    expect(problemsOf([`  - { name: a, kind: webhook, ${url} }`])).toHaveLength(1);
    expect(problemsOf([`  - { name: a, kind: webhook, ${url} }`], { flags: { allowPrivateWebhooks: true } })).toEqual(
      [],
    );
    const [a, b] = channelsOf(`  - { name: a, kind: webhook, ${url}, allowPrivate: true }`, `${slack} }`);
    expect([a?.allowPrivate, b?.allowPrivate]).toEqual([true, false]);
    const strict = [`  - { name: a, kind: webhook, ${url}, allowPrivate: false }`];
    expect(problemsOf(strict, { flags: { allowPrivateWebhooks: true } })).toHaveLength(1);
  });

  test("that signs nothing is worth a word", () => {
    const [unsigned, signed] = channelsOf(`${hook} }`, `${hook.replace("name: hook", "name: b")}, secret: ${SECRET} }`);
    if (unsigned === undefined || signed === undefined) throw new Error("two channels");
    expect(channelRemark(unsigned)).toContain("not signed");
    expect(channelRemark(signed)).toBeUndefined();
  });
});

describe("refuses", () => {
  test.each([
    ["an unknown kind", ["  - { name: a, kind: slak }"], /channels\[0\]\.kind: expected one of teams, slack/],
    ["an option of another kind", [`${slack}, secret: x }`], /channels\[0\]\.secret: expected one of name, kind, url/],
    ["a slip of the pen", [`${slack}, perminute: 3 }`], /did you mean perMinute\?/],
    [
      "a missing secret",
      ["  - { name: a, kind: slack }"],
      /channels\[0\]\.url: expected a value, as url, urlEnv or urlFile, got nothing/,
    ],
    [
      "a heartbeat where it makes no sense",
      [`  - { name: a, kind: pagerduty, routingKey: ${SECRET}, heartbeat: "09:00" }`],
      /heartbeat: expected one of/,
    ],
    [
      "a heartbeat that is no time",
      [`${slack}, heartbeat: "9" }`],
      /heartbeat: expected a time of day such as 09:00, got "9"/,
    ],
    [
      "a backup that is no channel",
      [`${slack}, backup: { channel: hok } }`, `${hook} }`],
      /backup\.channel: expected another channel \(hook\), got "hok" \(did you mean hook\?\)/,
    ],
    [
      "a channel as its own backup",
      [`${slack}, backup: { channel: slack } }`],
      /expected another channel \(there is none\)/,
    ],
    [
      "a backup after no time",
      [`${slack}, backup: { channel: hook, after: soon } }`, `${hook} }`],
      /after: expected a duration such as/,
    ],
    ["a name given twice", [`${slack} }`, `${slack} }`], /channels\[1\]\.name: expected a name of its own/],
    [
      "nobody to write to",
      ["  - { name: mail, kind: email, host: a, from: a@b.c, to: [] }"],
      /to: expected one or more/,
    ],
    [
      "an address of nobody",
      ["  - { name: mail, kind: email, host: a, from: a@b.c, to: [ops] }"],
      /channels\[0\]\.to: expected an address such as/,
    ],
    [
      "a user without a password",
      [`${mail}, username: u }`],
      /password: expected both username and password, or neither/,
    ],
    ["mail that anybody can read", [`${mail}, tls: none }`], /tls: expected starttls or tls/],
    [
      "two ways to sign in",
      [`${alerts}, urls: ["https://a.b"], username: u, password: p, bearerToken: t }`],
      /got both/,
    ],
    ["a user in an address", [`${alerts}, urls: ["https://u:p@a.b"] }`], /urls: expected the address of a server/],
    [
      "a header that is set already",
      [`${hook}, headers: { Content-Type: x } }`],
      /headers: expected headers that nothing else sets/,
    ],
    ["a header of two lines", [`${hook}, headers: { x-a: "b\\nc" } }`], /printable characters/],
  ])("%s", (_, lines, text) => {
    const problems = problemsOf(lines);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(text);
    expect(problems[0]).toMatch(/^smokewatch\.yaml:\d: /);
  });

  test("a list of something else", () => {
    expect(problemsOf([`  - "https://example.com/${SECRET}"`])).toEqual([
      "smokewatch.yaml:2: channels[0]: expected names with values, got something else (not shown)",
    ]);
  });
});

describe("secrets", () => {
  test.each([
    [`  - { name: a, kind: slack, url: "ftp://${SECRET}" }`],
    [`  - { name: a, kind: slack, url: { x: ${SECRET} } }`],
    [`  - { name: a, kind: webhook, url: "http://${SECRET}.example.com", secret: 5 }`],
    [`  - { name: a, kind: webhook, url: "https://a.b", secret: "hunter2 hunter2 hunter2" }`],
    [`  - { name: a, kind: webhook, url: "https://a.b", authorization: "hunter2\\n" }`],
    [`  - { name: a, kind: webhook, url: "https://a.b", headers: { x: [hunter2] } }`],
    [`  - { name: a, kind: webhook, url: "https://a.b", headers: hunter2 }`],
    [`  - { name: a, kind: pagerduty, routingKey: hunter2 }`],
    [`${alerts}, urls: ["https://user:hunter2@a.b"] }`],
    [`${alerts}, urls: ["https://a.b"], bearerToken: "hunter2 hunter2" }`],
    [`${mail}, username: u, password: [hunter2] }`],
    [`  - hunter2`],
  ])("never appear in a problem: %s", (line) => {
    const problems = problemsOf([line]);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join("\n")).not.toContain("hunter2");
  });

  test("never appear in the table, which says what is set", () => {
    const lines = [
      `${slack} }`,
      `${hook}, secret: ${SECRET}, authorization: "Bearer ${SECRET}", headers: { x-key: ${SECRET} } }`,
      `  - { name: bare, kind: webhook, url: "https://example.com/${SECRET}" }`,
      `  - { name: pager, kind: pagerduty, routingKey: ${SECRET}, backup: { channel: slack } }`,
      `${mail}, username: u, password: ${SECRET} }`,
    ];
    const rows = configurationTable(resolveConfiguration(inputOf(lines)));
    expect(rows.find(({ name }) => name === "channels")?.value).toBe(
      [
        "slack (slack; url set)",
        "hook (webhook; url set; secret set; authorization set)",
        "bare (webhook; url set; not signed: set secret so that the receiver can check)",
        "pager (pagerduty; routingKey set; backup slack)",
        "mail (email; password set)",
      ].join(", "),
    );
    expect(JSON.stringify(rows)).not.toContain("hunter2");
  });
});
