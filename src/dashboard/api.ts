import type { ChannelReport } from "../core/model/channel-report.ts";
import type { Delivery } from "../core/model/delivery.ts";
import type { History } from "../core/model/history.ts";
import type { Incident, Mark } from "../core/model/incident.ts";
import type { MonitorReport } from "../core/model/monitor-report.ts";
import type { Overview } from "../core/model/overview.ts";
import type { RouteExplanation, RouteSample } from "../core/model/route-explanation.ts";
import type { SettingsReport } from "../core/model/settings-report.ts";
import type { Silence } from "../core/model/silence.ts";

export interface Rendered {
  channel: string;
  kind: string;
  contentType: string;
  body: unknown;
}

/** What people do to an incident, with what each needs to know. */
export interface IncidentDeeds {
  acknowledge: Record<string, never>;
  unacknowledge: Record<string, never>;
  resolve: Record<string, never>;
  assign: { to: string | null };
  notes: { text: string };
  mark: { as: Mark | null };
}

/** A silence as somebody asks for it. */
export interface AskedSilence {
  match: string[];
  duration: string;
}

export interface SilencePreview {
  /** Why it would be refused. */
  fault: string | null;
  incidents: Incident[];
  messages: number;
}

/** The server answered, but not with what was asked for. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

export interface HistoryQuery {
  scope: string;
  from: number;
  to: number;
  points: number;
}

export const fetchOverview = (): Promise<Overview> => get("v1/overview");

export const fetchSettings = (): Promise<SettingsReport> => get("v1/settings");

export const fetchMonitors = async (): Promise<MonitorReport[]> =>
  (await get<{ monitors: MonitorReport[] }>("v1/monitors")).monitors;

export const fetchIncidents = async (): Promise<Incident[]> =>
  (await get<{ incidents: Incident[] }>("v1/incidents?limit=50")).incidents;

export const fetchIncident = (id: string): Promise<Incident> => get(`v1/incidents/${encodeURIComponent(id)}`);

/** The newest, and of the older ones those that did not arrive: nobody should have to look for them. */
export async function fetchDeliveries(): Promise<Delivery[]> {
  const [newest, undelivered] = await Promise.all(
    ["limit=50", "state=failed&state=planned&limit=200"].map(
      async (query) => (await get<{ deliveries: Delivery[] }>(`v1/deliveries?${query}`)).deliveries,
    ),
  );
  const known = new Set(newest?.map(({ id }) => id));
  return [...(newest ?? []), ...(undelivered ?? []).filter(({ id }) => !known.has(id))];
}

export const fetchRendered = (id: string): Promise<Rendered> => get(`v1/deliveries/${encodeURIComponent(id)}/rendered`);

export function fetchHistory(query: HistoryQuery): Promise<History> {
  const { scope, from, to, points } = query;
  return get(`v1/history?scope=${encodeURIComponent(scope)}&from=${from}&to=${to}&points=${points}`);
}

export const fetchSilences = async (): Promise<Silence[]> =>
  (await get<{ silences: Silence[] }>("v1/silences")).silences;

export const fetchChannels = async (): Promise<ChannelReport[]> =>
  (await get<{ channels: ChannelReport[] }>("v1/channels")).channels;

export function actOnIncident<Deed extends keyof IncidentDeeds>(
  id: string,
  deed: Deed,
  fields: IncidentDeeds[Deed],
  by: string,
): Promise<Incident> {
  return send("POST", `v1/incidents/${encodeURIComponent(id)}/${deed}`, { ...fields, by, via: "dashboard" });
}

export const explainRoute = (sample: RouteSample): Promise<RouteExplanation> =>
  send("POST", "v1/routes/explain", sample);

export const previewSilence = (asked: AskedSilence): Promise<SilencePreview> =>
  send("POST", "v1/silences/preview", asked);

export const addSilence = (asked: AskedSilence & { reason: string }, owner: string): Promise<Silence> =>
  send("POST", "v1/silences", { ...asked, owner, by: owner, via: "dashboard" });

export const endSilence = (id: string, by: string): Promise<Silence> =>
  send("DELETE", `v1/silences/${encodeURIComponent(id)}`, { by, via: "dashboard" });

export const retryDelivery = (id: string, by: string): Promise<Delivery> =>
  send("POST", `v1/deliveries/${encodeURIComponent(id)}/retry`, { by, via: "dashboard" });

export const testChannel = (name: string, by: string): Promise<Delivery> =>
  send("POST", `v1/channels/${encodeURIComponent(name)}/test`, { by, via: "dashboard" });

export async function signIn(token: string): Promise<void> {
  await answered("v1/sign-in", "POST", { token });
}

export async function send<Reply>(method: string, path: string, body: object): Promise<Reply> {
  return (await (await answered(path, method, body)).json()) as Reply;
}

export async function answered(path: string, method: string, body: object, signal?: AbortSignal): Promise<Response> {
  const headers = { "content-type": "application/json" };
  const reply = await fetch(path, {
    method,
    headers,
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!reply.ok) throw await errorOf(reply);
  return reply;
}

/** The page comes from the server that answers here, so both hold the same schemas; nothing is checked twice. */
export async function get<Reply>(path: string): Promise<Reply> {
  const reply = await fetch(path, { headers: { accept: "application/json" } });
  if (!reply.ok) throw await errorOf(reply);
  return (await reply.json()) as Reply;
}

async function errorOf(reply: Response): Promise<ApiError> {
  const body: unknown = await reply.json().catch(() => null);
  const message = messageOf(body) ?? `The server answered ${reply.status} ${reply.statusText}`.trim();
  return new ApiError(reply.status, message);
}

function messageOf(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  const { error } = body;
  if (typeof error !== "object" || error === null || !("message" in error)) return null;
  return typeof error.message === "string" ? error.message : null;
}
