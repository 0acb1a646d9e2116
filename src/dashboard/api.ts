import type { AnalysisAnswer } from "../core/model/analysis-answer.ts";
import type { Delivery } from "../core/model/delivery.ts";
import type { History } from "../core/model/history.ts";
import type { Incident } from "../core/model/incident.ts";
import type { MonitorReport } from "../core/model/monitor-report.ts";
import type { Overview } from "../core/model/overview.ts";

export interface Rendered {
  channel: string;
  kind: string;
  contentType: string;
  body: unknown;
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

export const fetchMonitors = async (): Promise<MonitorReport[]> =>
  (await get<{ monitors: MonitorReport[] }>("v1/monitors")).monitors;

export const fetchIncidents = async (): Promise<Incident[]> =>
  (await get<{ incidents: Incident[] }>("v1/incidents?limit=50")).incidents;

export const fetchIncident = (id: string): Promise<Incident> => get(`v1/incidents/${encodeURIComponent(id)}`);

export const fetchDeliveries = async (): Promise<Delivery[]> =>
  (await get<{ deliveries: Delivery[] }>("v1/deliveries?limit=50")).deliveries;

export const fetchRendered = (id: string): Promise<Rendered> => get(`v1/deliveries/${encodeURIComponent(id)}/rendered`);

export function fetchHistory(query: HistoryQuery): Promise<History> {
  const { scope, from, to, points } = query;
  return get(`v1/history?scope=${encodeURIComponent(scope)}&from=${from}&to=${to}&points=${points}`);
}

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
  return answered(await fetch("v1/analyses", { method: "POST", body }));
}

export const fetchAnalysis = (id: string): Promise<AnalysisAnswer> => get(`v1/analyses/${encodeURIComponent(id)}`);

export async function askAnalysis(id: string, sql: string, maxRows: number): Promise<QueryAnswer> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ sql, maxRows, format: "json" });
  return answered(await fetch(`v1/analyses/${encodeURIComponent(id)}/query`, { method: "POST", headers, body }));
}

export const reportAddress = (id: string, format: string): string =>
  `v1/analyses/${encodeURIComponent(id)}/report?format=${format}`;

export async function signIn(token: string): Promise<void> {
  const reply = await fetch("v1/sign-in", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
  if (!reply.ok) throw await errorOf(reply);
}

/** The page comes from the server that answers here, so both hold the same schemas; nothing is checked twice. */
async function get<Reply>(path: string): Promise<Reply> {
  return answered(await fetch(path, { headers: { accept: "application/json" } }));
}

async function answered<Reply>(reply: Response): Promise<Reply> {
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
