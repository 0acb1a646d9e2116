import { normalBounds } from "../../core/judge/bounds.ts";
import type { Incident } from "../../core/model/incident.ts";
import { ALL_TRAFFIC } from "../../core/model/scope.ts";
import type { Alert } from "../../core/model/verdict.ts";
import { TRAFFIC } from "../../core/engine/finding.ts";
import { numberOrNull } from "../../core/engine/read-verdicts.ts";
import type { Product } from "./product.ts";

/** Every series of `scopes` that is in alarm now, with the incident that holds it. */
export function currentAlerts({ pipeline }: Product, scopes: ReadonlySet<number>): Alert[] {
  const { judging, incidents } = pipeline.engine;
  if (judging === null) return [];
  const { output } = judging.judge;
  const openTick = judging.rollup.newestOpen()?.at ?? judging.rollup.nextTick;
  const alerts: Alert[] = [];
  for (const { scope, status, symptom } of judging.alarms()) {
    if (!scopes.has(scope)) continue;
    const series = scope * judging.statuses.length + status;
    const scopeName = judging.rollup.scopes.keys[scope] ?? ALL_TRAFFIC;
    const statusName = judging.statuses[status] ?? "";
    const incident = incidents.holding(scopeName, statusName);
    const member = incident?.members.find((one) => one.scope === scopeName && one.status === statusName);
    const expected = output.expected[series] ?? Number.NaN;
    const { by, rules, isFlagged } = judging.groundsOf(scope, status);
    const { lower, upper } = normalBounds(expected, output.shape[series] ?? Number.NaN);
    alerts.push({
      at: judging.judge.isOpenTickFlagged(series) ? openTick : judging.rollup.nextTick - judging.tickMs,
      tickMs: judging.tickMs,
      scope: scopeName,
      status: statusName,
      value: output.value[series] ?? 0,
      expected: numberOrNull(expected),
      lower: numberOrNull(lower),
      upper: numberOrNull(upper),
      score: numberOrNull(output.score[series] ?? Number.NaN),
      alert: true,
      by,
      rules,
      reason: isFlagged ? judging.reason(scope, status, symptom) : (member?.reason ?? ""),
      incidentId: incident?.id ?? null,
    });
  }
  const silence = judging.isSilent ? incidents.holding(ALL_TRAFFIC, TRAFFIC) : null;
  if (silence === null || !scopes.has(0)) return alerts;
  return [...alerts, silenceAlert(silence, judging.tickMs)];
}

function silenceAlert(incident: Incident, tickMs: number): Alert {
  const member = incident.members.find(({ status }) => status === TRAFFIC);
  return {
    at: member?.startedAt ?? 0,
    tickMs,
    scope: ALL_TRAFFIC,
    status: TRAFFIC,
    value: 0,
    expected: member?.peakExpected ?? null,
    lower: null,
    upper: null,
    score: member?.peakScore ?? null,
    alert: true,
    by: "score",
    rules: [],
    reason: member?.reason ?? "",
    incidentId: incident.id,
  };
}
