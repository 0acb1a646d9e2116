import { text } from "node:stream/consumers";
import { restoredIncident } from "../../core/incident/restored-incident.ts";
import type { Incident, Mark, Member, TimelineEntry } from "../../core/model/incident.ts";
import type { Severity } from "../../core/model/severity.ts";
import { askStore } from "./ask-store.ts";
import type { Product } from "./product.ts";

/** A row as the store answers it: instants in UTC without a zone, members and timeline as JSON. */
interface Row {
  id: string;
  state: Incident["state"];
  severity: Severity;
  opened_at: string;
  detected_at: string;
  resolved_at: string | null;
  title: string;
  assignee: string;
  mark: Mark | "";
  members: string;
  timeline: string;
}

const COLUMNS = "id, state, severity, opened_at, detected_at, resolved_at, title, assignee, mark, members, timeline";

/**
 * Incidents of the store that began before an instant, the newest first.
 *
 * @throws Failure `query.*`, `store.unavailable`
 */
export function storedIncidents(product: Product, before: number, limit: number): Promise<Incident[]> {
  const sql = `SELECT ${COLUMNS} FROM incidents FINAL WHERE opened_at < fromUnixTimestamp64Milli({before:Int64}, 'UTC')
    ORDER BY opened_at DESC LIMIT {limit:UInt32}`;
  return asked(product, sql, { before: String(before), limit: String(limit) });
}

/**
 * One incident of the store; null when it has none with this id.
 *
 * @throws Failure `query.*`, `store.unavailable`
 */
export async function storedIncident(product: Product, id: string): Promise<Incident | null> {
  const [found] = await asked(product, `SELECT ${COLUMNS} FROM incidents FINAL WHERE id = {id:String}`, { id });
  return found ?? null;
}

async function asked(product: Product, sql: string, parameters: Record<string, string>): Promise<Incident[]> {
  const question = { sql, parameters, format: "ndjson", maxRows: undefined } as const;
  const answer = await text(await askStore(product, question, new AbortController().signal));
  return answer
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => incidentOf(JSON.parse(line) as Row));
}

/** The store holds what this server, or an earlier one, wrote of an incident; nothing of it is checked again. */
function incidentOf(row: Row): Incident {
  return restoredIncident({
    id: row.id,
    state: row.state,
    severity: row.severity,
    openedAt: instantIn(row.opened_at),
    detectedAt: instantIn(row.detected_at),
    resolvedAt: row.resolved_at === null ? null : instantIn(row.resolved_at),
    title: row.title,
    assignee: row.assignee === "" ? null : row.assignee,
    mark: row.mark === "" ? null : row.mark,
    members: JSON.parse(row.members) as Member[],
    timeline: JSON.parse(row.timeline) as TimelineEntry[],
  });
}

/** "2026-03-02 12:00:00.000" */
function instantIn(utc: string): number {
  return Date.parse(`${utc.replace(" ", "T")}Z`);
}
