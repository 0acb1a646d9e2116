import type { IncidentBrief, Message } from "../../../core/model/message.ts";
import { dimensionOf } from "../../../core/model/scope.ts";
import type { MessageLinks } from "../channel.ts";
import { clippedText } from "../clipped-text.ts";
import { messageActions } from "../message-actions.ts";

/** As Alertmanager's API v2 takes it. Its labels are what it is: two alerts with the same labels are one. */
export interface Alert {
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  startsAt: string;
  endsAt: string;
  generatorURL?: string;
}

/**
 * Alertmanager takes an alert to be over when nobody tells it again. This long it keeps one of ours, counted from the last message: longer
 * than an incident that somebody has acknowledged, of which no reminders come, is likely to go on. Should this program go away for ever,
 * its alerts end by themselves.
 */
export const ALERT_LIFE_MS = 7 * 24 * 3_600_000;
const HOUR_MS = 3_600_000;
const LONGEST_LABEL = 200;
const LONGEST_ADDRESS = 2000;

/** Names that mean something else than a dimension of the same name would. */
const RESERVED = new Set(["alertname", "incident", "scope", "severity", "status", "symptom"]);

/** One alert for each series of the incident; one in all for what is about no incident. */
export function alertsOf(message: Message, links: MessageLinks): Alert[] {
  const { incident } = message;
  const open = messageActions(message, { open: links.open }, LONGEST_ADDRESS).find(({ name }) => name === "open");
  const common = {
    annotations: annotationsOf(message),
    ...(open === undefined ? {} : { generatorURL: open.url }),
  };
  if (incident === null) return [{ ...common, ...otherAlert(message) }];
  const times = incidentTimes(message, incident);
  return incident.members.map((member) => ({ labels: seriesLabels(incident, member), ...common, ...times }));
}

function annotationsOf(message: Message): Record<string, string> {
  const runbook = messageActions(message, { open: "" }, LONGEST_ADDRESS).find(({ name }) => name === "runbook");
  const facts = message.facts
    .slice(0, 20)
    .map(({ name, value }) => `${clippedText(name, 60)}: ${clippedText(value, 400)}`);
  return {
    summary: clippedText(message.title, 200),
    description: [clippedText(message.summary, 2000), ...facts].filter((line) => line !== "").join("\n"),
    event: message.event,
    ...(runbook === undefined ? {} : { runbook_url: runbook.url }),
  };
}

function seriesLabels(
  { id, severity }: IncidentBrief,
  { scope, status, symptom }: IncidentBrief["members"][number],
): Record<string, string> {
  const dimension = dimensionOf(scope);
  const value = dimension === undefined ? "" : scope.slice(dimension.length + 1);
  const label = (text: string): string => clippedText(text, LONGEST_LABEL);
  return {
    alertname: "Smokewatch",
    scope: label(scope),
    ...(dimension === undefined || RESERVED.has(dimension) ? {} : { [dimension]: label(value) }),
    status: label(status),
    symptom,
    severity,
    incident: label(id),
  };
}

function incidentTimes(
  { at }: Message,
  { openedAt, resolvedAt, state }: IncidentBrief,
): { startsAt: string; endsAt: string } {
  const endsAt = state === "resolved" ? (resolvedAt ?? at) : at + ALERT_LIFE_MS;
  return { startsAt: time(openedAt), endsAt: time(Math.max(endsAt, openedAt)) };
}

interface Other {
  alertname: string;
  lifeMs: number;
}

/** What is about no single incident. A digest comes here only in the place of another channel; it ends when all in it are over, or by itself. */
const OTHERS: Readonly<Partial<Record<Message["event"], Other>>> = {
  trouble: { alertname: "SmokewatchTrouble", lifeMs: ALERT_LIFE_MS },
  recovered: { alertname: "SmokewatchTrouble", lifeMs: 0 },
  heartbeat: { alertname: "SmokewatchHeartbeat", lifeMs: 25 * HOUR_MS },
  resolved: { alertname: "SmokewatchDigest", lifeMs: 0 },
  test: { alertname: "SmokewatchTest", lifeMs: HOUR_MS / 12 },
};
const DIGEST: Other = { alertname: "SmokewatchDigest", lifeMs: HOUR_MS };

function otherAlert({ event, thread, at }: Message): Pick<Alert, "labels" | "startsAt" | "endsAt"> {
  const { alertname, lifeMs } = OTHERS[event] ?? DIGEST;
  const labels = { alertname, thread: clippedText(thread, LONGEST_LABEL) };
  return { labels, startsAt: time(at), endsAt: time(at + lifeMs) };
}

function time(at: number): string {
  return new Date(at).toISOString();
}
