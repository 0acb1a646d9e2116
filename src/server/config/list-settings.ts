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
} satisfies Record<string, ListSetting>;

export type ListSettingName = keyof typeof listSettings;
export const listSettingNames = Object.keys(listSettings) as readonly ListSettingName[];

function listItem(example: string): string {
  return `- ${example.replaceAll("\n", "\n  ")}`;
}
