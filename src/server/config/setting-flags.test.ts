import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { resolveConfiguration } from "./configuration.ts";
import { registerSettingFlags } from "./setting-flags.ts";
import { defaultTextOf, environmentNameOf, flagOf, settingNames } from "./settings.ts";

function optionsOf(...words: string[]): Record<string, unknown> {
  return registerSettingFlags(new Command()).parse(words, { from: "user" }).opts();
}

describe("registerSettingFlags", () => {
  test("gives flags that resolveConfiguration understands", () => {
    const flags = optionsOf("--port", "5000", "--data-dir", "x", "--max-body-mb", "2", "--allow-private-webhooks");
    const configuration = resolveConfiguration({ flags });
    expect(configuration).toMatchObject({
      port: 5000,
      dataDir: "x",
      maxBodyBytes: 2_097_152,
      allowPrivateWebhooks: true,
    });
    expect(configuration.sources.host).toBe("default");
  });

  test("lets a flag switch off what the environment switches on", () => {
    const environment = { SMOKEWATCH_ALLOW_PRIVATE_WEBHOOKS: "true" };
    const flags = optionsOf("--no-allow-private-webhooks");
    expect(resolveConfiguration({ environment }).allowPrivateWebhooks).toBe(true);
    expect(resolveConfiguration({ environment, flags }).allowPrivateWebhooks).toBe(false);
  });

  test("leaves what was not given to environment and file", () => {
    expect(optionsOf()).toEqual({});
  });

  test("tells flag, default and environment variable of every setting in the help", () => {
    const help = registerSettingFlags(new Command()).helpInformation().replaceAll(/\s+/g, " ");
    for (const name of settingNames) {
      expect(help).toContain(flagOf(name));
      expect(help).toContain(`default: ${defaultTextOf(name)}; ${environmentNameOf(name)}`);
    }
  });
});
