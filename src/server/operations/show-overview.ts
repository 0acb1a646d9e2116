import { WARM_UP_TICKS } from "../../core/judge/judge.ts";
import type { LiveEvent } from "../../core/model/live-event.ts";
import type { OverallState, Overview, ScopeSummary } from "../../core/model/overview.ts";
import { scopeLabel } from "../../core/model/scope.ts";
import { listTroubles } from "./list-troubles.ts";
import type { Product } from "./product.ts";

const CATCHING_UP_MS = 5 * 60_000;

/** What the dashboard needs to begin. */
export function showOverview(product: Product): Overview {
  const { pipeline, version, isDemo, timeZone } = product;
  const { engine } = pipeline;
  return {
    version,
    now: nowOf(product),
    tickMs: engine.judging?.tickMs ?? null,
    timeZone,
    isDemo,
    state: overallState(product),
    ticksSeen: engine.judging?.judge.ticksSeen(0) ?? 0,
    ticksToLearn: WARM_UP_TICKS,
    received: engine.judging?.rollup.received ?? 0,
    statuses: engine.settings?.statuses ?? [],
    scopes: scopeSummaries(product),
    channels: pipeline.channels.map(({ name, kind, sends }) => ({ name, kind, sends })),
    troubles: listTroubles(product),
  };
}

/** The line that `/v1/live` sends once a second. */
export function showPulse(product: Product): LiveEvent {
  const { judging } = product.pipeline.engine;
  const open = judging?.rollup.newestOpen() ?? null;
  return {
    kind: "pulse",
    now: nowOf(product),
    state: overallState(product),
    received: judging?.rollup.received ?? 0,
    ticksSeen: judging?.judge.ticksSeen(0) ?? 0,
    openTick:
      open === null || judging === null
        ? null
        : {
            at: open.at,
            counts: Object.fromEntries(judging.statuses.map((name, status) => [name, open.counts[status] ?? 0])),
          },
    troubles: listTroubles(product),
  };
}

/** The clock of a live stream, else the time in the data. */
export function nowOf({ pipeline }: Product): number {
  const { judging } = pipeline.engine;
  return judging === null || judging.rollup.watermark.isLive ? pipeline.clock.now() : judging.now + judging.tickMs;
}

function overallState({ pipeline }: Product): OverallState {
  const { judging, incidents } = pipeline.engine;
  if (incidents.firingCount > 0) return "alert";
  if (judging === null || judging.rollup.received === 0) return "waiting";
  return judging.judge.isLearning(0) || isCatchingUp(pipeline) ? "learning" : "calm";
}

/** History is still being gone through: what is known is of long ago. */
function isCatchingUp({ engine, clock }: Product["pipeline"]): boolean {
  const watermark = engine.judging?.rollup.watermark;
  return watermark !== undefined && watermark.isLive && clock.now() - watermark.now > CATCHING_UP_MS;
}

function scopeSummaries({ pipeline }: Product): ScopeSummary[] {
  const { judging } = pipeline.engine;
  if (judging === null) return [{ key: "all", label: scopeLabel("all"), alerting: [] }];
  const alerting = new Map<number, string[]>();
  for (const { scope, status } of judging.alarms()) {
    alerting.set(scope, [...(alerting.get(scope) ?? []), judging.statuses[status] ?? ""]);
  }
  return judging.rollup.scopes.keys.map((key, scope) => ({
    key,
    label: scopeLabel(key),
    alerting: alerting.get(scope) ?? [],
  }));
}
