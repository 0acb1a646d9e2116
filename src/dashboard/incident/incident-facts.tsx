import type { JSX } from "preact";
import type { Incident } from "../../core/model/incident.ts";
import { useStore } from "../store.ts";
import { alarmTime, impactLines } from "./impact-in-words.ts";

/** When it was, who has it, and what it cost so far, as a range: no reference is right about what would have been. */
export function IncidentFacts({ incident }: { incident: Incident }): JSX.Element {
  const { clock } = useStore();
  const { openedAt, detectedAt, resolvedAt, assignee, acknowledgedBy, impact, reopened } = incident;
  const facts: [string, string][] = [
    ["Began", clock.value.full(openedAt)],
    ["Detected", clock.value.full(detectedAt)],
    ["Resolved", resolvedAt === null ? "not yet" : clock.value.full(resolvedAt)],
  ];
  if (acknowledgedBy !== null) facts.push(["Acknowledged by", acknowledgedBy]);
  if (assignee !== null) facts.push(["Assigned to", assignee]);
  if (reopened > 0) facts.push(["Came back", reopened === 1 ? "once" : `${reopened} times`]);
  const lines = impactLines(impact);
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {lines.length > 0 && (
        <dl class="impact" data-testid="impact">
          {lines.map(({ name, range, references }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <b>{range} transactions</b> {alarmTime(impact)}
                <span class="meta">{references}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
