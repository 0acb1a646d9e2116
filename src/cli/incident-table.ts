import { countText } from "../core/model/count-text.ts";
import type { Incident } from "../core/model/incident.ts";
import type { ReplayResult } from "./replay.ts";

/** The incidents of a replay as people read them: one row each, worst status first. */
export function incidentTable(result: ReplayResult, timeZone: string): string {
  const time = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const head = ["#", "start", "end", "severity", "what", "peak", "expected", "messages"];
  const rows = result.incidents.map((incident) => {
    const { peakValue, peakExpected } = worst(incident);
    const messages = result.deliveries.filter(({ incidentId }) => incidentId === incident.id);
    return [
      incident.id,
      time.format(incident.openedAt),
      endText(time.format(incident.openedAt), incident, time),
      incident.severity,
      incident.title.replace(/, all traffic$/, ""),
      String(peakValue),
      countText(peakExpected),
      messagesText(messages.map(({ state }) => state)),
    ];
  });
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const span = `${time.format(result.from)} to ${time.format(result.to)}`;
  const summary = `${result.transactions} records, ${span}, in ${result.seconds.toFixed(1)} s: ${result.incidents.length} incidents`;
  if (rows.length === 0) return `\n${summary}`;
  return ["", line(head), ...rows.map(line), "", summary].join("\n");
}

/** The time of day alone when it is the day of the start: "2025-07-12 14:31", "14:52". */
function endText(start: string, { state, resolvedAt }: Incident, time: Intl.DateTimeFormat): string {
  if (resolvedAt === null) return state;
  const end = time.format(resolvedAt);
  return end.slice(0, 10) === start.slice(0, 10) ? end.slice(11) : end;
}

/** The member farthest from normal; a silence only where there is nothing else. */
function worst({ members }: Incident): Incident["members"][number] {
  const counted = members.filter(({ symptom }) => symptom !== "silence");
  return (counted.length > 0 ? counted : members).reduce((lead, member) =>
    member.peakScore > lead.peakScore ? member : lead,
  );
}

function messagesText(states: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => `${count} ${state}`).join(", ");
}
