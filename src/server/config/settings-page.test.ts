import { describe, expect, test } from "vitest";
import { channelKindNames } from "./channel/channel-kinds.ts";
import { parseConfigurationFile } from "./configuration-file.ts";
import { resolveConfiguration } from "./configuration.ts";
import { listSettingNames } from "./list-settings.ts";
import { exampleFile, settingsPage } from "./settings-page.ts";
import { settingNames } from "./settings.ts";

/** `npm test -- unit settings-page.test.ts -u` writes both files anew. */
const ROOT = "../../..";

describe("the settings' documentation", () => {
  test("docs/settings.md is what the table of settings says", async () => {
    await expect(settingsPage()).toMatchFileSnapshot(`${ROOT}/docs/settings.md`);
  });

  test("smokewatch.example.yaml is what the table of settings says", async () => {
    await expect(exampleFile()).toMatchFileSnapshot(`${ROOT}/smokewatch.example.yaml`);
  });

  test("the example changes nothing as it is", () => {
    const file = parseConfigurationFile(exampleFile(), "smokewatch.example.yaml");
    expect(resolveConfiguration({ file })).toEqual(resolveConfiguration({}));
  });

  test("the example holds every setting, and is right once its settings are no longer comments", () => {
    const active = exampleFile()
      .replaceAll(/^#(?! )/gm, "")
      .replaceAll(/^#( {2,})/gm, "$1");
    const lines = active.split("\n").filter((line) => !/^\w+: <.*>$/.test(line));
    const file = parseConfigurationFile(lines.join("\n"), "smokewatch.example.yaml");
    const address = "https://example.com/hook";
    const environment = {
      TEAMS_WEBHOOK: address,
      SLACK_WEBHOOK: address,
      HOOK_URL: address,
      HOOK_SECRET: "0123456789abcdef",
      PAGERDUTY_KEY: "0123456789abcdef0123456789abcdef",
    };
    const configuration = resolveConfiguration({ file, environment, readSecret: () => "password" });
    expect(configuration.channels.map(({ kind }) => kind)).toEqual(channelKindNames);
    expect(configuration.port).toBe(4800);
    expect(configuration.monitors).toHaveLength(3);
    for (const name of [...settingNames, ...listSettingNames]) expect(active).toMatch(new RegExp(`^${name}:`, "m"));
  });
});
