import Type, { type Static, type TObject, type TProperties } from "typebox";
import { formOf, hostForm, mailboxForm, serverForm, type TextForm, webhookForm } from "./text-form.ts";

export interface OptionFault {
  option: string;
  expected: string;
  got: string;
}

/** A way to tell people, as far as its configuration goes. */
export interface ChannelKind {
  help: string;
  /** YAML of one channel of this kind, as the documentation shows it. */
  example: string;
  /** Besides those of every kind. One with a default may be left out. */
  options: TProperties;
  /** Options that are secrets: `x` may also stand as `xEnv` or `xFile`, and is never shown. */
  secrets: readonly string[];
  /** What the texts of an option, or the texts in its list, have to look like. */
  forms: Readonly<Partial<Record<string, TextForm>>>;
  burst: number;
  perMinute: number;
  /** False for a receiver that keeps incidents of its own and wants to hear of each. */
  digests: boolean;
  /** Whether a message that only says that messages arrive makes sense there. */
  heartbeats: boolean;
  /** What each option alone cannot tell. */
  faults?(options: object, allowPrivate: boolean): OptionFault[];
  /** What is allowed and yet worth a word when the program starts. */
  remark?(options: object): string | undefined;
}

/** The same, with what is said of options held against the options that there are. */
interface Declaration<Options extends TProperties> extends Omit<ChannelKind, "options"> {
  options: Options;
  secrets: readonly (keyof Options & string)[];
  forms: Partial<Record<keyof Options & string, TextForm>>;
  faults?(options: Static<TObject<Options>>, allowPrivate: boolean): OptionFault[];
  remark?(options: Static<TObject<Options>>): string | undefined;
}

type KindWith<Options> = Omit<ChannelKind, "options"> & { options: Options };

function kind<Options extends TProperties>(declaration: Declaration<Options>): KindWith<Options> {
  return declaration;
}

const Text = (description: string) => Type.String({ minLength: 1, maxLength: 2000, description });

const Mentions = Type.Optional(
  Type.Record(Type.String(), Type.String({ minLength: 1, maxLength: 120 }), {
    description: "who the names under `mention` of a route are there",
  }),
);

/** Names that the channel writes itself, and those that belong to the connection. */
const RESERVED_HEADERS =
  /^(?:authorization|connection|content-.*|expect|host|idempotency-key|keep-alive|proxy-.*|smokewatch-.*|te|trailer|transfer-encoding|upgrade|user-agent)$/i;

const Credentials = {
  username: Type.Optional(Text("for receivers that want one")),
  password: Type.Optional(Text("belongs to `username`")),
};

export const channelKinds = {
  teams: kind({
    help: "Microsoft Teams, by the webhook of a workflow. Without an address, messages are only kept in the inbox.",
    example: `name: teams
kind: teams
urlEnv: TEAMS_WEBHOOK
backup: { channel: mail, after: 10m }`,
    options: {
      url: Type.Optional(Text("address of the workflow's webhook")),
    },
    secrets: ["url"],
    forms: { url: webhookForm },
    burst: 10,
    perMinute: 2,
    digests: true,
    heartbeats: true,
  }),
  slack: kind({
    help: "Slack, by an incoming webhook of an app.",
    example: `name: slack
kind: slack
urlEnv: SLACK_WEBHOOK
heartbeat: "09:00"
mentions: { Ana Silva: U012AB3CD }`,
    options: { url: Text("address of the incoming webhook"), mentions: Mentions },
    secrets: ["url"],
    forms: { url: webhookForm },
    burst: 10,
    perMinute: 10,
    digests: true,
    heartbeats: true,
  }),
  email: kind({
    help: "E-mail, by an SMTP server.",
    example: `name: mail
kind: email
host: smtp.example.com
username: smokewatch
passwordFile: smtp-password.txt
from: Smokewatch <smokewatch@example.com>
to: [ops@example.com]`,
    options: {
      host: Text("name of the SMTP server"),
      port: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 65_535, description: "587 for starttls, 465 for tls and 25 for none" }),
      ),
      tls: Type.Enum(["starttls", "tls", "none"], {
        default: "starttls",
        description: "how the connection is encrypted; `none` only where private addresses are allowed",
      }),
      ...Credentials,
      from: Text("who it is from"),
      to: Type.Array(Type.String({ maxLength: 300 }), { minItems: 1, maxItems: 50, description: "who gets it" }),
    },
    secrets: ["password"],
    forms: { host: hostForm, from: mailboxForm, to: mailboxForm },
    burst: 10,
    perMinute: 2,
    digests: true,
    heartbeats: true,
    faults: (options, allowPrivate) => [...unpaired(options), ...plainMail(options.tls, allowPrivate)],
  }),
  webhook: kind({
    help: "Anything that takes JSON over HTTP: each message is a CloudEvent, signed with `secret`.",
    example: `name: hook
kind: webhook
urlEnv: HOOK_URL
secretEnv: HOOK_SECRET`,
    options: {
      url: Text("where it is posted to"),
      secret: Type.Optional(Text("key of the signature, 16 characters or more; without one nothing is signed")),
      authorization: Type.Optional(Text("the whole `Authorization` header, such as `Bearer …`")),
      headers: Type.Optional(
        Type.Record(Type.String(), Type.String({ maxLength: 2000 }), { description: "further headers of the request" }),
      ),
    },
    secrets: ["url", "secret", "authorization"],
    forms: {
      url: webhookForm,
      secret: formOf("a secret of 16 characters or more", /^[!-~]{16,512}$/),
      authorization: formOf("printable characters of ASCII", /^[ -~]{1,2000}$/),
    },
    burst: 60,
    perMinute: 60,
    digests: false,
    heartbeats: true,
    faults: ({ headers = {} }) => Object.entries(headers).flatMap(([name, value]) => headerFaults(name, value)),
    remark: ({ secret }) =>
      secret === undefined ? "not signed: set secret so that the receiver can check" : undefined,
  }),
  pagerduty: kind({
    help: "PagerDuty, by the Events API v2. Incidents are triggered, acknowledged and resolved there too.",
    example: `name: pager
kind: pagerduty
routingKeyEnv: PAGERDUTY_KEY`,
    options: {
      routingKey: Text("integration key of a service, or of an event orchestration"),
      url: Type.String({
        default: "https://events.pagerduty.com/v2/enqueue",
        description: "where events go; https://events.eu.pagerduty.com/v2/enqueue in the EU",
      }),
    },
    secrets: ["routingKey"],
    forms: { routingKey: formOf("a key of 32 letters and digits", /^[A-Za-z0-9]{32}$/), url: serverForm },
    burst: 60,
    perMinute: 60,
    digests: false,
    heartbeats: false,
  }),
  alertmanager: kind({
    help: "Alertmanager of Prometheus, which then routes and groups by rules of its own.",
    example: `name: alertmanager
kind: alertmanager
urls: ["https://alertmanager-0.example.com", "https://alertmanager-1.example.com"]`,
    options: {
      urls: Type.Array(Type.String({ maxLength: 2000 }), {
        minItems: 1,
        maxItems: 16,
        description: "every replica, never a load balancer before them",
      }),
      ...Credentials,
      bearerToken: Type.Optional(Text("in place of user and password")),
    },
    secrets: ["password", "bearerToken"],
    forms: { urls: serverForm, bearerToken: formOf("a token without spaces", /^[!-~]{1,2000}$/) },
    burst: 200,
    perMinute: 600,
    digests: false,
    heartbeats: false,
    faults: (options) => [...unpaired(options), ...twoCredentials(options)],
  }),
  inbox: kind({
    help: "Sends nothing; messages are kept in the inbox of the dashboard.",
    example: `name: quiet
kind: inbox`,
    options: {},
    secrets: [],
    forms: {},
    burst: 10,
    perMinute: 10,
    digests: true,
    heartbeats: false,
  }),
};

export type ChannelKindName = keyof typeof channelKinds;
export const channelKindNames = Object.keys(channelKinds) as readonly ChannelKindName[];

export type ChannelOptions<Name extends ChannelKindName> = Static<TObject<(typeof channelKinds)[Name]["options"]>>;

export function channelKind(name: ChannelKindName): ChannelKind {
  return channelKinds[name];
}

interface UserAndPassword {
  username?: string;
  password?: string;
}

function unpaired({ username, password }: UserAndPassword): OptionFault[] {
  if ((username === undefined) === (password === undefined)) return [];
  const option = username === undefined ? "username" : "password";
  return [{ option, expected: "both username and password, or neither", got: "nothing" }];
}

function twoCredentials({ username, bearerToken }: UserAndPassword & { bearerToken?: string }): OptionFault[] {
  if (username === undefined || bearerToken === undefined) return [];
  return [{ option: "bearerToken", expected: "a token or username and password", got: "both" }];
}

/** What is told, and a password, could be read by anybody on the way. */
function plainMail(tls: string, allowPrivate: boolean): OptionFault[] {
  if (tls !== "none" || allowPrivate) return [];
  return [{ option: "tls", expected: "starttls or tls; allowPrivate permits none", got: '"none"' }];
}

function headerFaults(name: string, value: string): OptionFault[] {
  const option = "headers";
  if (!/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name)) return [{ option, expected: "names of headers", got: "another name" }];
  if (RESERVED_HEADERS.test(name)) {
    return [{ option, expected: "headers that nothing else sets", got: `${name}, which is set already` }];
  }
  if (/^[ -~]{0,2000}$/.test(value)) return [];
  return [{ option, expected: "printable characters of ASCII", got: `something else under ${name} (not shown)` }];
}
