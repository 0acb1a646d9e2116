import type { SavedQuery } from "../../core/model/saved-query.ts";
import { answered, get, send } from "../api.ts";
import type { Answer } from "./answer.ts";

export interface Vocabulary {
  /** opening and failed pass by themselves; absent stays. */
  state: "opening" | "ready" | "failed" | "absent";
  trouble: string | null;
  tables: { name: string; columns: { name: string; type: string }[] }[];
  functions: string[];
  limits: { seconds: number; memoryBytes: number; rows: number; jsonRows: number } | null;
}

export interface Question {
  sql: string;
  parameters: Readonly<Record<string, string>>;
}

export type FileFormat = "csv" | "ndjson" | "arrow" | "parquet";

export type WantedQuery = Pick<SavedQuery, "name" | "sql" | "parameters" | "view">;

export const fetchVocabulary = (): Promise<Vocabulary> => get("v1/schema");

export const fetchQueries = async (): Promise<SavedQuery[]> =>
  (await get<{ queries: SavedQuery[] }>("v1/queries")).queries;

/** Ends in the engine too when `signal` aborts. */
export async function ask(question: Question, signal: AbortSignal): Promise<Answer> {
  const reply = await answered("v1/query", "POST", { ...question, format: "json" }, signal);
  return (await reply.json()) as Answer;
}

/** The whole answer as a file, up to the rows that a query may have. */
export async function askForFile(question: Question, format: FileFormat, signal: AbortSignal): Promise<Blob> {
  return (await answered("v1/query", "POST", { ...question, format }, signal)).blob();
}

export const addQuery = (wanted: WantedQuery, by: string): Promise<SavedQuery> =>
  send("POST", "v1/queries", { ...wanted, by, via: "dashboard" });

export const changeQuery = (id: string, wanted: WantedQuery, by: string): Promise<SavedQuery> =>
  send("PUT", `v1/queries/${encodeURIComponent(id)}`, { ...wanted, by, via: "dashboard" });

export const deleteQuery = (id: string, by: string): Promise<SavedQuery> =>
  send("DELETE", `v1/queries/${encodeURIComponent(id)}`, { by, via: "dashboard" });
