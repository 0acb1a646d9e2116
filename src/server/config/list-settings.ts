import { channelKindNames, channelKinds } from "./channel/channel-kinds.ts";

/** A setting that is a list; it can only stand in the file. */
export interface ListSetting {
  help: string;
  defaultText: string;
  /** YAML below the key, as the documentation shows it. */
  example: string;
}

export const listSettings = {
  statuses: {
    help: "What becomes of a transaction, and on which side of normal each status worries people: `above`, `below` or `both`.",
    defaultText: "approved (below), and denied, failed, reversed, backend_reversed, refunded and processing (above)",
    example: `- name: approved
  direction: below
- name: denied
  direction: above
- name: failed
  direction: above`,
  },
  dimensions: {
    help: "Names of the fields by which traffic can be told apart. A record with any other field is refused.",
    defaultText: "issuer, acquirer, brand, product, merchant, mcc, country, entry_mode, terminal and auth_code",
    example: `- issuer
- merchant`,
  },
  monitors: {
    help: "What is judged together. `by` splits the traffic by a dimension, one scope for each value, at most `limit` of them (200). `statuses` are those that may alert (all). `budget` is how many false alarms people accept for the whole monitor: `1/week`, `2/month`, `0.5/day` (`1/week`). `rules` are conditions of your own in CEL: `when` it alerts, for which `status`, how long it must hold (`for`), and a `name`. `alertBy` says what the monitor needs before it alerts: the `score` of the judge, a `rule`, `both` of them, or `any` (`any` with rules, else `score`). See docs/rules.md.",
    defaultText: "one monitor over all traffic",
    example: `- name: all traffic
- name: by issuer
  by: issuer
  statuses: [denied, failed]
  budget: 2/month
  limit: 50
- name: failures
  alertBy: rule
  rules:
    - name: many failures
      status: failed
      when: failed > 20 && share > 0.02
      for: 5m`,
  },
  channels: {
    help: "Ways to tell people; what each `kind` takes stands below. Every secret `x` may stand here as it is, in an environment variable named by `xEnv`, or in a file named by `xFile` (relative to this one). Every kind knows `burst` and `perMinute` (how many messages go out at once, and how many more a minute after that), `backup: { channel, after }` (another channel that takes over what could not be delivered for that long, 5m if left out), and `allowPrivate` (whether its receiver may be in the internal network and without encryption; `allowPrivateWebhooks` if left out).",
    defaultText: "one channel named teams, with the address in `teamsUrl`",
    example: channelKindNames.map((name) => listItem(channelKinds[name].example)).join("\n"),
  },
  routes: {
    help: "Who is told of which incidents. Routes are tried in their order, and the first that fits is taken; `goesOn: true` tries the next ones as well. A route fits when one series of the incident meets all of `match`, the incident is as bad as `severity` or worse, and it is within `hours`. What no route fits goes to every channel. `escalate` asks others when nobody has acknowledged it for a while, `remind` tells again while it goes on, `resolved: false` keeps the end quiet, `mention` calls people by name, and `runbook` says what to do. See docs/notifications.md; `smokewatch route` tells where an incident would go.",
    defaultText: "none: everything to every channel",
    example: `- name: critical
  severity: critical
  channels: [pager, teams]
  goesOn: true
  escalate: { after: 15m, channels: [mail] }
  remind: 1h
- name: denials of issuers
  match: [status=denied, issuer=*]
  hours: { days: [mon, tue, wed, thu, fri], from: "08:00", to: "18:00" }
  channels: [teams]
  runbook: https://wiki.example.com/denials
- name: the rest
  channels: [teams]`,
  },
  maintenance: {
    help: "Planned work, `once` or `weekly`, on the clocks of `timeZone` (the operation's, if left out). What `match` fits is seen and counted meanwhile, but nobody is told; without `match` that is everything.",
    defaultText: "none",
    example: `- name: move of a merchant
  match: [merchant=north*]
  once: { from: "2026-11-28 23:00", to: "2026-11-29 01:00" }
- name: night batch
  weekly: { days: [sun], from: "23:30", to: "00:30" }`,
  },
} satisfies Record<string, ListSetting>;

export type ListSettingName = keyof typeof listSettings;
export const listSettingNames = Object.keys(listSettings) as readonly ListSettingName[];

function listItem(example: string): string {
  return `- ${example.replaceAll("\n", "\n  ")}`;
}
