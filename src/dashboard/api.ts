import type { ChannelReport } from "../core/model/channel-report.ts";
import type { AnalysisAnswer } from "../core/model/analysis-answer.ts";
import type { ChartMark } from "../core/model/chart-mark.ts";
import type { Delivery } from "../core/model/delivery.ts";
import type { Heat } from "../core/model/heat.ts";
import type { History } from "../core/model/history.ts";
import type { IncidentExplanation } from "../core/model/incident-explanation.ts";
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

/** Line and column count from 1. */
export interface TextPlace {
  line: number;
  column: number;
  length: number;
}

/** The server answered, but not with what was asked for. */
export class ApiError extends Error {
  readonly status: number;
  /** Where in the text that was sent the fault lies, if that is known. */
  readonly place: TextPlace | null;

  constructor(status: number, message: string, place: TextPlace | null = null) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.place = place;
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

export const fetchIncidents = async (limit = 50): Promise<Incident[]> =>
  (await get<{ incidents: Incident[] }>(`v1/incidents?limit=${limit}`)).incidents;

export const fetchIncidentsBefore = async (before: number): Promise<Incident[]> =>
  (await get<{ incidents: Incident[] }>(`v1/incidents?limit=100&before=${before}`)).incidents;

export const fetchIncident = (id: string): Promise<Incident> => get(`v1/incidents/${encodeURIComponent(id)}`);

export const fetchExplanation = (id: string): Promise<IncidentExplanation> =>
  get(`v1/incidents/${encodeURIComponent(id)}/explanation`);

export const fetchDeliveriesOf = async (incident: string): Promise<Delivery[]> =>
  (await get<{ deliveries: Delivery[] }>(`v1/deliveries?limit=200&incident=${encodeURIComponent(incident)}`))
    .deliveries;

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

export const fetchManyDeliveries = async (limit: number): Promise<Delivery[]> =>
  (await get<{ deliveries: Delivery[] }>(`v1/deliveries?limit=${limit}`)).deliveries;

export const fetchDelivery = (id: string): Promise<Delivery> => get(`v1/deliveries/${encodeURIComponent(id)}`);

export const fetchRendered = (id: string): Promise<Rendered> => get(`v1/deliveries/${encodeURIComponent(id)}/rendered`);

export function fetchHistory(query: HistoryQuery): Promise<History> {
  const { scope, from, to, points } = query;
  return get(`v1/history?scope=${encodeURIComponent(scope)}&from=${from}&to=${to}&points=${points}`);
}

export const fetchHeat = (from: number, to: number, limit: number): Promise<Heat> =>
  get(`v1/heat?from=${from}&to=${to}&limit=${limit}`);

export const fetchMarks = async ({ scope, from, to }: Omit<HistoryQuery, "points">): Promise<ChartMark[]> =>
  (await get<{ marks: ChartMark[] }>(`v1/marks?scope=${encodeURIComponent(scope)}&from=${from}&to=${to}`)).marks;

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

/** What people say of a file that was understood otherwise: options by the file's name. */
export type Corrections = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface QueryAnswer {
  columns: { name: string; type: string }[];
  rows: unknown[][];
  rowCount: number;
  truncated: boolean;
  elapsedMs: number;
}

export async function analyseFiles(files: readonly File[], corrections: Corrections): Promise<AnalysisAnswer> {
  const body = new FormData();
  body.set("corrections", JSON.stringify(corrections));
  for (const file of files) body.append("file", file, file.name);
  return replyOf(await fetch("v1/analyses", { method: "POST", body }));
}

export const fetchAnalysis = (id: string): Promise<AnalysisAnswer> => get(`v1/analyses/${encodeURIComponent(id)}`);

export async function askAnalysis(id: string, sql: string, maxRows: number): Promise<QueryAnswer> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ sql, maxRows, format: "json" });
  return replyOf(await fetch(`v1/analyses/${encodeURIComponent(id)}/query`, { method: "POST", headers, body }));
}

export const reportAddress = (id: string, format: string): string =>
  `v1/analyses/${encodeURIComponent(id)}/report?format=${format}`;

export async function signIn(token: string): Promise<void> {
  await answered("v1/sign-in", "POST", { token });
}

export async function send<Reply>(method: string, path: string, body: object): Promise<Reply> {
  return (await (await answered(path, method, body)).json()) as Reply;
}

export async function answered(path: string, method: string, body: object, signal?: AbortSignal): Promise<Response> {
  const headers = { "content-type": "application/json" };
  const reply = await fetch(path, { method, headers, body: JSON.stringify(body), signal: signal ?? null });
  if (!reply.ok) throw await errorOf(reply);
  return reply;
}

/** The page comes from the server that answers here, so both hold the same schemas; nothing is checked twice. */
export async function get<Reply>(path: string): Promise<Reply> {
  return replyOf(await fetch(path, { headers: { accept: "application/json" } }));
}

async function replyOf<Reply>(reply: Response): Promise<Reply> {
  if (!reply.ok) throw await errorOf(reply);
  return (await reply.json()) as Reply;
}

async function errorOf(reply: Response): Promise<ApiError> {
  const body: unknown = await reply.json().catch(() => null);
  const { error } = (body ?? {}) as { error?: { message?: string; place?: TextPlace } };
  const message = error?.message ?? `The server answered ${reply.status} ${reply.statusText}`.trim();
  return new ApiError(reply.status, message, error?.place ?? null);
}
