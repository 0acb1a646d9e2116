import { Severity } from "../../../core/model/severity.ts";
import { ALERT_LIFE_MS, type Alert } from "./alert.ts";

/**
 * Severity is a label, for it is by labels that Alertmanager routes. When it changes, the alert with the former one has to end, or there
 * would be two; this remembers which one that is. After a restart it is not known, and all others are ended.
 */
export class FormerSeverities {
  readonly #told = new Map<string, string>();

  /** The alerts, and before them the end of those that they take the place of. */
  withEnds(alerts: readonly Alert[]): Alert[] {
    return [...alerts.flatMap((alert) => this.#endsBefore(alert)), ...alerts];
  }

  /** Alertmanager has taken the alerts. */
  note(alerts: readonly Alert[]): void {
    for (const { labels, annotations } of alerts) {
      const { incident, severity } = labels;
      if (incident === undefined || severity === undefined) continue;
      if (annotations["event"] === "resolved") this.#told.delete(incident);
      else this.#told.set(incident, severity);
    }
  }

  #endsBefore(alert: Alert): Alert[] {
    const { incident, severity } = alert.labels;
    if (incident === undefined || severity === undefined) return [];
    const { event } = alert.annotations;
    const former = this.#told.get(incident);
    const others = former === undefined && event !== "opened" ? Severity.enum : [former];
    const endsAt = event === "resolved" ? alert.endsAt : endOfFormer(alert);
    return others.flatMap((other) =>
      other === undefined || other === severity
        ? []
        : [{ ...alert, labels: { ...alert.labels, severity: other }, endsAt }],
    );
  }
}

/** When the message was made. */
function endOfFormer({ startsAt, endsAt }: Alert): string {
  return new Date(Math.max(Date.parse(startsAt), Date.parse(endsAt) - ALERT_LIFE_MS)).toISOString();
}
