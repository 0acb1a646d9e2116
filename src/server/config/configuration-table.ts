import type { Monitor } from "../../core/model/monitor.ts";
import type { Route } from "../../core/model/route.ts";
import type { SettingRow } from "../../core/model/settings-report.ts";
import { channelText } from "./channel/channel-configuration.ts";
import type { Configuration } from "./configuration.ts";
import { listSettingNames, listSettings } from "./list-settings.ts";
import { settingNames, settings, type SettingName } from "./settings.ts";

/** The configuration for people to read: every setting, its value and where it came from. Secrets are only said to be set. */
export function configurationTable(configuration: Configuration): SettingRow[] {
  const values: Record<SettingName, string> = {
    host: configuration.host,
    port: String(configuration.port),
    dataDir: configuration.dataDir,
    journal: configuration.journal,
    journalMaxMb: String(configuration.journalMaxBytes / 1_048_576),
    journalDays: String(configuration.journalDays),
    snapshotEvery: `${configuration.snapshotEveryMs / 1000}s`,
    store: configuration.store,
    clickhouseUrl: secretText(configuration.clickhouseUrl),
    keepMinutesDays: String(configuration.keepDays.minutes),
    keepTotalsDays: String(configuration.keepDays.totals),
    keepVerdictsDays: String(configuration.keepDays.verdicts),
    keepIncidentsDays: String(configuration.keepDays.incidents),
    queryMaxSeconds: String(configuration.queryLimits.seconds),
    queryMaxMemoryMb: String(configuration.queryLimits.memoryBytes / 1_048_576),
    queryMaxRows: String(configuration.queryLimits.rows),
    token: secretText(configuration.token),
    timeZone: configuration.timeZone,
    tick: configuration.tickMs === "auto" ? "auto" : `${configuration.tickMs / 1000}s`,
    pendingFor: `${configuration.incidents.pendingMs / 1000}s`,
    reopenWithin: `${configuration.incidents.reopenMs / 1000}s`,
    publicUrl: configuration.publicUrl,
    teamsUrl: configuration.sources.teamsUrl === "default" ? "(not set)" : "(set)",
    heartbeatUrl: secretText(configuration.heartbeatUrl),
    heartbeatEvery: `${configuration.heartbeatEveryMs / 1000}s`,
    quietAfter: `${configuration.quietAfterMs / 1000}s`,
    allowPrivateWebhooks: String(configuration.allowPrivateWebhooks),
    maxBodyMb: String(configuration.maxBodyBytes / 1_048_576),
    metricsSeries: String(configuration.metricsSeries),
    logLevel: configuration.logLevel,
  };
  const lists = {
    statuses: configuration.statuses.map(({ name, direction }) => `${name} (${direction})`).join(", "),
    dimensions: configuration.dimensions.join(", "),
    monitors: configuration.monitors.map(monitorText).join(", "),
    channels: configuration.channels.map(channelText).join(", "),
    routes: routesText(configuration.routes),
    maintenance: namesOf(configuration.maintenance, "none"),
  };
  return [
    ...settingNames.map((name) => ({
      name,
      value: values[name],
      source: configuration.sources[name],
      help: settings[name].help,
    })),
    ...listSettingNames.map((name) => ({
      name,
      value: lists[name],
      source: configuration.sources[name],
      help: listSettings[name].help,
    })),
  ];
}

function routesText(routes: readonly Route[]): string {
  if (routes.length === 0) return "everything to every channel";
  return `${namesOf(routes, "")}; what fits none goes to every channel`;
}

function namesOf(list: readonly { name: string }[], none: string): string {
  return list.length === 0 ? none : list.map(({ name }) => name).join(", ");
}

function monitorText({ name, rules = [] }: Monitor): string {
  if (rules.length === 0) return name;
  return `${name} (${rules.length} ${rules.length === 1 ? "rule" : "rules"})`;
}

function secretText(secret: string | undefined): string {
  return secret === undefined ? "(not set)" : "(set)";
}
