import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import {
  defaultIncidentSettings,
  type EngineSettings,
  type IncidentSettings,
} from "../../core/model/engine-settings.ts";
import type { MaintenanceWindow } from "../../core/model/maintenance.ts";
import type { Monitor } from "../../core/model/monitor.ts";
import type { Route } from "../../core/model/route.ts";
import type { Status } from "../../core/model/status.ts";
import {
  backupProblems,
  type ChannelConfiguration,
  channelConfigurations,
  channelReference,
  teamsChannel,
} from "./channel/channel-configuration.ts";
import { webhookFault } from "./channel/text-form.ts";
import { ConfigurationError, type Problem } from "./configuration-error.ts";
import { besideFile, readConfigurationFile, type ConfigurationFile } from "./configuration-file.ts";
import { givenValues, type Origin, type Places, type Source } from "./given-values.ts";
import { listSettingNames, type ListSettingName } from "./list-settings.ts";
import { type Lists, listsIn } from "./lists.ts";
import { maintenanceProblems, routeProblems } from "./routing-problems.ts";
import { settingNames, type SettingName, type SettingValues } from "./settings.ts";
import { timeZoneName, webhookAddress } from "./value-kind.ts";

const BYTES_PER_MB = 1_048_576;

/** Every setting with its value, wherever it came from. */
export interface Configuration {
  host: string;
  port: number;
  dataDir: string;
  journal: "files" | "memory";
  journalMaxBytes: number;
  journalDays: number;
  snapshotEveryMs: number;
  store: "chdb" | "clickhouse" | "none";
  clickhouseUrl: string | undefined;
  keepDays: { minutes: number; totals: number; verdicts: number; incidents: number };
  queryLimits: { seconds: number; memoryBytes: number; rows: number };
  token: string | undefined;
  timeZone: string;
  tickMs: number | "auto";
  publicUrl: string;
  heartbeatUrl: string | undefined;
  heartbeatEveryMs: number;
  quietAfterMs: number;
  allowPrivateWebhooks: boolean;
  maxBodyBytes: number;
  metricsSeries: number;
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
  statuses: readonly Status[];
  dimensions: readonly string[];
  monitors: readonly Monitor[];
  channels: readonly ChannelConfiguration[];
  routes: readonly Route[];
  maintenance: readonly MaintenanceWindow[];
  incidents: IncidentSettings;
  sources: Readonly<Record<SettingName | ListSettingName, Source>>;
}

export interface ConfigurationInput extends Places {
  systemTimeZone?: string;
  /** Content of a file with a secret in it; throws when it cannot be read. */
  readSecret?: (path: string) => string;
}

/**
 * The configuration that flags, environment, file and defaults give together; the former win over the latter.
 *
 * @throws ConfigurationError with everything that is wrong
 */
export function resolveConfiguration(input: ConfigurationInput): Configuration {
  const { environment = {}, file } = input;
  const { values, origins, problems } = givenValues(input);
  const { lists, problems: listProblems } = listsIn(file);
  const { host = "", port = 0, dataDir = "", allowPrivateWebhooks = false, teamsUrl } = values;
  const sources = { environment, readSecret: input.readSecret ?? ((path: string) => readFileSync(path, "utf8")) };
  const declared = channelConfigurations(lists.channels, { file, sources, allowPrivate: allowPrivateWebhooks });
  const channels = withTeams(declared.channels, teamsUrl, allowPrivateWebhooks);
  problems.push(...listProblems, ...declared.problems, ...backupProblems(channels, file));
  if (listProblems.length === 0) problems.push(...routingProblems(lists, channels, file));
  problems.push(...storeProblem(values, origins));
  problems.push(...tokenProblem(host, values.token, origins, problems));
  problems.push(...teamsProblem(teamsUrl, origins.get("teamsUrl"), declared.channels, allowPrivateWebhooks));
  problems.push(...heartbeatProblem(values.heartbeatUrl, origins.get("heartbeatUrl"), allowPrivateWebhooks));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    host,
    port,
    dataDir: file !== undefined && origins.get("dataDir")?.source === "file" ? besideFile(file, dataDir) : dataDir,
    journal: values.journal ?? "files",
    journalMaxBytes: (values.journalMaxMb ?? 0) * BYTES_PER_MB,
    journalDays: values.journalDays ?? 0,
    snapshotEveryMs: values.snapshotEvery ?? 0,
    store: values.store ?? "chdb",
    clickhouseUrl: values.clickhouseUrl,
    keepDays: {
      minutes: values.keepMinutesDays ?? 0,
      totals: values.keepTotalsDays ?? 0,
      verdicts: values.keepVerdictsDays ?? 0,
      incidents: values.keepIncidentsDays ?? 0,
    },
    queryLimits: {
      seconds: values.queryMaxSeconds ?? 0,
      memoryBytes: (values.queryMaxMemoryMb ?? 0) * BYTES_PER_MB,
      rows: values.queryMaxRows ?? 0,
    },
    token: values.token,
    timeZone: values.timeZone ?? zoneOrUtc(input.systemTimeZone),
    tickMs: values.tick ?? "auto",
    publicUrl: values.publicUrl ?? defaultPublicUrl(host, port),
    heartbeatUrl: values.heartbeatUrl,
    heartbeatEveryMs: values.heartbeatEvery ?? 0,
    quietAfterMs: values.quietAfter ?? 0,
    allowPrivateWebhooks,
    maxBodyBytes: (values.maxBodyMb ?? 0) * BYTES_PER_MB,
    metricsSeries: values.metricsSeries ?? 0,
    logLevel: values.logLevel ?? "info",
    statuses: lists.statuses,
    dimensions: lists.dimensions,
    monitors: lists.monitors,
    channels,
    routes: lists.routes,
    maintenance: lists.maintenance,
    incidents: {
      pendingMs: values.pendingFor ?? defaultIncidentSettings.pendingMs,
      reopenMs: values.reopenWithin ?? defaultIncidentSettings.reopenMs,
    },
    sources: sourcesOf(origins, file),
  };
}

/**
 * Reads what there is to read and resolves it. `flags` may hold `config`, the path of the file.
 *
 * @throws ConfigurationError with everything that is wrong
 */
export function loadConfiguration(
  flags: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const { config } = flags;
  const asked = typeof config === "string" ? config : environment["SMOKEWATCH_CONFIG"];
  return resolveConfiguration({ flags, environment, file: readConfigurationFile(asked === "" ? undefined : asked) });
}

/** The part that decides what is computed, as the journal keeps it. */
export function engineSettings(configuration: Configuration): EngineSettings {
  const { tickMs, timeZone, statuses, monitors, channels, routes, maintenance, incidents } = configuration;
  return {
    tickMs,
    timeZone,
    statuses: [...statuses],
    monitors: [...monitors],
    channels: channels.map(channelReference),
    routes: [...routes],
    maintenance: [...maintenance],
    incidents,
  };
}

/** Where a browser on this machine finds a server that listens there. */
export function defaultPublicUrl(host: string, port: number): string {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const name = isEverywhere ? "localhost" : isIP(host) === 6 ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function routingProblems(
  { statuses, dimensions, routes, maintenance }: Lists,
  channels: readonly ChannelConfiguration[],
  file: ConfigurationFile | undefined,
): Problem[] {
  const namesOf = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  const names = { statuses: namesOf(statuses), dimensions, channels: namesOf(channels) };
  return [...routeProblems(routes, names, file), ...maintenanceProblems(maintenance, names, file)];
}

function tokenProblem(
  host: string,
  token: string | undefined,
  origins: ReadonlyMap<SettingName, Origin>,
  others: readonly Problem[],
): Problem[] {
  if (token !== undefined || isLoopback(host) || others.some(({ key }) => key === "token")) return [];
  const where = origins.get("host")?.where ?? "default";
  return [{ key: "token", expected: `a token, because other machines can reach ${host}`, got: "nothing", where }];
}

function storeProblem({ store, clickhouseUrl }: SettingValues, origins: ReadonlyMap<SettingName, Origin>): Problem[] {
  if (store !== "clickhouse" || clickhouseUrl !== undefined || origins.has("clickhouseUrl")) return [];
  const where = origins.get("store")?.where ?? "default";
  return [{ key: "clickhouseUrl", expected: "an address, because store is clickhouse", got: "nothing", where }];
}

function teamsProblem(
  url: string | undefined,
  origin: Origin | undefined,
  channels: readonly ChannelConfiguration[],
  allowPrivate: boolean,
): Problem[] {
  if (url === undefined || origin === undefined) return [];
  const { source, where } = origin;
  const problem = (expected: string, got: string) => [{ key: "teamsUrl", expected, got, where }];
  const same = channels.find(({ name }) => name === "teams");
  if (same !== undefined && same.kind !== "teams") {
    return problem("a channel named teams of the kind teams, or none of that name", `one of the kind ${same.kind}`);
  }
  if (source === "file" && same?.url !== undefined) {
    return problem("one address for the channel teams", "a second one besides that in channels");
  }
  const fault = webhookFault(url, same?.allowPrivate ?? allowPrivate);
  return fault === undefined ? [] : problem(webhookAddress.expected, fault);
}

function heartbeatProblem(url: string | undefined, origin: Origin | undefined, allowPrivate: boolean): Problem[] {
  const fault = url === undefined ? undefined : webhookFault(url, allowPrivate);
  if (fault === undefined) return [];
  return [{ key: "heartbeatUrl", expected: webhookAddress.expected, got: fault, where: origin?.where ?? "default" }];
}

/** `teamsUrl` is the address of the channel named teams, which it adds where it is missing. */
function withTeams(
  channels: readonly ChannelConfiguration[],
  url: string | undefined,
  allowPrivate: boolean,
): ChannelConfiguration[] {
  if (url === undefined) return [...channels];
  const isTeams = (channel: ChannelConfiguration) => channel.name === "teams" && channel.kind === "teams";
  if (channels.some(isTeams)) return channels.map((channel) => (isTeams(channel) ? { ...channel, url } : channel));
  return [...channels, teamsChannel({ url, allowPrivate })];
}

function zoneOrUtc(systemTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone): string {
  return timeZoneName.read(systemTimeZone) ?? "UTC";
}

function sourcesOf(origins: ReadonlyMap<SettingName, Origin>, file: ConfigurationFile | undefined) {
  const single = settingNames.map((name) => [name, origins.get(name)?.source ?? "default"]);
  const lists = listSettingNames.map((name) => [name, file?.values.has(name) === true ? "file" : "default"]);
  return Object.fromEntries([...single, ...lists]) as Configuration["sources"];
}
