import type { StoreRows } from "../../../core/model/store-rows.ts";
import { dimensionColumn } from "./schema.ts";

/** Rows of one table, as arrays in the order of `columns`. */
export interface TableRows {
  table: string;
  columns: readonly string[];
  rows: unknown[][];
}

/** A dimension that is not configured any more has no column to go to, unless the table still has it. */
export function minuteTable(minutes: StoreRows["minutes"], dimensions: readonly string[]): TableRows {
  const columns = dimensions.map(dimensionColumn);
  return {
    table: "minutes",
    columns: ["minute", "status", ...columns, "count", "amount_minor", "part", "version"],
    rows: minutes.map((row) => [
      seconds(row.minute),
      row.status,
      ...dimensions.map((dimension) => row.dimensions[dimension] ?? ""),
      row.count,
      row.amountMinor,
      row.part,
      row.version,
    ]),
  };
}

export function otherTables({ verdicts, incidents, deliveries }: StoreRows): TableRows[] {
  return [
    {
      table: "verdicts",
      columns: "at span_ms scope status value expected lower upper score alert_by version".split(" "),
      rows: verdicts.map((row) => [
        seconds(row.at),
        row.spanMs,
        row.scope,
        row.status,
        row.value,
        row.expected,
        row.lower,
        row.upper,
        row.score,
        row.by ?? "",
        row.version,
      ]),
    },
    {
      table: "incidents",
      columns: (
        "id state opened_at detected_at resolved_at title scope status symptom severity assignee mark " +
        "lost_least lost_most surplus_least surplus_most members timeline version"
      ).split(" "),
      rows: incidents.map(({ incident, version }) => {
        const [lead] = incident.members;
        const { lost, surplus } = incident.impact;
        return [
          incident.id,
          incident.state,
          instant(incident.openedAt),
          instant(incident.detectedAt),
          incident.resolvedAt === null ? null : instant(incident.resolvedAt),
          incident.title,
          lead?.scope ?? "",
          lead?.status ?? "",
          lead?.symptom ?? "",
          incident.severity,
          incident.assignee ?? "",
          incident.mark ?? "",
          lost?.least ?? null,
          lost?.most ?? null,
          surplus?.least ?? null,
          surplus?.most ?? null,
          JSON.stringify(incident.members),
          JSON.stringify(incident.timeline),
          version,
        ];
      }),
    },
    {
      table: "deliveries",
      columns: "id incident_id channel state planned_at attempts detail event title message version".split(" "),
      rows: deliveries.map(({ delivery, version }) => [
        delivery.id,
        delivery.incidentId ?? "",
        delivery.channel,
        delivery.state,
        instant(delivery.plannedAt),
        delivery.attempts,
        delivery.detail ?? "",
        delivery.message.event,
        delivery.message.title,
        JSON.stringify(delivery.message),
        version,
      ]),
    },
  ];
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}

function instant(at: number): string {
  return new Date(at).toISOString().replace("T", " ").replace("Z", "");
}
