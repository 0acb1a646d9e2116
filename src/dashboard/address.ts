import { ALL_TRAFFIC, type ScopeKey } from "../core/model/scope.ts";

/** The pages, by the first part of their address: "#/incidents". */
export const PAGE_KEYS = [
  "live",
  "incidents",
  "explore",
  "monitors",
  "inbox",
  "channels",
  "analyse",
  "settings",
] as const;

export type PageKey = (typeof PAGE_KEYS)[number];

/** What a page shows that can be shared: filters, a range, a scope. */
export type Query = Readonly<Record<string, string>>;

/** What is shown; it stands in the fragment, so that it can be sent as a link. */
export interface Place {
  /** Null where the address names no page. */
  page: PageKey | null;
  /** The one incident, message, monitor, ... of the page; null for all of them. */
  id: string | null;
  query: Query;
}

export function placeOf(hash: string): Place {
  const [address = "", search = ""] = splitOnce(hash.replace(/^#\/?/, ""), "?");
  const query = Object.fromEntries(new URLSearchParams(search));
  const [first = "", ...rest] = address.split("/").filter((part) => part !== "");
  if (first === "") return { page: "live", id: null, query };
  const page = PAGE_KEYS.find((key) => key === first);
  const id = decoded(rest[0]);
  if (page === undefined || id === undefined || rest.length > 1) return { page: null, id: null, query };
  return { page, id, query };
}

export function hashOf({ page, id = null, query = {} }: { page: PageKey; id?: string | null; query?: Query }): string {
  const search = new URLSearchParams(query).toString();
  const tail = id === null ? "" : `/${encodeURIComponent(id)}`;
  return `#/${page}${tail}${search === "" ? "" : `?${search}`}`;
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** Null where there is nothing, undefined where it cannot be read. */
function decoded(text: string | undefined): string | null | undefined {
  try {
    return text === undefined ? null : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

export interface TimeRange {
  key: string;
  label: string;
  ms: number;
}

const HOUR_MS = 3_600_000;

export const DEFAULT_RANGE: TimeRange = { key: "1h", label: "1 h", ms: HOUR_MS };

export const timeRanges: readonly TimeRange[] = [
  { key: "15m", label: "15 min", ms: HOUR_MS / 4 },
  DEFAULT_RANGE,
  { key: "6h", label: "6 h", ms: 6 * HOUR_MS },
  { key: "24h", label: "24 h", ms: 24 * HOUR_MS },
];

export interface View {
  range: TimeRange;
  scope: ScopeKey;
}

/** The view that a query names; what it leaves out is as in `otherwise`. */
export function viewOf(query: Query, otherwise: View = { range: DEFAULT_RANGE, scope: ALL_TRAFFIC }): View {
  const range = timeRanges.find((each) => each.key === query["range"]) ?? otherwise.range;
  return { range, scope: query["scope"] ?? otherwise.scope };
}

/** The query for a view; what is usual is left out. */
export function queryOf(view: View): Query {
  return {
    ...(view.range.key === DEFAULT_RANGE.key ? {} : { range: view.range.key }),
    ...(view.scope === ALL_TRAFFIC ? {} : { scope: view.scope }),
  };
}
