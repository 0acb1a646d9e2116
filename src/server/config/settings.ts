import { defaultIncidentSettings } from "../../core/model/engine-settings.ts";
import {
  choice,
  duration,
  serverAddress,
  text,
  tickLength,
  timeZoneName,
  truth,
  webAddress,
  webhookAddress,
  wholeNumber,
  type ValueKind,
} from "./value-kind.ts";

export interface Setting<T> {
  kind: ValueKind<T>;
  /** undefined: computed, or none; `defaultText` then tells people which. */
  default: NoInfer<T> | undefined;
  defaultText?: string;
  isSecret?: boolean;
  help: string;
}

function setting<T>(declaration: Setting<T>): Setting<T> {
  return declaration;
}

const MIN_TOKEN_LENGTH = 16;

/** Every setting that is one value. The key is its name in the file; flag and environment variable follow from it. */
export const settings = {
  host: setting({
    kind: text("address", "an address or host name to listen on", (value) => /^[\w.:-]{1,253}$/.test(value)),
    default: "127.0.0.1",
    help: "Address to listen on. Any address but a loopback one needs a token.",
  }),
  port: setting({
    kind: wholeNumber(0, 65_535),
    default: 4800,
    help: "Port to listen on; 0 lets the system choose.",
  }),
  dataDir: setting({
    kind: text("folder", "a folder", (value) => value.trim() !== "" && !value.includes("\0")),
    default: "data",
    help: "Folder for everything that must outlive a restart. In a file it is relative to that file, otherwise to where the program was started.",
  }),
  journal: setting({
    kind: choice("files", "memory"),
    default: "files",
    help: "Where the journal is kept. With memory, everything is forgotten at the end.",
  }),
  journalMaxMb: setting({
    kind: wholeNumber(16, 10_000_000),
    default: 10_240,
    help: "Room that the journal may take, in megabytes. Its oldest parts are deleted before it is full; what the last snapshots need is kept, and when that alone is too much, transactions are refused.",
  }),
  journalDays: setting({
    kind: wholeNumber(1, 3650),
    default: 30,
    help: "Days that entries of the journal are kept. From them the store can be filled again, and an upgrade can learn anew.",
  }),
  snapshotEvery: setting({
    kind: duration("1s", "1h"),
    default: 300_000,
    defaultText: "5m",
    help: "How often what was learnt and counted is kept, so that a start goes through little of the journal; sooner when much comes in.",
  }),
  store: setting({
    kind: choice("chdb", "clickhouse", "none"),
    default: "chdb",
    help: "Where what can be asked in SQL is kept: chdb is ClickHouse inside, in a process of its own; clickhouse is a server of yours, at clickhouseUrl. Nothing of it is needed for an alert.",
  }),
  clickhouseUrl: setting({
    kind: serverAddress,
    default: undefined,
    defaultText: "none",
    isSecret: true,
    help: "Address of a ClickHouse server, with user and password, such as https://name:secret@clickhouse.example.com:8443. The user must be allowed to make and use the database smokewatch.",
  }),
  keepMinutesDays: setting({
    kind: wholeNumber(2, 36_500),
    default: 400,
    help: "How many days the store keeps counts of each minute with all dimensions.",
  }),
  keepTotalsDays: setting({
    kind: wholeNumber(2, 36_500),
    default: 1200,
    help: "How many days the store keeps sums: by minute and status, and by quarter of an hour, status and each dimension alone.",
  }),
  keepVerdictsDays: setting({
    kind: wholeNumber(2, 36_500),
    default: 100,
    help: "How many days the store keeps what the judge said of each series.",
  }),
  keepIncidentsDays: setting({
    kind: wholeNumber(2, 36_500),
    default: 1200,
    help: "How many days the store keeps incidents and messages.",
  }),
  queryMaxSeconds: setting({
    kind: wholeNumber(1, 600),
    default: 30,
    help: "Longest time that a person's SQL query may take, in seconds.",
  }),
  queryMaxMemoryMb: setting({
    kind: wholeNumber(50, 1_000_000),
    default: 1000,
    help: "Most memory that a person's SQL query may use, in megabytes.",
  }),
  queryMaxRows: setting({
    kind: wholeNumber(1, 100_000_000),
    default: 1_000_000,
    help: "Most rows in the answer to a person's SQL query. Without a number in the query itself, an answer in JSON has 10,000.",
  }),
  token: setting({
    kind: text(
      "secret",
      `at least ${MIN_TOKEN_LENGTH} letters, digits or punctuation marks, without spaces`,
      (value) => value.length >= MIN_TOKEN_LENGTH && value.length <= 512 && /^[!-~]+$/.test(value),
    ),
    default: undefined,
    defaultText: "none",
    isSecret: true,
    help: "Secret that every request must carry, as a bearer token or by signing in. Prefer the environment or the file to the flag, which other users of the machine can see.",
  }),
  timeZone: setting({
    kind: timeZoneName,
    default: undefined,
    defaultText: "the system's",
    help: "Time zone of the operation: for times without one, for the daily rhythm, and for what people read.",
  }),
  tick: setting({
    kind: tickLength,
    default: "auto",
    help: "The step of judging. With auto it is 10s for single transactions and 60s for counts.",
  }),
  pendingFor: setting({
    kind: duration("0s", "1h"),
    default: defaultIncidentSettings.pendingMs,
    defaultText: `${defaultIncidentSettings.pendingMs / 1000}s`,
    help: "How long alarms must last before people are told of an incident.",
  }),
  reopenWithin: setting({
    kind: duration("0s", "24h"),
    default: defaultIncidentSettings.reopenMs,
    defaultText: `${defaultIncidentSettings.reopenMs / 60_000}m`,
    help: "An alarm within this time of the end of an incident reopens it rather than opening a second one.",
  }),
  publicUrl: setting({
    kind: webAddress,
    default: undefined,
    defaultText: "http://host:port",
    help: "Address of the dashboard as people reach it; links in messages begin with it.",
  }),
  teamsUrl: setting({
    kind: webhookAddress,
    default: undefined,
    defaultText: "none: messages are only kept in the inbox",
    isSecret: true,
    help: "Webhook of a Teams workflow. Short for one channel named teams.",
  }),
  heartbeatUrl: setting({
    kind: webhookAddress,
    default: undefined,
    defaultText: "none",
    isSecret: true,
    help: "Address of an outside watcher that is called while all is well. It alarms when the calls stop: also when this process or its machine is gone.",
  }),
  heartbeatEvery: setting({
    kind: duration("10s", "1h"),
    default: 60_000,
    defaultText: "1m",
    help: "How often heartbeatUrl is called. The watcher should wait for at least twice as long before it alarms.",
  }),
  quietAfter: setting({
    kind: duration("1m", "24h"),
    default: 600_000,
    defaultText: "10m",
    help: "People are told when nothing has come in for this long, until the judge has learnt enough to know by itself when nothing is unusual.",
  }),
  allowPrivateWebhooks: setting({
    kind: truth,
    default: false,
    help: "Lets webhooks use plain http and addresses of the internal network.",
  }),
  maxBodyMb: setting({
    kind: wholeNumber(1, 1024),
    default: 16,
    help: "Largest body of a request, in megabytes (1,048,576 bytes).",
  }),
  metricsSeries: setting({
    kind: wholeNumber(1, 1_000_000),
    default: 2000,
    help: "Most series in /metrics, where a series is one status of one scope: all traffic first, then scopes in the order they were first seen. What is left out is told.",
  }),
  logLevel: setting({
    kind: choice("trace", "debug", "info", "warn", "error", "fatal", "silent"),
    default: "info",
    help: "How much is written to the log.",
  }),
};

export type SettingName = keyof typeof settings;
export type SettingValues = {
  [Name in SettingName]: (typeof settings)[Name] extends Setting<infer T> ? T | undefined : never;
};

export const settingNames = Object.keys(settings) as readonly SettingName[];

export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export function environmentNameOf(name: string): string {
  return `SMOKEWATCH_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** What a person reads where the default is told. */
export function defaultTextOf(name: SettingName): string {
  const declared: Setting<unknown> = settings[name];
  return declared.defaultText ?? String(declared.default);
}
