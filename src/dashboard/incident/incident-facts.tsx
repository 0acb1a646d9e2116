import type { JSX } from "preact";
import type { Incident } from "../../core/model/incident.ts";
import { t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";
import { alarmTime, impactLines } from "./impact-in-words.ts";

/** When it was, who has it, and what it cost so far, as a range: no reference is right about what would have been. */
export function IncidentFacts({ incident }: { incident: Incident }): JSX.Element {
  const { clock } = useStore();
  const { openedAt, detectedAt, resolvedAt, assignee, acknowledgedBy, impact, reopened } = incident;
  const facts: [string, string][] = [
    [t("Began"), clock.value.full(openedAt)],
    [t("Detected"), clock.value.full(detectedAt)],
    [t("Resolved"), resolvedAt === null ? t("not yet") : clock.value.full(resolvedAt)],
  ];
  if (acknowledgedBy !== null) facts.push([t("Acknowledged by"), acknowledgedBy]);
  if (assignee !== null) facts.push([t("Assigned to"), assignee]);
  if (reopened > 0) facts.push([t("Came back"), tn(reopened, "once", "{n} times")]);
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
                <b>{t("{range} transactions", { range })}</b> {alarmTime(impact)}
                <span class="meta">{references}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
