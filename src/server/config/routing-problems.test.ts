import { describe, expect, test } from "vitest";
import { ConfigurationError, problemText } from "./configuration-error.ts";
import { engineSettings, resolveConfiguration } from "./configuration.ts";
import { parseConfigurationFile } from "./configuration-file.ts";

const CHANNELS = `channels:
  - { name: team, kind: inbox }
  - { name: pager, kind: inbox }
`;

function problemsOf(yaml: string): string[] {
  try {
    resolveConfiguration({ file: parseConfigurationFile(`${CHANNELS}${yaml}`, "smokewatch.yaml") });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map(problemText);
    throw error;
  }
}

describe("routes", () => {
  test("reach the engine with planned work and the life of incidents", () => {
    const file = parseConfigurationFile(
      `${CHANNELS}routes:
  - { name: bad, severity: critical, channels: [pager], goesOn: true, escalate: { after: 15m, channels: [team] }, remind: 1h }
  - { name: rest, match: [status=den*], hours: { days: [mon], from: 08:00, to: 18:00 }, channels: [team] }
maintenance:
  - { name: release, once: { from: 2026-11-28 23:00, to: 2026-11-29 01:00 } }
pendingFor: 30s
reopenWithin: 0s
`,
      "smokewatch.yaml",
    );
    const { routes, maintenance, incidents } = engineSettings(resolveConfiguration({ file }));
    expect(routes.map(({ name }) => name)).toEqual(["bad", "rest"]);
    expect(maintenance.map(({ name }) => name)).toEqual(["release"]);
    expect(incidents).toEqual({ pendingMs: 30_000, reopenMs: 0 });
  });

  test.each([
    [
      "{ name: a, channels: [taem] }",
      'smokewatch.yaml:5: routes[0].channels[0]: expected a configured channel (team, pager), got "taem" (did you mean team?)',
    ],
    [
      "{ name: a, channels: [team, team] }",
      'smokewatch.yaml:5: routes[0].channels[1]: expected each channel once, got "team" again',
    ],
    [
      "{ name: a, channels: [team], match: [isuer=aurora] }",
      /routes\[0\]\.match\[0\]: expected a condition on one of status, scope, .*, got "isuer=aurora" \(did you mean issuer\?\)$/,
    ],
    [
      "{ name: a, channels: [team], match: [status=denid] }",
      /routes\[0\]\.match\[0\]: expected a status \(approved, .*traffic\), got "status=denid" \(did you mean denied\?\)$/,
    ],
    [
      "{ name: a, channels: [team], match: [denied] }",
      'smokewatch.yaml:5: routes[0].match[0]: expected a condition such as status=denied, issuer=aur* or scope!=all, got "denied"',
    ],
    [
      "{ name: a, channels: [team], hours: { from: 8:00, to: 18:00 } }",
      'smokewatch.yaml:5: routes[0].hours.from: expected a time of day such as 08:30, with two digits each, got "8:00"',
    ],
    [
      "{ name: a, channels: [team], hours: { from: 08:00, to: 18:00, timeZone: Mars/Base } }",
      'smokewatch.yaml:5: routes[0].hours.timeZone: expected a time zone such as America/Sao_Paulo or UTC, got "Mars/Base"',
    ],
    [
      "{ name: a, channels: [team], remind: 5s }",
      'smokewatch.yaml:5: routes[0].remind: expected a duration of at least 1m, got "5s"',
    ],
    [
      "{ name: a, channels: [team], escalate: { after: 10m, channels: [boss] } }",
      'smokewatch.yaml:5: routes[0].escalate.channels[0]: expected a configured channel (team, pager), got "boss"',
    ],
    [
      "{ name: a, channels: [team], severity: huge }",
      'smokewatch.yaml:5: routes[0].severity: expected one of minor, major, critical, got "huge"',
    ],
  ])("%s", (route, problem) => {
    const [first, ...others] = problemsOf(`routes:\n  - ${route}\n`);
    expect(first).toMatch(problem);
    expect(others).toEqual([]);
  });

  test("that are never reached are told, with the one that takes everything before", () => {
    const routes = (...lines: string[]): string[] =>
      problemsOf(`routes:\n${lines.map((line) => `  - ${line}\n`).join("")}`);
    expect(routes("{ name: all, channels: [team] }", "{ name: bad, severity: critical, channels: [pager] }")).toEqual([
      'smokewatch.yaml:6: routes[1]: expected something that "all" before it leaves, or goesOn: true there, got a route that is never reached',
    ]);
    const denied = "{ name: a, match: [status=denied], channels: [team] }";
    expect(routes(denied, "{ name: b, match: [issuer=*, status=denied], channels: [team] }")).toHaveLength(1);
    expect(routes(denied, "{ name: b, match: [issuer=*], channels: [team] }")).toEqual([]);
    expect(routes("{ name: all, channels: [team], goesOn: true }", "{ name: b, channels: [pager] }")).toEqual([]);
    const office = "{ name: a, hours: { from: 08:00, to: 18:00 }, channels: [team] }";
    expect(routes(office, "{ name: b, channels: [pager] }")).toEqual([]);
    expect(routes("{ name: a, severity: major, channels: [team] }", "{ name: b, channels: [pager] }")).toEqual([]);
  });

  test("have names of their own", () => {
    const same = "{ name: a, match: [issuer=x], channels: [team] }";
    const other = "{ name: a, match: [issuer=y], channels: [team] }";
    expect(problemsOf(`routes:\n  - ${same}\n  - ${other}\n`)).toEqual([
      'smokewatch.yaml:6: routes[1].name: expected a name of its own, got "a", as in routes[0]',
    ]);
  });
});

describe("planned work", () => {
  test.each([
    ["{ name: a }", "smokewatch.yaml:5: maintenance[0]: expected once or weekly, got neither"],
    [
      "{ name: a, once: { from: 2026-11-28 23:00, to: 2026-11-29 01:00 }, weekly: { from: 01:00, to: 02:00 } }",
      "smokewatch.yaml:5: maintenance[0].weekly: expected either once or weekly, got both",
    ],
    [
      "{ name: a, once: { from: 2026-11-28, to: 2026-11-29 01:00 } }",
      'smokewatch.yaml:5: maintenance[0].once.from: expected a local time such as 2026-11-28 23:00, got "2026-11-28"',
    ],
    [
      "{ name: a, once: { from: 2026-11-29 01:00, to: 2026-11-28 23:00 } }",
      "smokewatch.yaml:5: maintenance[0].once.to: expected a time after 2026-11-29 01:00, got 2026-11-28 23:00",
    ],
    [
      "{ name: a, match: [brnd=visa], weekly: { from: 01:00, to: 02:00 } }",
      /^smokewatch\.yaml:5: maintenance\[0\]\.match\[0\]: .* \(did you mean brand\?\)$/,
    ],
    [
      "{ name: a, weekly: { from: 01:00, to: 02:00, timeZone: nowhere } }",
      'smokewatch.yaml:5: maintenance[0].weekly.timeZone: expected a time zone such as America/Sao_Paulo or UTC, got "nowhere"',
    ],
  ])("%s", (window, problem) => {
    const [first, ...others] = problemsOf(`maintenance:\n  - ${window}\n`);
    expect(first).toMatch(problem);
    expect(others).toEqual([]);
  });
});
