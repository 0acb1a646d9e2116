import { english } from "../language/language.ts";

export interface Example {
  name: string;
  sql: string;
  parameters?: Readonly<Record<string, string>>;
}

/** The queries of docs/sql.md, to begin with; a test holds the two together. */
export const examples: readonly Example[] = [
  {
    name: english("Today beside other days, hour by hour"),
    sql: `SELECT time, today, yesterday, same_day_last_week, avg_last_week, avg_last_month
FROM hourly_comparison WHERE status = 'approved' ORDER BY time`,
  },
  {
    name: english("Hours of today that are at least a third below the average of the last week"),
    sql: `SELECT time, today, avg_last_week FROM hourly_comparison
WHERE status = 'approved' AND today < avg_last_week * 2 / 3 ORDER BY time`,
  },
  {
    name: english("The last hour, minute by minute, a column for each status"),
    sql: `SELECT minute, sumIf(count, status = 'approved') AS approved, sumIf(count, status = 'denied') AS denied,
  sumIf(count, status = 'failed') AS failed, sumIf(count, status LIKE '%reversed') AS reversed
FROM status_per_minute WHERE minute >= now() - INTERVAL 1 HOUR GROUP BY minute ORDER BY minute`,
  },
  {
    name: english("How the share of each status changed from last week to this one"),
    sql: `SELECT status,
  sumIf(count, hour >= now() - INTERVAL 7 DAY) / greatest(1, sumIf(total, hour >= now() - INTERVAL 7 DAY)) AS this_week,
  sumIf(count, hour < now() - INTERVAL 7 DAY) / greatest(1, sumIf(total, hour < now() - INTERVAL 7 DAY)) AS last_week
FROM share_per_hour WHERE hour >= now() - INTERVAL 14 DAY GROUP BY status ORDER BY status`,
  },
  {
    name: english("The ten worst minutes of today"),
    sql: `SELECT minute, sumIf(count, status != 'approved') AS bad, sum(count) AS total
FROM status_per_minute WHERE minute >= today() GROUP BY minute ORDER BY bad DESC, minute LIMIT 10`,
  },
  {
    name: english("The issuers with the most failures and denials above their usual number, over the last day"),
    sql: `SELECT value AS issuer, sumIf(count, hour >= now() - INTERVAL 1 DAY) AS last_day,
  sumIf(count, hour < now() - INTERVAL 1 DAY) / 7 AS usual, last_day - usual AS excess
FROM value_per_hour
WHERE dimension = 'issuer' AND status IN ('failed', 'denied') AND hour >= now() - INTERVAL 8 DAY
GROUP BY issuer ORDER BY excess DESC LIMIT 20`,
  },
  {
    name: english("The rate of approval of each merchant, for those with enough traffic"),
    sql: `SELECT value AS merchant, sum(count) AS total, sumIf(count, status = 'approved') / total AS approval
FROM value_per_hour WHERE dimension = 'merchant' AND hour >= now() - INTERVAL 1 DAY
GROUP BY merchant HAVING total >= {least:UInt32} ORDER BY approval LIMIT 20`,
    parameters: { least: "100" },
  },
  {
    name: english("What was approved, in money, by day"),
    sql: `SELECT toDate(hour) AS day, sum(count) AS sales, sum(amount_minor) / 100 AS amount
FROM status_per_hour WHERE status = 'approved' GROUP BY day ORDER BY day DESC LIMIT 31`,
  },
  {
    name: english("The days of the week and hours at which most fails"),
    sql: `SELECT toDayOfWeek(hour) AS weekday, toHour(hour) AS hour_of_day, sum(count) AS failed
FROM status_per_hour WHERE status = 'failed' AND hour >= now() - INTERVAL 28 DAY
GROUP BY weekday, hour_of_day ORDER BY failed DESC LIMIT 10`,
  },
  {
    name: english("Alerts of the last day, and how far from normal"),
    sql: `SELECT at, scope, status, value, round(expected, 1) AS expected, round(score, 1) AS score, alert_by
FROM verdict_history WHERE is_alert AND at >= now() - INTERVAL 1 DAY ORDER BY at DESC, scope, status LIMIT 100`,
  },
  {
    name: english("Incidents and how long they lasted, in minutes"),
    sql: `SELECT id, severity, title, opened_at, detected_at, resolved_at, minutes, lost_least, lost_most, surplus_least, surplus_most
FROM incident_list ORDER BY opened_at DESC LIMIT 50`,
  },
  {
    name: english("How long it took to tell people, and what could not be delivered"),
    sql: `SELECT i.id, i.title, m.channel, m.event, m.state, m.attempts, dateDiff('second', i.opened_at, m.planned_at) AS seconds, m.detail
FROM message_list AS m JOIN incident_list AS i ON i.id = m.incident_id ORDER BY m.planned_at DESC LIMIT 50`,
  },
  {
    name: english("What two statuses did together, where one alone says little"),
    sql: `SELECT minute, issuer, sumIf(count, status = 'denied') AS denied, sumIf(count, status = 'failed') AS failed
FROM minute_counts WHERE minute >= now() - INTERVAL 1 HOUR
GROUP BY minute, issuer HAVING denied > 0 AND failed > 0 ORDER BY minute`,
  },
];
