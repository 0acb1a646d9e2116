import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runProgram } from "../support/run-program.ts";

const CONFIGURATION = `timeZone: America/Sao_Paulo
channels:
  - { name: team, kind: inbox }
  - { name: pager, kind: inbox }
  - { name: chief, kind: inbox }
routes:
  - name: critical
    severity: critical
    channels: [pager]
    goesOn: true
    escalate: { after: 15m, channels: [chief] }
    remind: 1h
  - { name: office, hours: { days: [mon, tue, wed, thu, fri], from: "08:00", to: "18:00" }, channels: [team] }
maintenance:
  - { name: move, match: [issuer=aurora], once: { from: "2026-11-28 02:00", to: "2026-11-28 04:00" } }
`;

let folder = "";
let file = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "smokewatch-route-"));
  file = path.join(folder, "smokewatch.yaml");
  writeFileSync(file, CONFIGURATION);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function route(...args: string[]) {
  return runProgram("route", "--config", file, ...args);
}

describe("smokewatch route", () => {
  test("tells which routes an incident takes and why, without a server", async () => {
    const at = ["--at", "2026-11-28 03:00"];
    const { code, stdout } = await route(
      "--status",
      "failed",
      "--scope",
      "issuer=aurora",
      "--severity",
      "critical",
      ...at,
    );
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "failed above normal, issuer aurora, critical; Saturday, 28 November 2026 at 03:00, America/Sao_Paulo

        takes  critical  it is critical
          -    office    it is outside of mon, tue, wed, thu, fri 08:00 to 18:00

      Told: pager (by critical)
      After 15m without an acknowledgement: chief (by critical)
      Again every 1h until it is acknowledged (by critical)
      Kept quiet by maintenance move: nobody is told while that lasts.

      Silences are not in the configuration: a running server knows them (POST /v1/routes/explain).
      "
    `);
  });

  test("says that no route fits, and that every channel is told then", async () => {
    const { stdout } = await route("--status", "failed", "--at", "2026-11-28 12:00", "--json");
    const { routes, channels } = JSON.parse(stdout) as { routes: { why: string }[]; channels: { name: string }[] };
    expect(routes.at(-1)?.why).toBe("no configured route fits");
    expect(channels.map(({ name }) => name)).toEqual(["team", "pager", "chief"]);
  });

  test.each([
    [["--status", "faild"], /expected a status .* \(did you mean failed\?\)/],
    [["--status", "failed", "--scope", "isuer=a"], /got "scope=isuer=a" \(did you mean issuer\?\)/],
    [["--status", "failed", "--at", "2026-02-30 03:00"], /--at: expected a local time/],
    [["--status", "failed", "--severity", "huge"], /Allowed choices are minor, major, critical/],
    [[], /required option '--status <status>' not specified/],
  ])("%j is told what is wrong with it", async (args, words) => {
    const { code, stderr } = await route(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(words);
  });
});
