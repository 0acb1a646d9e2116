import type { Incident, Member } from "../../core/model/incident.ts";

const HOUR_MS = 3_600_000;

/** From when to when the charts of an incident show: its time, and an hour around. */
export interface Span {
  from: number;
  to: number;
}

export function spanOf({ openedAt, resolvedAt, members }: Incident, now: number): Span {
  const ends = members.map(({ endedAt }) => endedAt ?? now);
  const end = Math.max(resolvedAt ?? now, ...ends);
  return { from: openedAt - HOUR_MS, to: Math.min(now, end + HOUR_MS) };
}

/** Each series once, the lead first: one that came back is a member twice. */
export function seriesOf({ members }: Incident): Member[] {
  const known = new Set<string>();
  return members.filter(({ scope, status, symptom }) => {
    const key = `${scope} ${status}`;
    // Of a silence there is no status to draw.
    if (known.has(key) || symptom === "silence") return false;
    known.add(key);
    return true;
  });
}
