import { ALL_TRAFFIC, type ScopeKey } from "../core/model/scope.ts";

/** What is opened beside the charts; it stands in the fragment, so it can be shared. */
export type Place =
  | { kind: "charts" }
  | { kind: "incident"; id: string }
  | { kind: "message"; id: string }
  | { kind: "monitor"; name: string }
  /** Files; those of an analysis of the last hour, or none yet. */
  | { kind: "analyse"; id: string | null };

export function placeOf(hash: string): Place {
  if (hash === "#/analyse") return { kind: "analyse", id: null };
  const match = /^#\/(incidents|inbox|monitors|analyse)\/([^/]+)$/.exec(hash);
  const id = decoded(match?.[2]);
  if (id === undefined) return { kind: "charts" };
  if (match?.[1] === "monitors") return { kind: "monitor", name: id };
  if (match?.[1] === "analyse") return { kind: "analyse", id };
  return match?.[1] === "incidents" ? { kind: "incident", id } : { kind: "message", id };
}

export function hashOf(place: Place): string {
  switch (place.kind) {
    case "charts":
      return "#/";
    case "incident":
      return `#/incidents/${encodeURIComponent(place.id)}`;
    case "message":
      return `#/inbox/${encodeURIComponent(place.id)}`;
    case "monitor":
      return `#/monitors/${encodeURIComponent(place.name)}`;
    case "analyse":
      return place.id === null ? "#/analyse" : `#/analyse/${encodeURIComponent(place.id)}`;
  }
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
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

export function viewOf(search: string): View {
  const query = new URLSearchParams(search);
  const range = timeRanges.find((each) => each.key === query.get("range")) ?? DEFAULT_RANGE;
  return { range, scope: query.get("scope") ?? ALL_TRAFFIC };
}

/** The query for a view; what is usual is left out. */
export function searchOf(view: View): string {
  const query = new URLSearchParams();
  if (view.range.key !== DEFAULT_RANGE.key) query.set("range", view.range.key);
  if (view.scope !== ALL_TRAFFIC) query.set("scope", view.scope);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
