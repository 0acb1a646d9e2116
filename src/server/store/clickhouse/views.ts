import { type Database, DATABASE } from "./database.ts";
import { dimensionColumn } from "./schema.ts";

/** Days of which the averages are, before the day itself. */
const WEEK = 7;
const MONTH = 28;

/**
 * What people ask, in the operation's time zone. They hold nothing themselves, so each start makes them anew as this version has
 * them. docs/sql.md tells of each.
 */
export async function makeViews(database: Database, dimensions: readonly string[], timeZone: string): Promise<void> {
  const views = viewsIn(dimensions, `'${timeZone}'`);
  for (const [name, select] of Object.entries(views)) {
    await database.command(`CREATE OR REPLACE VIEW ${DATABASE}.${name} AS ${select}`);
  }
}

function viewsIn(dimensions: readonly string[], zone: string): Record<string, string> {
  const columns = dimensions.map(dimensionColumn);
  const hour = (column: string) => `toStartOfHour(${column}, ${zone})`;
  const local = (column: string) => `toTimeZone(${column}, ${zone}) AS ${column}`;
  return {
    minute_counts: `SELECT ${["toTimeZone(m.minute, " + zone + ") AS minute", "status", ...columns].join(", ")},
      sum(m.count) AS count, sum(m.amount_minor) AS amount_minor FROM ${DATABASE}.minutes AS m FINAL GROUP BY ALL`,
    status_per_minute: `SELECT ${local("minute")}, status, count, amount_minor FROM ${DATABASE}.minute_totals FINAL`,
    status_per_hour: `SELECT ${hour("quarter")} AS hour, status, sum(t.count) AS count, sum(t.amount_minor) AS amount_minor
      FROM ${DATABASE}.quarter_totals AS t FINAL WHERE dimension = '' GROUP BY hour, status`,
    share_per_hour: `SELECT hour, status, count, total, if(total = 0, 0, count / total) AS share FROM (
      SELECT ${hour("quarter")} AS hour, status, sum(t.count) AS count, sum(count) OVER (PARTITION BY hour) AS total
      FROM ${DATABASE}.quarter_totals AS t FINAL WHERE dimension = '' GROUP BY hour, status)`,
    value_per_hour: `SELECT ${hour("quarter")} AS hour, dimension, value, status, sum(t.count) AS count,
      sum(t.amount_minor) AS amount_minor
      FROM ${DATABASE}.quarter_totals AS t FINAL WHERE dimension != '' GROUP BY hour, dimension, value, status`,
    hourly_comparison: hourlyComparison(`toDate(now(), ${zone})`, zone),
    hourly_comparison_on: hourlyComparison("{day:Date}", zone),
    verdict_history: `SELECT ${local("at")}, span_ms, scope, status, value, expected, lower, upper, score, alert_by,
      CAST(alert_by, 'String') != '' AS is_alert FROM ${DATABASE}.verdicts FINAL`,
    incident_list: `SELECT id, state, ${["opened_at", "detected_at", "resolved_at"].map(local).join(", ")}, title, scope, status, symptom,
      severity, assignee, mark, lost_least, lost_most, surplus_least, surplus_most,
      round(dateDiff('second', opened_at, coalesce(resolved_at, now64(3))) / 60, 1) AS minutes, members, timeline
      FROM ${DATABASE}.incidents FINAL`,
    message_list: `SELECT id, incident_id, channel, state, ${local("planned_at")}, attempts, detail, event, title
      FROM ${DATABASE}.deliveries FINAL`,
    catalog: `SELECT table, name AS column, type FROM system.columns WHERE database = '${DATABASE}' AND table NOT IN (
      'migrations', 'positions', 'minutes_by_time', 'minutes_by_time_feed', 'minute_totals', 'quarter_totals')
      ORDER BY table, position`,
  };
}

/**
 * A row for each hour of the day and each status of the last month. Unknown is null: hours that have not begun, and days before
 * the first one that is kept; averages are over the days that there are.
 */
function hourlyComparison(day: string, zone: string): string {
  const kept = `(SELECT toDate(min(quarter), ${zone}) FROM ${DATABASE}.quarter_totals WHERE dimension = '')`;
  const sum = (condition: string) => `sumIf(counted, ${condition})`;
  const on = (daysBefore: number) =>
    `if(asked_day - ${daysBefore} < first_day, NULL, ${sum(`date = asked_day - ${daysBefore}`)})`;
  const average = (days: number) =>
    `if(asked_day <= first_day, NULL, round(${sum(`date >= asked_day - ${days} AND date < asked_day`)} / least(${days}, asked_day - first_day), 2))`;
  const counts = `SELECT toDate(quarter, ${zone}) AS date, toHour(quarter, ${zone}) AS hour, status, count AS counted
    FROM ${DATABASE}.quarter_totals FINAL
    WHERE dimension = '' AND quarter >= toDateTime(asked_day - ${MONTH}, ${zone}) AND quarter < toDateTime(asked_day + 1, ${zone})`;
  return `WITH ${day} AS asked_day, ${kept} AS first_day, counts AS (${counts})
    SELECT concat(leftPad(toString(hour), 2, '0'), 'h') AS time, status,
      if(asked_day < first_day OR toStartOfHour(now(), ${zone}) < addHours(toDateTime(asked_day, ${zone}), hour), NULL, ${sum("date = asked_day")}) AS today,
      ${on(1)} AS yesterday, ${on(WEEK)} AS same_day_last_week, ${average(WEEK)} AS avg_last_week, ${average(MONTH)} AS avg_last_month
    FROM (
      SELECT date, hour, status, counted FROM counts
      UNION ALL
      SELECT toDate(0) AS date, toUInt8(number) AS hour, status, 0 AS counted
      FROM numbers(24) AS hours CROSS JOIN (SELECT DISTINCT status FROM counts) AS statuses
    )
    GROUP BY hour, status, asked_day, first_day ORDER BY hour, status`;
}
