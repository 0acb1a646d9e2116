import type { AlarmCountState } from "../incident/alarm-count.ts";
import type { IncidentBookState } from "../incident/incident-book.ts";
import type { EngineSettings } from "../model/engine-settings.ts";
import type { MonitorEditsState } from "../model/monitor-change.ts";
import type { DeliveryBookState } from "../notify/delivery-book.ts";
import type { NotifierState } from "../notify/notifier.ts";
import type { TroubleBookState } from "../notify/trouble-book.ts";
import type { QueryBookState } from "../query/query-book.ts";
import type { SeenIdsState } from "../rollup/seen-ids.ts";
import type { DeployBookState } from "./deploy-book.ts";
import type { JudgingState } from "./judging.ts";
import type { MarkLearningState } from "./mark-learning.ts";

/** Goes up whenever a part of the state gets another meaning: one of another version cannot be gone on from. */
export const ENGINE_STATE_VERSION = 4;

/**
 * All that an engine knows, as data that can be cloned. What follows from the settings is made anew from them. It shares
 * nothing with the engine that changes.
 */
export interface EngineState {
  version: number;
  now: number;
  /** As configured, without what people changed since. */
  configured: EngineSettings | null;
  monitorEdits: MonitorEditsState;
  judging: JudgingState | null;
  incidents: IncidentBookState;
  marks: MarkLearningState;
  deliveries: DeliveryBookState;
  alarmCount: AlarmCountState;
  notifier: NotifierState;
  troubles: TroubleBookState;
  deploys: DeployBookState;
  queries: QueryBookState;
  retuned: number;
  seenIds: SeenIdsState;
}

/** @throws RangeError for a state of another version */
export function requireEngineVersion({ version }: Pick<EngineState, "version">): void {
  if (version === ENGINE_STATE_VERSION) return;
  throw new RangeError(
    `state of the engine: expected version ${ENGINE_STATE_VERSION}, got ${version}: replay the journal from its beginning`,
  );
}
