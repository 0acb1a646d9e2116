import { Command, Option } from "commander";
import type { EngineSettings } from "../core/model/engine-settings.ts";
import type { Symptom } from "../core/model/incident.ts";
import type { RouteExplanation, RouteSample } from "../core/model/route-explanation.ts";
import { ALL_TRAFFIC, scopeLabel } from "../core/model/scope.ts";
import type { Severity } from "../core/model/severity.ts";
import { explainRoute, sampleFault } from "../core/notify/explain-route.ts";
import { instantOf, isDate } from "../core/notify/maintenance.ts";
import { engineSettings, loadConfiguration } from "../server/config/configuration.ts";
import { didYouMean } from "../server/config/nearest-name.ts";
import { registerSettingFlags } from "../server/config/setting-flags.ts";
import { CommandError } from "./command-error.ts";
import { say } from "./say.ts";

interface RouteFlags {
  status: string;
  scope: string;
  symptom: Symptom;
  severity: Severity;
  at?: string;
  json?: boolean;
}

export function routeCommand(): Command {
  const command = new Command("route")
    .description("tell which route an incident would take, and why, from the configuration alone")
    .requiredOption("--status <status>", "status that is off, such as failed")
    .option("--scope <scope>", "all, or a value of a dimension such as issuer=aurora", ALL_TRAFFIC)
    .addOption(
      new Option("--symptom <symptom>", "how it is off").choices(["above", "below", "silence"]).default("above"),
    )
    .addOption(
      new Option("--severity <severity>", "how bad it is").choices(["minor", "major", "critical"]).default("major"),
    )
    .option("--at <time>", 'local time such as "2026-11-28 03:00"; now, if left out')
    .option("--json", "print the answer as JSON")
    .action((flags: Record<string, unknown>) => {
      const configuration = loadConfiguration(flags, process.env);
      const settings = engineSettings(configuration);
      const { json, ...options } = flags as unknown as RouteFlags;
      const sample = sampleOf(options, settings, configuration.dimensions);
      const explanation = explainRoute(sample, settings, [], sample.at ?? Date.now());
      say(json === true ? JSON.stringify(explanation, null, 2) : explanationText(sample, explanation, settings));
    });
  registerSettingFlags(command);
  return command;
}

function sampleOf(
  { status, scope, symptom, severity, at }: RouteFlags,
  settings: EngineSettings,
  dimensions: readonly string[],
): RouteSample {
  const sample = { status, scope, symptom, severity };
  const fault = sampleFault(sample, { statuses: settings.statuses.map(({ name }) => name), dimensions });
  if (fault !== null) {
    const { hint } = { hint: undefined, ...didYouMean(fault.typed ?? "", fault.known ?? []) };
    throw new CommandError(`expected ${fault.expected}; got ${fault.got}${hint === undefined ? "" : ` (${hint})`}`);
  }
  if (at === undefined) return sample;
  if (!/^\d{4}-\d{2}-\d{2} (?:[01]\d|2[0-3]):[0-5]\d$/.test(at) || !isDate(at)) {
    throw new CommandError(`--at: expected a local time such as "2026-11-28 03:00"; got ${JSON.stringify(at)}`);
  }
  return { ...sample, at: instantOf(at, settings.timeZone) };
}

/** The answer as people read it. */
function explanationText(sample: RouteSample, explanation: RouteExplanation, { timeZone }: EngineSettings): string {
  const { at, routes, channels, escalations, reminders, mutedBy } = explanation;
  const { status, scope = ALL_TRAFFIC, symptom, severity } = sample;
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "full", timeStyle: "short" }).format(at);
  const what = symptom === "silence" ? "silence" : `${status} ${symptom} normal`;
  const lines = [`${what}, ${scopeLabel(scope)}, ${severity}; ${time}, ${timeZone}`, ""];
  const width = Math.max(...routes.map(({ name }) => name.length));
  for (const { name, taken, why } of routes)
    lines.push(`  ${taken ? "takes" : "  -  "}  ${name.padEnd(width)}  ${why}`);
  lines.push("", `Told: ${channels.map(({ name, route }) => `${name} (by ${route})`).join(", ") || "nobody"}`);
  for (const { route, after, channels: asked } of escalations) {
    lines.push(`After ${after} without an acknowledgement: ${asked.join(", ")} (by ${route})`);
  }
  for (const { route, every } of reminders) lines.push(`Again every ${every} until it is acknowledged (by ${route})`);
  if (mutedBy.length > 0) lines.push(`Kept quiet by ${mutedBy.join(", ")}: nobody is told while that lasts.`);
  lines.push("", "Silences are not in the configuration: a running server knows them (POST /v1/routes/explain).");
  return lines.join("\n");
}
